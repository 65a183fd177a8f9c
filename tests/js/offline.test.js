import assert from "node:assert/strict";
import { test } from "node:test";

import {
  cacheMeaning,
  congressCache,
  congressParts,
  documentCache,
  meaning,
  partsOf,
} from "../../app/static/src/offline/addresses.js";
import { sweepAssets } from "../../app/static/src/offline/assets.js";
import { downloader, progressOf } from "../../app/static/src/offline/download.js";
import { indexOf, searchIn } from "../../app/static/src/offline/index.js";
import { pace } from "../../app/static/src/offline/pace.js";
import { runsOf, splitPictures } from "../../app/static/src/offline/pictures.js";
import { reconciler } from "../../app/static/src/offline/reconcile.js";
import { dropWithdrawn, keepJson, keptJson } from "../../app/static/src/offline/shelf.js";
import { fakeCaches } from "./fake_caches.js";

const CONGRESS = 1;
const at = (path) => meaning(new URL(path, "https://hall.test"));

function picture(size) {
  const bytes = new Uint8Array(size);
  bytes.set([0x52, 0x49, 0x46, 0x46]);
  new DataView(bytes.buffer).setUint32(4, size - 8, true);
  return bytes;
}

const SAID = ["Đại hội đại biểu", "Hội trường và đại biểu", "Đường lối"];
const TEXTS = SAID.map((text) => ({ text }));
const THREE_PAGES = { title: "Báo cáo", pictures: [20, 30, 40], texts: 9 };

/** A server with documents of three pages each; `answers` may change what an address says. */
function world(documents = [{ id: 5, version: 1 }], answers = {}) {
  const asked = [];
  const store = fakeCaches();
  const pack = {
    holder: "minh",
    documents: documents.map((each) => ({ ...THREE_PAGES, ...each })),
  };
  async function fetch(url, { signal } = {}) {
    asked.push(url);
    if (signal && signal.aborted) throw Object.assign(new Error("stop"), { name: "AbortError" });
    const found = Object.keys(answers).find((part) => url.includes(part));
    if (found) return answers[found](asked.filter((each) => each.includes(found)).length);
    if (url.endsWith("/pack")) return Response.json(pack);
    if (url.includes("/texts")) return Response.json(TEXTS);
    const run = /first=(\d+)&last=(\d+)/.exec(url);
    if (!run) return new Response("<html>");
    const sizes = [20, 30, 40].slice(Number(run[1]) - 1, Number(run[2]));
    return new Response(new Blob(sizes.map((size) => picture(size))));
  }
  return { asked, store, pack, fetch, wait: async () => {} };
}

test("an address means what the server's routes say", () => {
  assert.equal(at("/c/1/documents/5?q=x").kind, "reader");
  const found = at("/api/congresses/1/documents/5/pages/3?w=1440&v=2");
  assert.deepEqual([found.page, found.width, found.version], [3, "1440", 2]);
  const others = ["/api/congresses/1/live", "/office", "/c/1/documents/5/x", "/q/abc", "/socket.io/"];
  for (const path of others) assert.equal(at(path), null, path);
  assert.deepEqual(cacheMeaning(documentCache(1, 5, 2)), { congress: 1, document: 5, version: 2 });
  assert.equal(cacheMeaning("kept-assets"), null);
});

test("pictures that arrive together are told apart; half a picture is an error", () => {
  const whole = new Uint8Array([...picture(20), ...picture(30)]);
  assert.deepEqual(splitPictures(whole).map((each) => each.length), [20, 30]);
  assert.throws(() => splitPictures(whole.subarray(0, 45)), /whole/);
  assert.throws(() => splitPictures(new TextEncoder().encode("<html>no picture</html>")), /whole/);
});

test("missing pages are asked for in runs that are neither long nor large", () => {
  const sizes = Array(40).fill(100);
  assert.deepEqual(runsOf([1, 2, 4, 5, 6], sizes), [[1, 2], [4, 6]]);
  const all = runsOf(sizes.map((_each, i) => i + 1), sizes, { mostPages: 16 });
  assert.deepEqual(all, [[1, 16], [17, 32], [33, 40]]);
  assert.deepEqual(runsOf([1, 2, 3], sizes, { mostBytes: 250 }), [[1, 2], [3, 3]]);
});

