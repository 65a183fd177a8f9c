/** The pages of a document, one under the other or one at a time; fetched when they come near. */
import { element, fill, say } from "../dom.js";
import { drawTextLayer, fitLayer, markLayer } from "./text_layer.js";

const A4 = [210, 297];
const RETRY_MS = 3000;
const REST_MS = 700;
const SHARP_FROM_PX = 840;
const DENSEST = 2;

/**
 * Return the sheets of a document inside `holder`, which scrolls in `scroller`. The first sheet may
 * stand there already, so that its picture is seen before any script.
 *
 * @param {object} options
 * @param {(page: number, width: number) => string} options.imageUrl
 * @param {(page: number) => Promise<object>} options.textOf {text, words}
 * @param {{page: string, pageWithoutText: string}} options.words
 */
export function sheetList(holder, { scroller, imageUrl, textOf, words }) {
  const sheets = [];
  let query = "";
  let paged = false;
  let shown = 1;
  let wantedHit = 0;
  const near = new IntersectionObserver(onNear, { root: scroller, rootMargin: "120% 0px" });
  const seen = new IntersectionObserver(onSeen, { root: scroller, threshold: 0.05 });

  function onNear(entries) {
    for (const entry of entries) {
      if (entry.isIntersecting) load(sheets[Number(entry.target.dataset.page) - 1]);
    }
  }

  function onSeen(entries) {
    for (const entry of entries) {
      const sheet = sheets[Number(entry.target.dataset.page) - 1];
      window.clearTimeout(sheet.resting);
      sheet.isSeen = entry.isIntersecting;
      if (entry.isIntersecting) sheet.resting = window.setTimeout(() => sharpen(sheet), REST_MS);
    }
  }

  function load(sheet) {
    if (sheet.asked || !sheet.ready) return;
    sheet.asked = true;
    if (sheet.width === 0) draw(sheet, 720);
    textOf(sheet.page).then(
      (text) => {
        sheet.text = text;
        drawTextLayer(sheet.layer, text, sheet.size[0] / sheet.size[1]);
        fit(sheet);
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

  function whenDrawn(sheet, width, then) {
    if (sheet.width === width) then();
    else draw(sheet, width, then);
  }

  function draw(sheet, width, then) {
    const image = new Image();
    image.alt = "";
    image.decoding = "async";
    image.onload = () => {
      sheet.width = width;
      sheet.failures = 0;
      if (sheet.guessed) resize(sheet, [image.naturalWidth, image.naturalHeight]);
      fill(sheet.picture, image);
      if (then) image.decode().then(then, then);
    };
    image.onerror = () => {
      window.setTimeout(() => draw(sheet, width, then), RETRY_MS);
    };
    image.src = imageUrl(sheet.page, width);
  }

  function sharpen(sheet) {
    if (sheet.width !== 720 || sheet.sharpAsked || savesData()) return;
    const density = Math.min(window.devicePixelRatio || 1, DENSEST);
    if (sheet.box.clientWidth * density <= SHARP_FROM_PX) return;
    sheet.sharpAsked = true;
    draw(sheet, 1440);
  }

  function resize(sheet, size) {
    sheet.size = size;
    sheet.guessed = false;
    sheet.box.style.paddingTop = `${(100 * size[1]) / size[0]}%`;
    fit(sheet);
  }

  function fit(sheet) {
    if (sheet.text) fitLayer(sheet.layer, sheet.box.clientHeight);
  }

  function add(page, size) {
    const standing = holder.children[page - 1] || made(page);
    if (!standing.parentNode) holder.appendChild(standing);
    const box = standing.querySelector(".sheet");
    const picture = box.querySelector(".sheet-picture");
    const sheet = { page, box, picture, layer: box.querySelector(".sheet-text"), ready: false };
    Object.assign(sheet, { asked: false, width: 0, place: standing, isSeen: false });
    if (picture.firstElementChild) adopt(sheet, picture.firstElementChild);
    sheets.push(sheet);
    resize(sheet, size || A4);
    sheet.guessed = !size;
    near.observe(box);
    seen.observe(box);
  }

  function adopt(sheet, image) {
    sheet.width = 720;
    if (image.complete && image.naturalWidth === 0) draw(sheet, 720);
    else image.onerror = () => draw(sheet, 720);
  }

  function made(page) {
    return element(
      "li",
      {},
      element(
        "div",
        { class: "sheet", role: "group", "aria-label": say(words.page, { page }), "data-page": page },
        element("div", { class: "sheet-picture" }),
        element("div", { class: "sheet-text" }),
      ),
      element("p", { class: "sheet-number" }, page),
    );
  }

  /** Show one page and have its neighbours at hand. */
  function turn(page) {
    shown = page;
    for (const sheet of sheets) sheet.place.hidden = paged && sheet.page !== page;
    if (!paged) return;
    for (const near of [page, page + 1, page - 1]) if (sheets[near - 1]) load(sheets[near - 1]);
    fit(sheets[page - 1]);
    scroller.scrollTop = 0;
  }

  function centreHit(sheet) {
    const hit = sheet.layer.querySelector(".is-hit");
    if (hit && wantedHit === sheet.page) hit.scrollIntoView({ block: "center", inline: "center" });
  }

  function isNear(sheet) {
    if (paged) return Math.abs(sheet.page - shown) <= 1;
    const { top, bottom } = sheet.box.getBoundingClientRect();
    return top < 2 * window.innerHeight && bottom > -window.innerHeight;
  }

  /** Fit text and sharpness to a new size: those in sight now, the others when they come. */
  function settle() {
    for (const sheet of sheets) {
      fit(sheet);
      if (sheet.isSeen) sharpen(sheet);
    }
  }

  window.addEventListener("resize", settle);

  return {
    settle,
    /** Let there be `count` sheets, the first `ready` of which can be fetched. */
    grow(count, ready, sizes) {
      const before = sheets.length;
      while (sheets.length < count) add(sheets.length + 1, sizes[sheets.length]);
      if (paged && sheets.length > before) turn(shown);
      for (const sheet of sheets.slice(0, ready)) {
        if (sheet.ready) continue;
        sheet.ready = true;
        if (isNear(sheet)) load(sheet);
      }
    },
    /** Take every page away: the document is not to be read any more. */
    clear() {
      near.disconnect();
      seen.disconnect();
      sheets.length = 0;
      fill(holder);
    },
    /** Show one page at a time, or all one under the other. */
    setPaged(wanted, page) {
      paged = wanted;
      turn(page);
      settle();
    },
    sizeOf: (page) => sheets[page - 1].size,
    /** Print one page, as sharp as it can be had. */
    printOnly(page) {
      const sheet = sheets[page - 1];
      sheet.place.classList.add("is-printed");
      holder.classList.add("prints-one");
      whenDrawn(sheet, 1440, () => {
        window.print();
        sheet.place.classList.remove("is-printed");
        holder.classList.remove("prints-one");
      });
    },
    /** Mark what `wanted` means on every page, also on those that come later. */
    mark(wanted) {
      query = wanted;
      for (const sheet of sheets) if (sheet.text) markLayer(sheet.layer, sheet.text, query);
    },
    /** Return the number of the page that is shown, or that crosses the window's upper third. */
    current() {
      if (paged) return shown;
      const line = scroller.getBoundingClientRect().top + scroller.clientHeight / 3;
      let low = 0;
      let high = sheets.length - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (sheets[middle].box.getBoundingClientRect().top <= line) low = middle;
        else high = middle - 1;
      }
      return low + 1;
    },
    /** Go to a page: turn to it, or scroll its top to the window's. */
    go(page) {
      const sheet = sheets[Math.min(Math.max(page, 1), sheets.length) - 1];
      if (!sheet) return;
      wantedHit = 0;
      if (paged) turn(sheet.page);
      const edge = scroller.getBoundingClientRect().top;
      scroller.scrollTop += sheet.box.getBoundingClientRect().top - edge - 8;
    },
    /** Bring the first marked word of a page into the middle of the window, once it is there. */
    showHit(page) {
      const sheet = sheets[page - 1];
      if (!sheet || !sheet.ready) return;
      wantedHit = page;
      load(sheet);
      textOf(page).then(() => window.requestAnimationFrame(() => centreHit(sheet)), () => {});
    },
  };
}

function savesData() {
  const line = navigator.connection;
  return Boolean(line && (line.saveData || /2g/.test(line.effectiveType || "")));
}
