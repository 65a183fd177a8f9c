// Phones for benches/recovery.py: the product's own connection.js on the official client.
//   node recovery_phones.mjs COOKIE CONGRESS WAIT_MS [deaf]
// A deaf phone never fetches a second snapshot: for negative controls. The first line is JSON, one
// {port, transports} for each phone; without transports it polls the snapshot. Answers "joined".
// Then come "told {PART: SEQ}" (what the server has since now), "back PORT" (the network of this
// port is whole since now) and "final"; answers with one line of JSON.
import { createInterface } from "node:readline";
import { io } from "socket.io-client";

import { openLine } from "../app/static/src/live/connection.js";
import { serverClock } from "../app/static/src/live/clock.js";

const [cookie, congress, waitMs, deaf] = process.argv.slice(2);
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const TICK_MS = 100;
const CONNECT_LIMIT_MS = 12000; // as in world.js
const JOINING_AT_ONCE = 100;
let truth = {};
const nothing = { hidden: false, addEventListener() {}, removeEventListener() {} };
const silent = { connected: false, on() {}, emit() {}, connect() {}, disconnect() {} };

function openSocket(url, transports) {
  if (transports.length === 0) return silent;
  return io(url, {
    autoConnect: false,
    extraHeaders: { Cookie: cookie },
    forceNew: true,
    reconnection: false,
    timeout: CONNECT_LIMIT_MS,
    transports,
    tryAllTransports: true,
  });
}

function phone({ port, transports }) {
  const url = `http://127.0.0.1:${port}`;
  const shown = { port, parts: {}, online: true, staleSince: 0, longestStale: 0 };
  shown.back = null; // {at, truth}: when its network was whole again, and what it had to learn
  shown.lateMs = null;
  const world = {
    openSocket: () => openSocket(url, transports),
    fetch: (path, options) => {
      if (deaf && hasJoined(shown)) return Promise.reject(new Error("deaf"));
      return fetch(url + path, { ...options, headers: { ...options.headers, Cookie: cookie } });
    },
    page: nothing,
    network: nothing,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    now: () => Date.now(),
    random: () => Math.random(),
    clock: serverClock(),
  };
  const onParts = (held) => {
    shown.parts = held.parts;
    noteRight(shown);
  };
  const onLine = (line) => (shown.online = line.online);
  const snapshotUrl = `/api/congresses/${congress}/live`;
  openLine({ snapshotUrl, congress: Number(congress), snapshot: null, onParts, onLine }, world);
  return shown;
}

const hasJoined = ({ parts }) => "stage" in parts;
const isRight = ({ parts }, asked) =>
  Object.keys(asked).every((name) => name in parts && parts[name].seq >= asked[name]);

function noteRight(shown) {
  if (shown.back && shown.lateMs === null && isRight(shown, shown.back.truth)) {
    shown.lateMs = Date.now() - shown.back.at;
  }
}

/** Note how long a phone shows anything old as if it were the present. */
function look() {
  const now = Date.now();
  for (const shown of phones) {
    if (!shown.online || isRight(shown, truth)) shown.staleSince = 0;
    else if (!shown.staleSince) shown.staleSince = now;
    if (shown.staleSince) {
      shown.longestStale = Math.max(shown.longestStale, now - shown.staleSince);
    }
  }
}

async function until(condition, milliseconds) {
  const deadline = Date.now() + milliseconds;
  while (!condition() && Date.now() < deadline) {
    await new Promise((done) => setTimeout(done, TICK_MS));
  }
}

/** Number the different contents: thousands of phones show the same few. */
function report() {
  const contents = new Map();
  const told = phones.map(({ port, longestStale, back, lateMs, parts }) => {
    const content = JSON.stringify(parts);
    if (!contents.has(content)) contents.set(content, contents.size);
    return {
      port: Number(port),
      stale_ms: longestStale,
      late_ms: lateMs,
      missed: back !== null && back.missed,
      content: contents.get(content),
    };
  });
  return JSON.stringify({ phones: told, contents: Array.from(contents.keys()) });
}

const phones = [];
for (const way of JSON.parse((await lines.next()).value)) {
  const waiting = () => phones.filter((each) => !hasJoined(each)).length;
  if (phones.length % 10 === 0) await until(() => waiting() < JOINING_AT_ONCE, 60_000);
  phones.push(phone(way));
}
await until(() => phones.every(hasJoined), 240_000);
console.log("joined");
setInterval(look, TICK_MS);
for await (const line of lines) {
  const [word, content] = line.split(/ (.*)/);
  if (word === "told") truth = JSON.parse(content);
  if (word === "back") {
    for (const shown of phones.filter(({ port }) => port === Number(content))) {
      shown.back = { at: Date.now(), truth, missed: !isRight(shown, truth) };
      noteRight(shown);
    }
  }
  if (word !== "final") continue;
  const isBack = (each) => isRight(each, truth) && each.lateMs !== null;
  await until(() => phones.every(isBack), Number(waitMs));
  process.stdout.write(`${report()}\n`, () => process.exit(0));
}