test("the index finds what the server finds: all words, the last unfinished, phrases first", () => {
  const documents = [{ id: 5, title: "Báo cáo", pages: indexOf(TEXTS) }];
  const pages = (query) => searchIn(documents, query).map((hit) => hit.page);
  assert.deepEqual(pages("dai hoi"), [1, 2]);
  assert.deepEqual(pages("duong lo"), [3]);
  assert.deepEqual(pages("ai"), []);
  assert.deepEqual(pages("dai hoi lan"), []);
  assert.deepEqual(pages(" ?! "), []);
  const second = searchIn(documents, "dai hoi", { most: 1, skip: 1 });
  assert.deepEqual(second.map((hit) => hit.page), [2]);
  const [hit] = searchIn(documents, "duong");
  const marked = hit.snippet.slice(...hit.hits[0]);
  assert.deepEqual([hit.document_id, hit.title, marked], [5, "Báo cáo", "Đường"]);
});

test("a download that breaks goes on where it was", async () => {
  let away = true;
  const hall = world([{ id: 5, version: 1 }], {
    "first=2": () => {
      if (away) throw new TypeError("network");
      return new Response(new Blob([picture(30), picture(40)]));
    },
  });
  const loader = downloader(CONGRESS, hall);
  const pack = await loader.pack();
  const cache = await hall.store.open(documentCache(CONGRESS, 5, 1));
  await cache.put(partsOf(CONGRESS, 5, 1).picture(1), new Response(picture(20)));
  await assert.rejects(loader.run(pack, () => {}), /network/);
  const half = await progressOf(hall.store, CONGRESS, pack);
  assert.deepEqual([half.whole, half.documents, half.bytes], [false, 0, 29]);

  away = false;
  hall.asked.length = 0;
  await loader.run(pack, () => {});
  const end = await progressOf(hall.store, CONGRESS, pack);
  assert.deepEqual([end.whole, end.documents, end.bytes, end.total], [true, 1, 99, 99]);
  assert.deepEqual(hall.asked.filter((url) => /texts|pictures/.test(url)), [
    partsOf(CONGRESS, 5, 1).pictures(2, 3),
  ]);
});

test("a server that stumbles is asked again; one that refuses is not", async () => {
  const hall = world([{ id: 5, version: 1 }], {
    "/texts": (times) => (times < 3 ? new Response("", { status: 503 }) : Response.json(TEXTS)),
    "/delegates": () => new Response("", { status: 404 }),
  });
  const loader = downloader(CONGRESS, hall);
  await loader.run(await loader.pack(), () => {});
  assert.equal(hall.asked.filter((url) => url.includes("/texts")).length, 3);
  assert.equal(hall.asked.filter((url) => url.includes("/delegates")).length, 1);
});

test("a busy server is asked more and more slowly, a free one at once", async () => {
  const waited = [];
  const turns = pace(async (ms) => waited.push(ms), () => 0.5);
  for (const tookMs of [100, 1000, 1000, 1000, 100, 100, 100, 100]) {
    await turns.before();
    turns.after(tookMs);
  }
  await turns.before();
  assert.deepEqual(waited, [500, 1000, 2000, 1000, 500, 250]);
});

test("what the hall withdraws goes at once, whatever the network does", async () => {
  const { hall, names } = await phoneWith([{ id: 5, version: 1 }, { id: 6, version: 1 }]);
  const before = { documents: [{ id: 5 }, { id: 6 }] };
  await dropWithdrawn(hall.store, CONGRESS, before, { documents: [{ id: 6 }] });
  assert.deepEqual(await names(), [documentCache(CONGRESS, 6, 1)]);
  await dropWithdrawn(hall.store, CONGRESS, null, { documents: [] });
  assert.equal((await names()).length, 1);
});

