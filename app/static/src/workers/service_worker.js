/**
 * Keeps what was opened, so that it is there when the network is gone.
 *
 * Built files bear their hash in their name and every page names its own, so an old page never gets
 * a new script: a new worker may take over at once. Pages are asked of the network first; pictures
 * of a version never change and come from the phone. The live state is never answered from here:
 * a page that hears nothing says so by itself.
 */
/* global BUILT_FILES */
import {
  ASSETS,
  NOT_KEPT,
  congressCache,
  deskCache,
  documentCache,
  meaning,
  partsOf,
} from "../offline/addresses.js";
import { answerSearch } from "../offline/answer_search.js";
import { sweepAssets } from "../offline/assets.js";
import { reconciler } from "../offline/reconcile.js";
import { dropAll, dropCongress, dropDocument, keptVersion } from "../offline/shelf.js";

const PAGE_LIMIT_MS = 5000;
const ANSWER_LIMIT_MS = 3000;
const DEAD_LIMIT_MS = 800;
const DEAD_FOR_MS = 10000;
const GONE = [401, 403, 404, 410];

let deadUntil = 0;

self.addEventListener("install", (event) => {
  event.waitUntil(install().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(sweepAssets(caches, BUILT_FILES).then(() => self.clients.claim()));
});

async function install() {
  const cache = await caches.open(ASSETS);
  const missing = [];
  for (const file of BUILT_FILES) if (!(await cache.match(file))) missing.push(file);
  await cache.addAll(missing);
  await cache.add(new Request(NOT_KEPT, { cache: "reload", credentials: "same-origin" }));
}

const reconcile = reconciler({
  store: caches,
  fetch: (url, options) => fetch(url, options),
  now: () => Date.now(),
  async tell(congress) {
    const pages = await self.clients.matchAll({ type: "window" });
    for (const page of pages) page.postMessage({ keptChanged: congress });
  },
});

self.addEventListener("message", (event) => {
  if (event.data && event.data.look) event.waitUntil(reconcile(event.data.look, event.data.force));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const asked = url.origin === self.location.origin ? meaning(url) : null;
  if (!asked) return;
  const isDoor = asked.kind === "door" && request.method === "POST";
  const answer = request.method === "GET" ? ANSWERS[asked.kind] : isDoor && passDoor;
  const isPage = ["page", "desk", "reader"].includes(asked.kind);
  if (!answer || (isPage && request.mode !== "navigate" && !request.headers.has("X-Keep"))) return;
  event.respondWith(answer(event, asked, url));
});

const ANSWERS = {
  asset: assetFirst,
  page: pageFirst,
  desk: pageFirst,
  reader: pageFirst,
  picture: pictureFirst,
  text: textFirst,
  search: searchFirst,
};

/** Who signs in or out is somebody else from now on. */
async function passDoor({ request }) {
  const answer = await fetch(request);
  if (answer.ok) await dropAll(caches);
  return answer;
}

async function assetFirst({ request }) {
  const cache = await caches.open(ASSETS);
  const kept = await cache.match(request.url);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.status === 200) await cache.put(request.url, answer.clone());
  return answer;
}

