/** The notice that says what changed in the programme, and the list of the day's changes. */
import { element, fill, say, setText } from "../dom.js";
import { sentenceOf, summaryOf } from "./agenda_changes.js";

export const SHOWN_MS = 20000;

/**
 * Return hear(agenda, stamp). `parts` are the page's elements {notice, text, close, more, list, heading,
 * entries}; the notice goes by `close`, by `more` (a link to the list), or after SHOWN_MS in sight:
 * a phone in a pocket keeps it for whoever takes it out.
 */
export function changeNotice(parts, { log, words, times }) {
  let timer = null;

  function rest() {
    window.clearTimeout(timer);
    timer = null;
    parts.notice.hidden = true;
    log.rest();
  }

  function count() {
    window.clearTimeout(timer);
    timer = null;
    if (!parts.notice.hidden && !document.hidden) timer = window.setTimeout(rest, SHOWN_MS);
  }

  parts.close.addEventListener("click", rest);
  parts.more.addEventListener("click", () => {
    parts.list.open = true;
    rest();
  });
  document.addEventListener("visibilitychange", count);

  return function hear(agenda, stamp) {
    const { changes, isNew } = log.hear(agenda, stamp);
    setText(parts.text, changes.length > 0 ? summaryOf(changes, { words, times }) : "");
    parts.notice.hidden = changes.length === 0;
    if (isNew || timer === null) count();
    drawEntries(parts, log.entries(), { words, times });
  };
}

function drawEntries({ list, heading, entries: holder }, entries, { words, times }) {
  list.hidden = entries.length === 0;
  const count = entries.reduce((sum, entry) => sum + entry.changes.length, 0);
  setText(heading, say(words.changesToday, { count }));
  const rows = [];
  for (const { at, changes } of entries) {
    for (const change of changes) {
      rows.push(
        element(
          "li",
          { class: "change-entry" },
          element("span", { class: "agenda-clock numbers" }, times.clock(new Date(at))),
          element("span", {}, sentenceOf(change, { words, times })),
        ),
      );
    }
  }
  fill(holder, rows);
}
