// Phones for benches/recovery.py: the product's own connection.js on the official client.
//   node recovery_phones.mjs TOKEN CONGRESS COUNT PORT,PORT,… WAIT_MS [deaf]
// Phone i uses port i % ports. A deaf one never fetches a second snapshot: for negative controls.
// Reads lines: "told SEQ" (the stage is at SEQ since now), "back PLACE" (the network of the port
// at PLACE is whole since now) and "final"; answers "joined", at the end one line of JSON.
import { createInterface } from "node:readline";
import { io } from "socket.io-client";

import { openLine } from "../app/static/src/live/connection.js";

const [token, congress, count, portList, waitMs, deaf] = process.argv.slice(2);
const ports = portList.split(",");
const TICK_MS = 50;
const truth = { seq: 0 };
const nothing = { hidden: false, addEventListener() {}, removeEventListener() {} };

function phone(_, place) {
  const url = `http://127.0.0.1:${ports[place % ports.length]}`;
  const shown = { seq: -1, online: true, staleSince: 0, longestStale: 0, parts: {} };
  shown.back = null; // {at, seq}: when its network was whole again, and what it had to learn
  shown.lateMs = null;
  const world = {
    openSocket: () =>
      io(url, {
        auth: { token },
        autoConnect: false,
        forceNew: true,
        reconnection: false,
        timeout: 5000,
        transports: ["websocket", "polling"],
        tryAllTransports: true,
      }),
    fetch: (path, options) => {
      if (deaf && shown.seq >= 0) return Promise.reject(new Error("deaf"));
      const headers = { ...options.headers, Authorization: `Bearer ${token}` };
      return fetch(url + path, { ...options, headers });
    },
    page: nothing,
    network: nothing,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    now: () => Date.now(),
    random: () => Math.random(),
    clock: { hear() {}, hearHttpDate() {} },
  };
  const onParts = (held) => {
    shown.parts = held.parts;
    shown.seq = held.parts.stage ? held.parts.stage.seq : -1;
    noteRight(shown);
  };
  const onLine = (line) => (shown.online = line.online);
  const snapshotUrl = `/api/congresses/${congress}/live`;
  openLine({ snapshotUrl, congress: Number(congress), snapshot: null, onParts, onLine }, world);
  return shown;
}

const phones = Array.from({ length: Number(count) }, phone);

function noteRight(shown) {
  if (shown.back && shown.lateMs === null && shown.seq >= shown.back.seq) {
    shown.lateMs = Date.now() - shown.back.at;
  }
}

/** Note how long a phone shows an old slide as if it were the present one. */
function look() {
  const now = Date.now();
  for (const shown of phones) {
    if (shown.seq >= truth.seq || !shown.online) shown.staleSince = 0;
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

await until(() => phones.every(({ seq }) => seq >= 0), 120_000);
console.log("joined");
setInterval(look, TICK_MS);
for await (const line of createInterface({ input: process.stdin })) {
  const [word, number] = line.split(" ");
  if (word === "told") truth.seq = Number(number);
  if (word === "back") {
    for (let place = Number(number); place < phones.length; place += ports.length) {
      phones[place].back = { at: Date.now(), seq: truth.seq };
      noteRight(phones[place]);
    }
  }
  if (word !== "final") continue;
  const isRight = ({ seq, lateMs }) => seq >= truth.seq && lateMs !== null;
  await until(() => phones.every(isRight), Number(waitMs));
  const report = phones.map(({ longestStale, lateMs, parts }) => ({
    stale_ms: longestStale,
    late_ms: lateMs,
    parts: JSON.stringify(parts),
  }));
  process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
}