/** Ask the network, for a limited time only if there is something to fall back to. */
async function ask(request, limitMs) {
  const stop = new AbortController();
  const isDead = Date.now() < deadUntil;
  const timer = limitMs && setTimeout(() => stop.abort(), isDead ? DEAD_LIMIT_MS : limitMs);
  try {
    const answer = await fetch(request, { signal: stop.signal });
    if (answer.status >= 500) throw new Error(`status ${answer.status}`);
    deadUntil = 0;
    return answer;
  } catch (error) {
    deadUntil = Date.now() + DEAD_FOR_MS;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function pageFirst(event, asked, url) {
  const kept = await keptPage(asked, url);
  try {
    const answer = await ask(event.request, kept && PAGE_LIMIT_MS);
    if (answer.redirected || answer.type === "opaqueredirect") return answer;
    if (GONE.indexOf(answer.status) >= 0) await forget(asked);
    if (answer.status === 200) await keepPage(asked, url, answer.clone());
    if (asked.kind !== "desk") event.waitUntil(reconcile(asked.congress));
    return answer;
  } catch (error) {
    if (kept) return marked(kept);
    if (event.request.mode !== "navigate") throw error;
    return (await (await caches.open(ASSETS)).match(NOT_KEPT)) || Response.error();
  }
}

async function keptPage(asked, url) {
  const name = await pageCacheOf(asked);
  return name && (await caches.has(name)) ? (await caches.open(name)).match(url.pathname) : null;
}

async function pageCacheOf({ kind, congress, document }) {
  if (kind === "page") return congressCache(congress);
  if (kind === "desk") return deskCache(congress);
  const version = await keptVersion(caches, congress, document);
  return version && documentCache(congress, document, version);
}

async function keepPage({ kind, congress, document }, url, answer) {
  const html = await answer.text();
  const version = kind === "reader" ? versionIn(html) : null;
  if (kind === "reader" && !version) return;
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", new Date().toISOString());
  const own = kind === "desk" ? deskCache(congress) : congressCache(congress);
  const name = version ? documentCache(congress, document, version) : own;
  const cache = await caches.open(name);
  await cache.put(url.pathname, new Response(html, { headers }));
  if (version) await dropDocument(caches, congress, document, version);
}

/** A reader's page carries its document as JSON, the version that it shows among it. */
function versionIn(html) {
  const carried = /<script[^>]*id="document"[^>]*>(.*?)<\/script>/s.exec(html);
  return carried ? JSON.parse(carried[1]).version : null;
}

async function forget({ kind, congress, document }) {
  if (document) await dropDocument(caches, congress, document);
  else if (kind === "page") await dropCongress(caches, congress);
  else if (kind === "desk") await caches.delete(deskCache(congress));
}

/** A page from the phone says so, that nobody takes it for the present. */
async function marked(kept) {
  const at = kept.headers.get("X-Kept-At");
  const html = (await kept.text()).replace("<body", `<body data-kept="${at}"`);
  return new Response(html, { headers: kept.headers });
}

async function pictureFirst(event, asked) {
  const { congress, document, page, width } = asked;
  const version = asked.version || 0;
  const name = documentCache(congress, document, version);
  const cache = (await caches.has(name)) ? await caches.open(name) : null;
  const small = partsOf(congress, document, version).picture(page);
  const kept = cache && (await cache.match(small));
  if (kept && width === "720") return kept;
  try {
    const answer = await ask(event.request, kept && ANSWER_LIMIT_MS);
    if (GONE.indexOf(answer.status) >= 0) await forget(asked);
    const isForEver = /immutable/.test(answer.headers.get("Cache-Control") || "");
    // Only beside its page: what was withdrawn a moment ago must not come back by a late picture.
    if (cache && answer.status === 200 && isForEver && width === "720") {
      await cache.put(small, answer.clone());
    }
    return answer;
  } catch (error) {
    return kept || Response.error();
  }
}

async function textFirst(event, asked, url) {
  const { congress, document, page } = asked;
  const version = asked.version || (await keptVersion(caches, congress, document));
  const name = documentCache(congress, document, version);
  const cache = (await caches.has(name)) ? await caches.open(name) : null;
  try {
    const answer = await ask(event.request, cache && ANSWER_LIMIT_MS);
    if (GONE.indexOf(answer.status) >= 0) await forget(asked);
    if (cache && answer.status === 200) await cache.put(url.pathname, answer.clone());
    return answer;
  } catch (error) {
    const kept = cache && (await cache.match(url.pathname));
    return kept || textFromAll(cache, partsOf(congress, document, version), page);
  }
}

let lastTexts = { from: "", texts: [] };

/** The texts of all pages came as one file; the last one that was read stays in memory. */
async function textFromAll(cache, parts, page) {
  const whole = cache && (await cache.match(parts.texts));
  if (!whole) return Response.error();
  if (lastTexts.from !== parts.texts) lastTexts = { from: parts.texts, texts: await whole.json() };
  const text = lastTexts.texts[page - 1];
  return text ? json(text) : Response.error();
}

async function searchFirst(event, asked, url) {
  try {
    return await ask(event.request, ANSWER_LIMIT_MS);
  } catch (error) {
    return json(await answerSearch(caches, asked.congress, url.searchParams));
  }
}

function json(value) {
  return new Response(JSON.stringify(value), { headers: { "Content-Type": "application/json" } });
}
