/** Comparing what is kept with what the server lets this visitor read now. */
import { congressCache, congressParts } from "./addresses.js";
import { agreeWith, dropCongress, keptDocuments } from "./shelf.js";

const AT_MOST_EVERY_MS = 15000;
const GONE = [401, 403, 404, 410];

/**
 * Return reconcile(congress, force): asks for the pack, forgets what may not be read any more, and
 * calls `tell(congress)` when something went. Without a network everything stays.
 *
 * @param {object} world {store, fetch, now, tell}
 */
export function reconciler({ store, fetch, now, tell }) {
  const lookedAt = {};

  return async function reconcile(congress, force = false) {
    if (!force && now() - (lookedAt[congress] || 0) < AT_MOST_EVERY_MS) return;
    lookedAt[congress] = now();
    const hasDocuments = (await keptDocuments(store, congress)).length > 0;
    if (!hasDocuments && !(await store.has(congressCache(congress)))) return;
    try {
      const answer = await fetch(congressParts(congress).pack, { credentials: "same-origin" });
      let changed = GONE.indexOf(answer.status) >= 0;
      if (changed) await dropCongress(store, congress);
      if (answer.ok) changed = await agreeWith(store, congress, await answer.json());
      if (changed) await tell(congress);
    } catch (error) {
      delete lookedAt[congress]; // no network: asked again at the next occasion
    }
  };
}
