/** The pages of a document one under the other, each fetched when it comes near. */
import { element, fill, say } from "../dom.js";
import { drawTextLayer, fitLayer, markLayer } from "./text_layer.js";

const A4 = [210, 297];
const RETRY_MS = 3000;
const REST_MS = 700;
const SHARP_FROM_PX = 900;

/**
 * Return the sheets of a document inside `holder`.
 *
 * @param {object} options
 * @param {(page: number, width: number) => string} options.imageUrl
 * @param {(page: number) => Promise<object>} options.textOf {text, words}
 * @param {{page: string, pageWithoutText: string}} options.words
 */
export function sheetList(holder, { imageUrl, textOf, words }) {
  const sheets = [];
  let query = "";
  const near = new IntersectionObserver(onNear, { rootMargin: "120% 0px" });
  const seen = new IntersectionObserver(onSeen, { threshold: 0.2 });

  function onNear(entries) {
    for (const entry of entries) {
      if (entry.isIntersecting) load(sheets[Number(entry.target.dataset.page) - 1]);
    }
  }

  function onSeen(entries) {
    for (const entry of entries) {
      const sheet = sheets[Number(entry.target.dataset.page) - 1];
      window.clearTimeout(sheet.resting);
      if (entry.isIntersecting) sheet.resting = window.setTimeout(() => sharpen(sheet), REST_MS);
    }
  }

  function load(sheet) {
    if (sheet.asked || !sheet.ready) return;
    sheet.asked = true;
    draw(sheet, 720);
    textOf(sheet.page).then(
      (text) => {
        sheet.text = text;
        drawTextLayer(sheet.layer, text, sheet.size[0] / sheet.size[1]);
        fitLayer(sheet.layer, sheet.box.clientHeight);
        markLayer(sheet.layer, text, query);
        if (text.words.length === 0) {
          sheet.box.setAttribute("aria-label", say(words.pageWithoutText, { page: sheet.page }));
        }
      },
      () => {
        // Without its text the page is still readable; it is asked for again with the picture.
        sheet.text = null;
      },
    );
  }

  function draw(sheet, width) {
    const image = new Image();
    image.alt = "";
    image.decoding = "async";
    image.onload = () => {
      sheet.width = width;
      sheet.failures = 0;
      if (sheet.guessed) resize(sheet, [image.naturalWidth, image.naturalHeight]);
      fill(sheet.picture, image);
    };
    image.onerror = () => {
      window.setTimeout(() => draw(sheet, width), RETRY_MS);
    };
    image.src = imageUrl(sheet.page, width);
  }

  function sharpen(sheet) {
    if (sheet.width !== 720 || sheet.sharpAsked || savesData()) return;
    const zoom = window.visualViewport ? window.visualViewport.scale : 1;
    if (sheet.box.clientWidth * (window.devicePixelRatio || 1) * zoom <= SHARP_FROM_PX) return;
    sheet.sharpAsked = true;
    draw(sheet, 1440);
  }

  function resize(sheet, size) {
    sheet.size = size;
    sheet.guessed = false;
    sheet.box.style.paddingTop = `${(100 * size[1]) / size[0]}%`;
    fitLayer(sheet.layer, sheet.box.clientHeight);
  }

  function add(page, size) {
    const picture = element("div", { class: "sheet-picture" });
    const layer = element("div", { class: "sheet-text" });
    const box = element(
      "div",
      { class: "sheet", role: "group", "aria-label": say(words.page, { page }), "data-page": page },
      picture,
      layer,
    );
    const sheet = { page, box, picture, layer, ready: false, asked: false, guessed: !size };
    sheets.push(sheet);
    holder.appendChild(element("li", {}, box, element("p", { class: "sheet-number" }, page)));
    resize(sheet, size || A4);
    sheet.guessed = !size;
    near.observe(box);
    seen.observe(box);
  }

  window.addEventListener("resize", () => {
    for (const sheet of sheets) fitLayer(sheet.layer, sheet.box.clientHeight);
  });

  return {
    /** Let there be `count` sheets, the first `ready` of which can be fetched. */
    grow(count, ready, sizes) {
      while (sheets.length < count) add(sheets.length + 1, sizes[sheets.length]);
      sheets.slice(0, ready).forEach((sheet) => {
        if (sheet.ready) return;
        sheet.ready = true;
        const place = sheet.box.getBoundingClientRect();
        if (place.top < 2 * window.innerHeight && place.bottom > -window.innerHeight) load(sheet);
      });
    },
    /** Mark what `wanted` means on every page, also on those that come later. */
    mark(wanted) {
      query = wanted;
      for (const sheet of sheets) if (sheet.text) markLayer(sheet.layer, sheet.text, query);
    },
    /** Return the number of the page that crosses the upper third of the window. */
    current() {
      const line = window.innerHeight / 3;
      let low = 0;
      let high = sheets.length - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (sheets[middle].box.getBoundingClientRect().top <= line) low = middle;
        else high = middle - 1;
      }
      return low + 1;
    },
    /** Scroll to a page, its top under the header of `offsetPx`. */
    go(page, offsetPx) {
      const sheet = sheets[Math.min(Math.max(page, 1), sheets.length) - 1];
      if (!sheet) return;
      window.scrollTo(0, window.pageYOffset + sheet.box.getBoundingClientRect().top - offsetPx);
    },
  };
}

function savesData() {
  const line = navigator.connection;
  return Boolean(line && (line.saveData || /2g/.test(line.effectiveType || "")));
}
