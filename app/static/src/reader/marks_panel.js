/** The panel for marking the present page, writing a note on it, and finding both again. */
import { element, fill, say, setText } from "../dom.js";

/**
 * Wire the marks of library/reader.html.
 *
 * @param {object} options.marks from openMarks()
 * @param {() => number} options.page the page one reads now
 * @param {(page: number) => void} options.go
 * @returns {{show: () => void, toggle: () => void}}
 */
export function marksPanel(byId, { marks, page, go, words }) {
  const note = byId("note");
  let shownPage = 0;
  let warned = false;

  function show() {
    const here = page();
    const { marked, text } = marks.of(here);
    byId("mark-page").setAttribute("aria-pressed", String(marked));
    setText(byId("mark-page-words"), say(marked ? words.unmark : words.mark, { page: here }));
    setText(byId("note-label"), say(words.note, { page: here }));
    const use = byId("marks-button").querySelector("use");
    use.setAttribute("href", marked || text ? "#icon-marked" : "#icon-mark");
    // What one is writing is never replaced by what arrives.
    if (shownPage !== here || document.activeElement !== note) note.value = text;
    shownPage = here;
    drawList();
    sayState();
  }

  function drawList() {
    const all = marks.all();
    byId("marks-none").hidden = all.length > 0;
    fill(
      byId("marks-list"),
      all.map((mark) =>
        element(
          "li",
          {},
          element(
            "button",
            { type: "button", onclick: () => go(mark.page) },
            element("span", {}, mark.text || say(words.page, { page: mark.page })),
            element("b", { class: "numbers" }, mark.page),
          ),
        ),
      ),
    );
  }

  function sayState() {
    const state = marks.state();
    const sentences = { sent: words.kept, stored: words.stored, loose: words.notKept };
    setText(byId("note-state"), marks.all().length > 0 ? sentences[state] : "");
    if (state === "loose" && !warned) {
      warned = true;
      byId("forgets").hidden = false;
    }
  }

  function toggle() {
    const here = page();
    const { marked, text } = marks.of(here);
    marks.change(here, { marked: !marked, text });
  }

  byId("mark-page").addEventListener("click", toggle);
  note.addEventListener("input", () => {
    marks.change(shownPage, { marked: marks.of(shownPage).marked, text: note.value.trim() });
  });
  note.addEventListener("blur", marks.send);
  return { show, toggle };
}