test("pausing stops at once and keeps what is there", async () => {
  const stop = new AbortController();
  const hall = world([{ id: 5, version: 1 }, { id: 6, version: 1 }], {
    "documents/6/texts": () => {
      stop.abort();
      throw Object.assign(new Error("stop"), { name: "AbortError" });
    },
  });
  const loader = downloader(CONGRESS, hall);
  const pack = await loader.pack();
  await assert.rejects(loader.run(pack, () => {}, stop.signal), { name: "AbortError" });
  assert.equal((await progressOf(hall.store, CONGRESS, pack)).documents, 1);
});

async function phoneWith(documents) {
  const hall = world(documents);
  const loader = downloader(CONGRESS, hall);
  await loader.run(await loader.pack(), () => {});
  const told = [];
  const tell = async (congress) => told.push(congress);
  const names = async () => (await hall.store.keys()).filter((name) => name.includes("/d"));
  return { hall, told, names, look: reconciler({ ...hall, now: () => Date.now(), tell }) };
}

test("what the server no longer lists, or lists anew, is forgotten", async () => {
  const { hall, told, names, look } = await phoneWith([
    { id: 5, version: 1 },
    { id: 6, version: 1 },
    { id: 7, version: 1 },
  ]);
  hall.pack.documents = hall.pack.documents.slice(0, 2);
  hall.pack.documents[1].version = 2;
  await look(CONGRESS);
  assert.deepEqual(await names(), [documentCache(CONGRESS, 5, 1)]);
  assert.deepEqual(told, [CONGRESS]);
});

test("another person keeps what they may read, and none of the pages of the one before", async () => {
  const { hall, names, look } = await phoneWith([{ id: 5, version: 1 }]);
  await keepJson(hall.store, congressCache(CONGRESS), congressParts(CONGRESS).page, "Minh's page");
  hall.pack.holder = "hoa";
  await look(CONGRESS);
  assert.deepEqual(await names(), [documentCache(CONGRESS, 5, 1)]);
  const own = congressCache(CONGRESS);
  assert.equal(await keptJson(hall.store, own, congressParts(CONGRESS).page), null);
});

for (const status of [401, 403, 404]) {
  test(`a congress that answers ${status} is forgotten whole`, async () => {
    const { hall } = await phoneWith([{ id: 5, version: 1 }]);
    hall.fetch = async () => new Response("", { status });
    const tell = async () => {};
    await reconciler({ ...hall, now: () => Date.now(), tell })(CONGRESS);
    assert.deepEqual(await hall.store.keys(), []);
  });
}

test("without a network, or with a server that stumbles, everything stays", async () => {
  const { hall, names } = await phoneWith([{ id: 5, version: 1 }]);
  const worlds = [
    async () => new Response("", { status: 502 }),
    async () => {
      throw new TypeError("network");
    },
  ];
  for (const fetch of worlds) {
    await reconciler({ ...hall, fetch, now: () => Date.now(), tell: async () => {} })(CONGRESS, true);
  }
  assert.equal((await names()).length, 1);
});

test("built files stay while a kept page or this build names them, fonts of its sheet too", async () => {
  const store = fakeCaches();
  const assets = await store.open("kept-assets");
  const file = (name) => `/static/dist/${name}`;
  const held = {
    [file("phone-AAAAAAAA.css")]: "src: url(./letters-BBBBBBBB.woff2)",
    [file("letters-BBBBBBBB.woff2")]: "",
    [file("phone-CCCCCCCC.css")]: "",
    [file("old-DDDDDDDD.js")]: "",
    "/not-kept": "",
  };
  for (const address of Object.keys(held)) await assets.put(address, new Response(held[address]));
  const page = `<link rel="stylesheet" href="${file("phone-AAAAAAAA.css")}">`;
  const kept = await store.open(congressCache(CONGRESS));
  await kept.put("/c/1", new Response(page));
  await sweepAssets(store, [file("phone-CCCCCCCC.css")]);
  const left = (await assets.keys()).map((each) => new URL(each.url).pathname);
  assert.deepEqual(left.sort(), Object.keys(held).filter((each) => !each.includes("old-")).sort());
});
