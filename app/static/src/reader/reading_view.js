/** The document as flowing text in large letters, page after page as one scrolls. */
import { element, fill, say } from "../dom.js";
import { markedPieces } from "./fold.js";
import { paragraphs } from "./paragraphs.js";

/**
 * Return {open(page), close(), mark(query), current()} for `holder`.
 *
 * @param {(page: number) => Promise<object>} options.textOf {text}
 */
export function readingView(holder, { textOf, words }) {
  const sections = [];
  let query = "";
  const near = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) load(sections[Number(entry.target.dataset.page) - 1]);
      }
    },
    { rootMargin: "200% 0px" },
  );

  function load(section) {
    if (section.asked) return;
    section.asked = true;
    textOf(section.page).then(
      (text) => {
        section.text = text.text;
        draw(section);
      },
      () => {
        section.asked = false;
        fill(section.body, element("p", { class: "quiet" }, words.textFailed));
      },
    );
  }

  function draw(section) {
    const found = paragraphs(section.text);
    fill(
      section.body,
      found.length === 0 ? element("p", { class: "quiet" }, words.noText) : null,
      found.map((paragraph) =>
        element(
          "p",
          {},
          markedPieces(paragraph, query).map((piece) =>
            piece.hit ? element("mark", {}, piece.text) : piece.text,
          ),
        ),
      ),
    );
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
        sections.push({ page, box, body, asked: false, text: null });
        holder.appendChild(box);
        near.observe(box);
      }
    },
    mark(wanted) {
      query = wanted;
      for (const section of sections) if (section.text !== null) draw(section);
    },
    current() {
      const line = window.innerHeight / 3;
      let found = 1;
      for (const section of sections) {
        if (section.box.getBoundingClientRect().top > line) break;
        found = section.page;
      }
      return found;
    },
    go(page, offsetPx) {
      const section = sections[Math.min(Math.max(page, 1), sections.length) - 1];
      if (!section) return;
      window.scrollTo(0, window.pageYOffset + section.box.getBoundingClientRect().top - offsetPx);
    },
  };
}
