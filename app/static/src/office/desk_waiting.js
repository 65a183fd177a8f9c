/** What lies on this computer until the server has it: how many, and what it did not take. */
import { element, fill, say, setText } from "../dom.js";

/** Return show({waiting, refused, closed}); `nameOf(event)` says who an event is about. */
export function waitingLine({ words, kind, nameOf, onSeen, onAgain }) {
  const line = document.getElementById("pending");
  const count = document.getElementById("pending-count");
  const note = document.getElementById("pending-note");
  const box = document.getElementById("refused");

  function noteFor({ waiting, closed }) {
    if (closed) return words.signIn;
    if (waiting.length === 0) return kind === "memory" ? words.notStored : "";
    return kind === "memory" ? words.keepOpen : words.stored;
  }

  function refusedRow(entry) {
    const at = new Date(entry.event.at).toLocaleTimeString(document.documentElement.lang, {
      hour: "2-digit",
      minute: "2-digit",
    });
    return element(
      "li",
      { class: "row" },
      element(
        "span",
        { class: "row-main" },
        element("span", { class: "row-title" }, `${at} ${nameOf(entry.event)}`),
        element("span", { class: "row-note" }, entry.refused),
      ),
      entry.mendable ? button(words.again, () => onAgain(entry.id)) : null,
      button(words.seen, () => onSeen(entry.id)),
    );
  }

  function button(word, onclick) {
    return element("button", { type: "button", class: "button button-plain", onclick }, word);
  }

  return function show(stored) {
    setText(count, say(words.waiting, { count: stored.waiting.length }));
    setText(note, noteFor(stored));
    note.hidden = note.textContent === "";
    line.className = stored.waiting.length > 0 || stored.closed ? "notice notice-warn" : "desk-calm";
    box.hidden = stored.refused.length === 0;
    fill(document.getElementById("refused-list"), stored.refused.map(refusedRow));
  };
}
