/**
 * What the big screen shows while nothing is on: the welcome with its code, the agenda of the day,
 * the organisers' pictures, one after the other, each fading into the next.
 */
import { element, fill } from "../dom.js";
import { forecast } from "./forecast.js";
import { panelAt } from "./waiting.js";

const STAY_MS = 12000;
const FADE_MS = 1600;
const MOST_LINES = 7;

/** Return the agenda of the present session as it is still to come, or null when nothing is. */
export function dayList(agenda, { words, times, nowMs }) {
  if (!agenda) return null;
  const { starts } = forecast(agenda, nowMs);
  const after = agenda.items.slice(agenda.items.findIndex((each) => each.state === "current") + 1);
  const open = after.filter((each) => each.state === "planned" && !each.parent_id);
  const present = agenda.sessions.find((each) => each.is_current);
  const own = open.filter((each) => present && each.session_id === present.id);
  const shown = (own.length > 0 ? own : open).slice(0, MOST_LINES);
  if (shown.length === 0) return null;
  const hour = (each) => times.clock(starts.has(each.id) ? new Date(starts.get(each.id)) : each.starts_at);
  const lines = shown.map((each) =>
    element(
      "li",
      {},
      element("span", { class: "loop-hour" }, hour(each)),
      element("span", { class: "loop-item" }, each.title),
    ),
  );
  return element(
    "div",
    { class: "loop-agenda" },
    element("p", { class: "loop-heading" }, words.agenda),
    element("ol", {}, lines),
  );
}

/**
 * Return {show(content), stop()} for `holder`, which lies over the welcome card. `content` is
 * {pictures: addresses, agenda: a node or null}; a picture is shown once it is there, never before.
 */
export function welcomeLoop(holder, world) {
  let content = null;
  let timer = null;
  let turn = 0;

  function advance() {
    turn += 1;
    const asked = content;
    const next = panelAt(turn, { hasAgenda: Boolean(asked.agenda), pictures: asked.pictures });
    if (next.panel !== "picture") {
      put(next.panel === "agenda" ? asked.agenda : null);
      return;
    }
    const image = element("img", { src: next.url, alt: "" });
    image.addEventListener("load", () => {
      if (content === asked) put(image);
    });
  }

  /** Fade the old layer out over the new one; null lets the welcome card be seen. */
  function put(node) {
    const layer = element("div", { class: "loop-layer" }, node);
    const old = Array.from(holder.children);
    if (node) holder.appendChild(layer);
    world.setTimeout(() => layer.classList.add("is-shown"), 50);
    for (const each of old) {
      each.classList.remove("is-shown");
      world.setTimeout(() => each.remove(), FADE_MS);
    }
  }

  return {
    show(next) {
      content = next;
      if (timer !== null) return;
      turn = 0;
      timer = world.setInterval(advance, STAY_MS);
    },
    stop() {
      if (timer === null) return;
      world.clearInterval(timer);
      timer = null;
      content = null;
      fill(holder);
    },
  };
}
