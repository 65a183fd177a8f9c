/** The programme as a list: sessions, items and sub-items, what is done and what is now. */
import { element, fill, say } from "../dom.js";

const STATE_CHIPS = { current: "chip chip-now", done: "chip", skipped: "chip chip-warn" };

/** Draw the agenda state into `holder`. `times` is venueTimes(…). */
export function drawAgenda(holder, agenda, { words, times }) {
  if (!agenda || agenda.items.length === 0) {
    fill(holder, element("p", { class: "empty" }, words.agendaEmpty));
    return;
  }
  const sections = agenda.sessions.map((session) =>
    element(
      "section",
      { class: "agenda-session" },
      element("h2", {}, session.title),
      element("p", { class: "quiet small" }, sessionHours(session, times)),
      element(
        "ol",
        { class: "rows" },
        agenda.items
          .filter((item) => item.session_id === session.id)
          .map((item) => agendaRow(item, { words, times })),
      ),
    ),
  );
  fill(holder, sections);
}

function sessionHours(session, times) {
  const hours = [times.clock(session.starts_at), times.clock(session.ends_at)].filter(Boolean);
  return [times.day(session.starts_at), hours.join("–")].filter(Boolean).join(" · ");
}

function agendaRow(item, { words, times }) {
  const chip = STATE_CHIPS[item.state];
  return element(
    "li",
    { class: `agenda-${item.state}${item.parent_id ? " agenda-sub" : ""}` },
    element(
      "div",
      { class: "row", "aria-current": item.state === "current" ? "step" : null },
      element("span", { class: "agenda-clock numbers" }, times.clock(item.starts_at)),
      element(
        "span",
        { class: "row-main" },
        element("span", { class: "row-title" }, item.title),
        item.minutes
          ? element("span", { class: "row-note" }, say(words.minutes, { minutes: item.minutes }))
          : null,
      ),
      chip ? element("span", { class: chip }, words.itemStates[item.state]) : null,
    ),
  );
}
