/** What this phone keeps, by congress and document; `store` is the browser's `caches`. */
import { cacheMeaning, congressCache, congressParts, documentCache, isOurs } from "./addresses.js";

/** Return [{name, document, version}] of the documents kept of a congress. */
export async function keptDocuments(store, congress) {
  const names = await store.keys();
  return names
    .map((name) => Object.assign({ name }, cacheMeaning(name)))
    .filter((each) => each.congress === congress && each.document !== null);
}

/** Return the version of a document that is kept, the newest if several are; null if none is. */
export async function keptVersion(store, congress, document) {
  const versions = (await keptDocuments(store, congress))
    .filter((each) => each.document === document)
    .map((each) => each.version);
  return versions.length === 0 ? null : Math.max(...versions);
}

/** Forget every version of a document but `except`; the page of its reader goes with it. */
export async function dropDocument(store, congress, document, except = null) {
  const kept = await keptDocuments(store, congress);
  const old = kept.filter((each) => each.document === document && each.version !== except);
  await Promise.all(old.map((each) => store.delete(each.name)));
  return old.length > 0;
}

/** Forget at once what a library state no longer lists: `before` and `after` are such states. */
export async function dropWithdrawn(store, congress, before, after) {
  const listed = new Set(((after && after.documents) || []).map((each) => each.id));
  const gone = ((before && before.documents) || []).filter((each) => !listed.has(each.id));
  await Promise.all(gone.map((each) => dropDocument(store, congress, each.id)));
}

/** Forget all documents of a congress, but not its own pages. */
export async function dropDocuments(store, congress) {
  const kept = await keptDocuments(store, congress);
  await Promise.all(kept.map((each) => store.delete(each.name)));
}

/** Forget everything of a congress. */
export async function dropCongress(store, congress) {
  await dropDocuments(store, congress);
  await store.delete(congressCache(congress));
}

/** Forget everything of every congress: somebody else may use this browser now. */
export async function dropAll(store) {
  const names = await store.keys();
  await Promise.all(names.filter(isOurs).map((name) => store.delete(name)));
}

/** Return the JSON kept under an address of a cache, or null. */
export async function keptJson(store, cacheName, address) {
  if (!(await store.has(cacheName))) return null;
  const cache = await store.open(cacheName);
  const found = await cache.match(address);
  return found ? found.json() : null;
}

/** Keep a value as JSON under an address. */
export async function keepJson(store, cacheName, address, value) {
  const cache = await store.open(cacheName);
  const headers = { "Content-Type": "application/json" };
  await cache.put(address, new Response(JSON.stringify(value), { headers }));
}

/**
 * Make what is kept agree with the pack that the server just described for this visitor: what is
 * withdrawn, closed, replaced or somebody else's goes. Returns whether anything is different now.
 */
export async function agreeWith(store, congress, pack) {
  const own = congressCache(congress);
  const before = await keptJson(store, own, congressParts(congress).pack);
  let changed = JSON.stringify(before) !== JSON.stringify(pack);
  if (before && before.holder !== pack.holder) {
    await store.delete(own);
  }
  const allowed = new Set(
    pack.documents.map((each) => documentCache(congress, each.id, each.version)),
  );
  for (const each of await keptDocuments(store, congress)) {
    if (!allowed.has(each.name)) changed = (await store.delete(each.name)) || changed;
  }
  await keepJson(store, own, congressParts(congress).pack, pack);
  return changed;
}
