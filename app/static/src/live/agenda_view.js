/** The programme as a list: sessions, items and sub-items, what is done and what is now. */
import { element, fill, say } from "../dom.js";
import { forecast, isElsewhen, WORTH_SAYING_MINUTES } from "./forecast.js";

const STATE_CHIPS = { current: "chip chip-now", done: "chip", skipped: "chip chip-warn" };

/** Draw the agenda state into `holder` as it stands at `nowMs`. `times` is venueTimes(…). */
export function drawAgenda(holder, agenda, { words, times, nowMs }) {
  if (!agenda || agenda.items.length === 0) {
    fill(holder, element("p", { class: "empty" }, words.agendaEmpty));
    return;
  }
  const foretold = forecast(agenda, nowMs);
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
          .map((item) =>
            agendaRow(item, foretold.starts.get(item.id), { items: agenda.items, words, times }),
          ),
      ),
    ),
  );
  const beside = lateness(foretold, words);
  fill(holder, beside ? element("p", { class: "notice numbers" }, beside) : null, ...sections);
}

/** Return how far the hall is beside its programme, in words; nothing when it keeps its hours. */
export function lateness({ lateMinutes }, words) {
  if (Math.abs(lateMinutes) < WORTH_SAYING_MINUTES) return "";
  return say(lateMinutes > 0 ? words.late : words.early, { minutes: Math.abs(lateMinutes) });
}

function sessionHours(session, times) {
  const hours = [times.clock(session.starts_at), times.clock(session.ends_at)].filter(Boolean);
  return [times.day(session.starts_at), hours.join("–")].filter(Boolean).join(" · ");
}

/** Return the minutes of an item with those of its sub-items. */
export function wholeMinutes(item, items) {
  const below = items.filter((each) => each.parent_id === item.id);
  return below.reduce((sum, each) => sum + each.minutes, item.minutes);
}

/** Return the state to show: an item whose sub-item is on is not over yet. */
export function shownState(item, items) {
  const isOpen = items.some((each) => each.parent_id === item.id && each.state === "current");
  return isOpen && item.state === "done" ? "planned" : item.state;
}

function agendaRow(item, probably, { items, words, times }) {
  const state = shownState(item, items);
  const minutes = wholeMinutes(item, items);
  const chip = STATE_CHIPS[state];
  return element(
    "li",
    { class: `agenda-${state}${item.parent_id ? " agenda-sub" : ""}` },
    element(
      "div",
      { class: "row", "aria-current": state === "current" ? "step" : null },
      element("span", { class: "agenda-clock numbers" }, times.clock(item.starts_at)),
      element(
        "span",
        { class: "row-main" },
        element("span", { class: "row-title" }, item.title),
        item.speaker ? element("span", { class: "row-note" }, item.speaker) : null,
        minutes ? element("span", { class: "row-note" }, say(words.minutes, { minutes })) : null,
        isElsewhen(item, probably)
          ? element(
              "span",
              { class: "row-note agenda-probably numbers" },
              say(words.probably, { clock: times.clock(new Date(probably)) }),
            )
          : null,
      ),
      chip ? element("span", { class: chip }, words.itemStates[state]) : null,
    ),
  );
}
