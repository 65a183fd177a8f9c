/** The office's day beside the live figures: warnings, desks and arrivals, asked for now and then. */
import { element, fill, icon, say, setText } from "../dom.js";
import { drawArrivals } from "./arrivals_plot.js";

const EVERY_MS = 5000;

/** Keep warnings, desks and arrivals up to date; `serverOffset` is the venue's, in minutes. */
export function watchTheDay(api, { words, offsetMinutes }) {
  const byId = (id) => document.getElementById(id);
  const clock = (moment) => hours(moment, offsetMinutes);

  async function ask(path) {
    const answer = await fetch(`${api}${path}`, { cache: "no-store" }).catch(() => null);
    return answer && answer.ok ? answer.json() : null;
  }

  async function look() {
    if (!document.hidden) {
      const [warnings, desks, arrivals] = await Promise.all([
        ask("/warnings"), ask("/desks"), byId("arrivals") ? ask("/arrivals") : null,
      ]);
      if (warnings) drawWarnings(byId("warnings"), warnings, words);
      if (desks) drawDesks(byId("desks"), desks, { words, clock });
      if (arrivals) drawArrivals(byId("arrivals"), arrivals, { words, clock });
    }
    window.setTimeout(look, EVERY_MS);
  }

  look();
}

function drawWarnings(holder, warnings, words) {
  const shown = JSON.stringify(warnings);
  if (holder.dataset.shown === shown) return; // a screen reader hears only what is new
  holder.dataset.shown = shown;
  fill(
    holder,
    warnings.map(({ sentence, url }) =>
      element(
        "li",
        { class: "notice notice-warn day-warning" },
        element("span", {}, sentence),
        url ? element("a", { class: "button button-plain", href: url }, words.look) : null,
      ),
    ),
  );
}

function drawDesks(holder, desks, { words, clock }) {
  fill(holder, desks.length ? desks.map(row) : element("li", { class: "empty" }, words.noDesks));

  function row(desk) {
    const state = stateOf(desk);
    return element(
      "li",
      { class: "row" },
      icon("scan"),
      element(
        "span",
        { class: "row-main" },
        element("span", { class: "row-title" }, desk.name),
        element("span", { class: "row-note numbers" }, notes(desk)),
      ),
      element("span", { class: `chip ${state.tone}` }, state.words),
    );
  }

  function stateOf(desk) {
    if (!desk.seen_at) return { tone: "", words: words.neverSeen };
    if (!desk.is_online) return { tone: "chip-bad", words: words.silent };
    return desk.pending ? { tone: "chip-warn", words: words.sending } : { tone: "chip-good", words: words.online };
  }

  function notes(desk) {
    if (!desk.seen_at) return words.startDesk;
    const camera = words.cameras[desk.camera] || words.cameras.other;
    const parts = [camera, say(words.pending, { n: desk.pending })];
    if (!desk.is_online) parts.push(say(words.lastSeen, { time: clock(new Date(desk.seen_at)) }));
    return parts.join(" · ");
  }
}

function hours(moment, offsetMinutes) {
  const there = new Date(moment.getTime() + offsetMinutes * 60000);
  const two = (number) => String(number).padStart(2, "0");
  return `${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`;
}
