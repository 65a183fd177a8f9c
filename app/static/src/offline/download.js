/** Fetching a pack, page by page into the caches: what is there stays there, whatever happens. */
import { congressCache, congressParts, documentCache, partsOf } from "./addresses.js";
import { indexOf } from "./index.js";
import { pace } from "./pace.js";
import { runsOf, splitPictures } from "./pictures.js";
import { agreeWith, keepJson, keptJson } from "./shelf.js";

const TRIES = 4;
const RETRY_MS = 1500;
const PAGE = { headers: { "X-Keep": "page" } };

/** The server said no: the pack is not what it was, or this visitor may not read it any more. */
class RefusedError extends Error {}

/** Return the bytes of a document of a pack. */
export function bytesOf(document) {
  return document.pictures.reduce((sum, bytes) => sum + bytes, document.texts);
}

/** Return the bytes of all documents of a pack. */
export function bytesOfAll(pack) {
  return pack.documents.reduce((sum, document) => sum + bytesOf(document), 0);
}

/** Return the pages of a document that are not in its cache yet, ascending. */
async function missingPages(cache, parts, document) {
  const kept = new Set((await cache.keys()).map((each) => new URL(each.url).pathname));
  return document.pictures
    .map((_bytes, at) => at + 1)
    .filter((page) => !kept.has(parts.picture(page).split("?")[0]));
}

/**
 * Return how far a pack is kept: {documents, count, bytes, total, whole}. `documents` counts those
 * that are there as a whole.
 */
export async function progressOf(store, congress, pack) {
  let documents = 0;
  let bytes = 0;
  for (const document of pack.documents) {
    const name = documentCache(congress, document.id, document.version);
    if (!(await store.has(name))) continue;
    const cache = await store.open(name);
    const parts = partsOf(congress, document.id, document.version);
    if (await cache.match(parts.done)) {
      documents += 1;
      bytes += bytesOf(document);
      continue;
    }
    const missing = await missingPages(cache, parts, document);
    bytes += bytesOf(document) - document.texts;
    for (const page of missing) bytes -= document.pictures[page - 1];
    if (await cache.match(parts.index)) bytes += document.texts;
  }
  const count = pack.documents.length;
  return { documents, count, bytes, total: bytesOfAll(pack), whole: documents === count };
}

/**
 * Return {pack(), run(pack, onProgress, signal)} of a congress.
 *
 * @param {object} world {store: caches, fetch, wait(ms)}
 * `run` resolves when everything is there; it rejects with an AbortError, a QuotaExceededError, a
 * RefusedError, or whatever the network said after the last try.
 */
export function downloader(congress, { store, fetch, wait }) {
  const own = congressParts(congress);
  const turns = pace(wait);

  async function ask(url, signal, { headers = {}, most = TRIES } = {}) {
    for (let tries = 1; ; tries += 1) {
      try {
        await turns.before();
        const since = Date.now();
        const answer = await fetch(url, { credentials: "same-origin", headers, signal });
        turns.after(Date.now() - since);
        if (answer.ok) return await readWhole(answer);
        if (answer.status >= 400 && answer.status < 500) throw new RefusedError(url);
        throw new Error(`status ${answer.status}`);
      } catch (error) {
        if (error.name === "AbortError" || error instanceof RefusedError || tries >= most) {
          throw error;
        }
        await wait(RETRY_MS * tries * (0.5 + Math.random()));
      }
    }
  }

  /** Ask what may be kept now; the answer is kept, and what may not be kept any more goes. */
  async function pack(signal, most = 1) {
    const { body } = await ask(own.pack, signal, { most });
    const found = JSON.parse(new TextDecoder().decode(body));
    await agreeWith(store, congress, found);
    return found;
  }

  async function keepTexts(cache, parts, signal) {
    if (await cache.match(parts.index)) return;
    const { body, type } = await ask(parts.texts, signal);
    const texts = JSON.parse(new TextDecoder().decode(body));
    await put(cache, parts.texts, body, type);
    const index = JSON.stringify(indexOf(texts));
    await put(cache, parts.index, index, "application/json");
  }

  async function keepPictures(cache, parts, document, { signal, onBytes }) {
    const missing = await missingPages(cache, parts, document);
    for (const [first, last] of runsOf(missing, document.pictures)) {
      const { body } = await ask(parts.pictures(first, last), signal);
      const found = splitPictures(new Uint8Array(body));
      if (found.length !== last - first + 1) throw new Error("other pages than were asked for");
      for (let at = 0; at < found.length; at += 1) {
        await put(cache, parts.picture(first + at), found[at], "image/webp");
      }
      onBytes();
    }
  }

  async function keepDocument(document, { signal, onBytes }) {
    const cache = await store.open(documentCache(congress, document.id, document.version));
    const parts = partsOf(congress, document.id, document.version);
    if (await cache.match(parts.done)) return;
    await ask(parts.page, signal, PAGE);
    await keepTexts(cache, parts, signal);
    onBytes();
    await keepPictures(cache, parts, document, { signal, onBytes });
    await put(cache, parts.done, "1", "text/plain");
    onBytes();
  }

  return {
    pack,
    /** Remember whether this phone wants all there is, also what comes later. */
    want: (wanted) => keepJson(store, congressCache(congress), own.wanted, wanted),
    isWanted: () => keptJson(store, congressCache(congress), own.wanted),
    async run(wanted, onProgress, signal) {
      const onBytes = async () => onProgress(await progressOf(store, congress, wanted));
      await ask(own.page, signal, PAGE);
      await ask(own.delegates, signal, PAGE).catch(passOver);
      for (const document of wanted.documents) await keepDocument(document, { signal, onBytes });
    },
  };
}

/** A list of delegates that is not open to this visitor is no reason to keep nothing. */
function passOver(error) {
  if (!(error instanceof RefusedError)) throw error;
}

/** Read all of an answer; one that ends early is an error, not a short picture. */
async function readWhole(answer) {
  const body = await answer.arrayBuffer();
  const told = Number(answer.headers.get("Content-Length"));
  const isPlain = !answer.headers.get("Content-Encoding");
  if (told && isPlain && body.byteLength !== told) throw new Error("the answer ended early");
  return { body, type: answer.headers.get("Content-Type") };
}

function put(cache, address, body, type) {
  return cache.put(address, new Response(body, { headers: { "Content-Type": type } }));
}
