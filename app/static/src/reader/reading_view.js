/** The document as flowing text in large letters, page after page as one scrolls. */
import { element, fill, say } from "../dom.js";
import { markedPieces } from "./fold.js";
import { reflow } from "./reflow.js";

/**
 * Return {grow(count), mark(query), current(), go(page)} for `holder` inside `scroller`.
 *
 * @param {(page: number) => Promise<object>} options.textOf {text, words}
 * @param {(page: number, width: number) => string} options.imageUrl a table is shown as printed
 * @param {(page: number) => [number, number]} options.sizeOf of a page, in any unit
 * @param {(page: number) => void} options.onPage shows a page in the page view
 */
export function readingView(holder, { scroller, textOf, imageUrl, sizeOf, onPage, words }) {
  const sections = [];
  let query = "";
  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) load(sections[Number(entry.target.dataset.page) - 1]);
      }
    },
    { root: scroller, rootMargin: "200% 0px" },
  );

  function load(section) {
    if (section.asked) return;
    section.asked = true;
    textOf(section.page).then(
      (text) => {
        section.blocks = reflow(text);
        draw(section);
      },
      () => {
        section.asked = false;
        fill(section.body, element("p", { class: "quiet" }, words.textFailed));
      },
    );
  }

  function draw(section) {
    if (section.blocks.length > 0) {
      fill(section.body, section.blocks.map((block) => drawn(block, section.page)));
    } else {
      const sentence = element("p", { class: "quiet" }, words.noText);
      fill(section.body, sentence, pageButton(section.page));
    }
  }

  function drawn(block, page) {
    if (block.kind === "table") return asPrinted(block, page);
    return element(block.kind === "heading" ? "h2" : "p", {}, marked(block.text));
  }

  function marked(text) {
    return markedPieces(text, query).map((piece) =>
      piece.hit ? element("mark", {}, piece.text) : piece.text,
    );
  }

  /** A table keeps the columns of the print: its part of the page's picture, and its words. */
  function asPrinted({ text, top, bottom }, page) {
    const [width, height] = sizeOf(page);
    const share = bottom - top;
    const image = element("img", { src: imageUrl(page, 1440), alt: "", loading: "lazy" });
    image.style.top = `${(-100 * top) / share}%`;
    const frame = element("div", { class: "reading-printed" }, image);
    frame.style.paddingTop = `${(100 * share * height) / width}%`;
    return element(
      "figure",
      { "aria-label": say(words.table, { page }) },
      frame,
      element("figcaption", { class: "only-heard" }, text),
      pageButton(page),
    );
  }

  function pageButton(page) {
    const attributes = { type: "button", class: "button button-plain", onclick: () => onPage(page) };
    return element("button", attributes, words.toPage);
  }

  return {
    grow(count) {
      while (sections.length < count) {
        const page = sections.length + 1;
        const body = element("div", { class: "reading-body" });
        const box = element(
          "section",
          { class: "reading-page", "data-page": page, "aria-label": say(words.page, { page }) },
          element("p", { class: "reading-number" }, say(words.page, { page })),
          body,
        );
        sections.push({ page, box, body, asked: false, blocks: null });
        holder.appendChild(box);
        near.observe(box);
      }
    },
    mark(wanted) {
      query = wanted;
      for (const section of sections) if (section.blocks !== null) draw(section);
    },
    current() {
      const line = scroller.getBoundingClientRect().top + scroller.clientHeight / 3;
      let found = 1;
      for (const section of sections) {
        if (section.box.getBoundingClientRect().top > line) break;
        found = section.page;
      }
      return found;
    },
    go(page) {
      const section = sections[Math.min(Math.max(page, 1), sections.length) - 1];
      if (!section) return;
      const edge = scroller.getBoundingClientRect().top;
      scroller.scrollTop += section.box.getBoundingClientRect().top - edge - 8;
    },
  };
}
