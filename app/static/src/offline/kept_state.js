/** The newest state of the hall that this phone heard, for when it opens without a network. */
import { congressCache, congressParts } from "./addresses.js";
import { keepJson, keptJson } from "./shelf.js";
import { canKeep } from "./world.js";

const PAUSE_MS = 4000;

/** Return keep(held): writes what is held a moment later, and at once when the page is left. */
export function stateKeeper(congress) {
  let newest = null;
  let timer = null;
  if (!canKeep()) return () => {};

  async function write() {
    window.clearTimeout(timer);
    timer = null;
    const name = congressCache(congress);
    // Only where the service worker keeps this congress: without it nobody would clean up.
    if (newest === null || !(await window.caches.has(name))) return;
    const { epoch, seq, parts } = newest;
    const at = new Date().toISOString();
    await keepJson(window.caches, name, congressParts(congress).live, { at, epoch, seq, parts });
    newest = null;
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) write();
  });
  return function keep(held) {
    newest = held;
    if (timer === null) timer = window.setTimeout(write, PAUSE_MS);
  };
}

/** Return the state that was kept after the page that was kept at `since`, or null. */
export async function keptState(congress, since) {
  const name = congressCache(congress);
  const state = await keptJson(window.caches, name, congressParts(congress).live);
  return state && state.at > since ? state : null;
}
