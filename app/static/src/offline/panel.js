/** "Download everything to read without a network": one button, then how far it is. */
import { element, fill, icon, say, setText } from "../dom.js";
import { congressCache, congressParts } from "./addresses.js";
import { bytesOfAll, downloader, progressOf } from "./download.js";
import { dropDocuments, keptJson } from "./shelf.js";

const TOP_UP_SPREAD_MS = 20000;
const MEGA = 1e6;

/** Return a size as people read it: "12", or "0,4" below ten, in megabytes. */
export function megabytes(bytes, language) {
  const digits = bytes < 10 * MEGA ? 1 : 0;
  const options = { minimumFractionDigits: 0, maximumFractionDigits: digits };
  return Math.max(bytes / MEGA, 0.1).toLocaleString(language, options);
}

/**
 * Show the panel in `holder`; it stays hidden while there is nothing to keep.
 * Returns {refresh, show}: `refresh` asks the server, `show` looks only at what is kept.
 */
export function offlinePanel(holder, { congress, words, world }) {
  const language = document.documentElement.lang;
  const loader = downloader(congress, world);
  let pack = null;
  let progress = null;
  let stop = null; // an AbortController while it runs
  let trouble = "";
  let running = null; // the promise of its end
  let topUp = null;
  let moving = null; // what changes while it runs: {bar, line}

  const size = (bytes) => megabytes(bytes, language);

  /** Ask the server what there is, and show how far it is kept. */
  async function refresh() {
    if (stop) return;
    await loader.pack().catch(() => null); // without a network what it said before counts
    await show();
  }

  async function show() {
    if (stop) return;
    pack = await keptJson(world.store, congressCache(congress), congressParts(congress).pack);
    if (!pack) return;
    progress = await progressOf(world.store, congress, pack);
    draw();
    if (!progress.whole && (await loader.isWanted())) topUpSoon();
  }

  /** What came later is fetched for those who wanted all; thousands of phones not at once. */
  function topUpSoon() {
    window.clearTimeout(topUp);
    topUp = window.setTimeout(() => {
      if (!stop && navigator.onLine !== false) start();
    }, Math.random() * TOP_UP_SPREAD_MS);
  }

  function start() {
    window.clearTimeout(topUp);
    if (!stop) running = work();
  }

  async function work() {
    stop = new AbortController();
    trouble = "";
    draw();
    try {
      pack = await loader.pack(stop.signal, 4);
      progress = await progressOf(world.store, congress, pack);
      await makeRoom();
      await loader.want(true);
      await loader.run(pack, step, stop.signal);
    } catch (error) {
      trouble = sentenceFor(error);
    }
    stop = null;
    if (trouble || !pack) draw();
    else await refresh();
  }

  function step(now) {
    progress = now;
    if (stop) draw();
  }

  /** Ask the browser before it is too late: a full disk in the middle helps nobody. */
  async function makeRoom() {
    const storage = navigator.storage;
    if (!storage || !storage.estimate) return;
    if (storage.persist) await storage.persist().catch(() => false);
    const { quota, usage } = await storage.estimate();
    if (quota && quota - usage < bytesOfAll(pack) - progress.bytes) {
      throw Object.assign(new Error("full"), { name: "QuotaExceededError", free: quota - usage });
    }
  }

  function sentenceFor(error) {
    if (error.name === "AbortError") return "";
    if (error.name === "QuotaExceededError") {
      return say(words.full, { size: size(bytesOfAll(pack) - progress.bytes) });
    }
    return words.interrupted;
  }

  /** What was paused does not go on by itself. */
  async function pause() {
    if (stop) stop.abort();
    await loader.want(false);
  }

  async function remove() {
    window.clearTimeout(topUp);
    if (stop) stop.abort();
    await loader.want(false);
    await running; // what is being written just now is removed with the rest
    await dropDocuments(world.store, congress);
    progress = await progressOf(world.store, congress, pack);
    trouble = "";
    draw();
    holder.querySelector("button").focus();
  }

  function draw() {
    holder.hidden = !pack || pack.documents.length === 0;
    if (holder.hidden) return;
    const focused = holder.contains(document.activeElement) && document.activeElement.dataset.act;
    if (stop && moving) move();
    else if (stop) fill(holder, working());
    else if (progress.whole) fill(holder, whole());
    else if (progress.bytes > 0 || trouble) fill(holder, partly());
    else fill(holder, nothing());
    if (!stop) moving = null;
    const again = focused && holder.querySelector(`[data-act="${focused}"]`);
    if (again) again.focus();
  }

  const counts = () => ({
    documents: progress.documents,
    count: progress.count,
    size: size(progress.whole ? progress.total : progress.bytes),
    total: size(progress.total),
  });

  function nothing() {
    return [
      button("start", words.download, start, { wide: true, picture: "download" }),
      element("p", { class: "quiet small numbers" }, say(words.before, counts())),
    ];
  }

  /** While it runs only the figures move: a button that is drawn anew loses a finger's press. */
  function move() {
    const share = progress && progress.total ? (100 * progress.bytes) / progress.total : 0;
    moving.bar.style.width = `${share}%`;
    setText(moving.line, progress ? say(words.working, counts()) : "");
  }

  function working() {
    moving = { bar: element("span"), line: element("p", { class: "numbers" }) };
    move();
    return [
      moving.line,
      element("div", { class: "progress" }, moving.bar),
      element(
        "div",
        { class: "button-row" },
        button("pause", words.pause, pause),
        button("remove", words.cancel, remove),
      ),
    ];
  }

  function partly() {
    return [
      trouble ? element("p", { class: "notice notice-warn", role: "alert" }, trouble) : null,
      element("p", { class: "numbers" }, say(words.partly, counts())),
      element(
        "div",
        { class: "button-row" },
        button("start", trouble ? words.retry : words.resume, start, { picture: "download" }),
        button("remove", words.remove, remove),
      ),
    ];
  }

  function whole() {
    return [
      element(
        "p",
        { class: "kept-line numbers", role: "status" },
        icon("check"),
        element("b", {}, say(words.whole, counts())),
      ),
      element("p", { class: "quiet small" }, words.readable),
      button("remove", words.remove, remove),
    ];
  }

  function button(act, label, onclick, { wide = false, picture = "" } = {}) {
    const plain = act !== "start";
    const look = `button${plain ? " button-plain" : ""}${wide ? " button-wide" : ""}`;
    return element(
      "button",
      { type: "button", class: look, "data-act": act, onclick },
      picture ? icon(picture) : null,
      element("span", {}, label),
    );
  }

  window.addEventListener("online", () => {
    if (trouble && trouble !== words.full) start();
  });
  return { refresh, show };
}
