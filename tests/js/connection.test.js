import assert from "node:assert/strict";
import { test } from "node:test";

import {
  CONNECTING_LIMIT_MS,
  POLL_MS,
  RECONNECT_MIN_MS,
  RECONNECT_SPREAD_MS,
  WAKING_MS,
  openLine,
} from "../../app/static/src/live/connection.js";
import { SILENCE_MS } from "../../app/static/src/live/freshness.js";
import { handMadeWorld } from "./line_world.js";

const stageAt = (seq, slide, epoch = "e1") => ({
  epoch,
  seq,
  parts: { stage: { seq, state: { slide } } },
});

function begin({ first = stageAt(5, "five"), etag, random } = {}) {
  const hand = handMadeWorld({ random });
  hand.server.snapshot = first;
  hand.server.etag = '"5"';
  const seen = { slides: [], lines: [] };
  seen.line = openLine(
    {
      snapshotUrl: "/api/congresses/7/live",
      congress: 7,
      snapshot: first,
      etag,
      onParts: (held) => seen.slides.push(held.parts.stage.state.slide),
      onLine: (line) => seen.lines.push(line),
    },
    hand.world,
  );
  return { ...hand, seen };
}

function serve(server, snapshot) {
  server.snapshot = snapshot;
  server.etag = `"${snapshot.epoch}-${snapshot.seq}"`;
}

const head = (seq, epoch = "e1") => ({ epoch, seq });
const lastOf = (list) => list[list.length - 1];

test("the page is right before the socket is there, joins and then asks once", async () => {
  const { socket, server, pass, seen } = begin({ etag: '"5"' });
  await pass(100);
  assert.deepEqual(seen.slides, ["five"]);
  assert.deepEqual(socket.sent, [["join", { congress: 7 }]]);
  assert.deepEqual(server.asked, ['"5"']);
});

test("a change is shown at once, without a request", async () => {
  const { socket, server, pass, seen } = begin({ etag: '"5"' });
  await pass(100);
  socket.hear("changed", { epoch: "e1", seq: 6, part: "stage", state: { slide: "six" } });
  socket.hear("head", head(6));
  await pass(1000);
  assert.equal(lastOf(seen.slides), "six");
  assert.equal(server.asked.length, 1);
});

test("a change that got lost is fetched when the heartbeat is ahead", async () => {
  const { socket, server, pass, seen } = begin();
  await pass(100);
  serve(server, stageAt(6, "six"));
  socket.hear("head", head(6));
  await pass(500);
  assert.equal(lastOf(seen.slides), "six");
});

test("an announced part is fetched, also when a later change came with its state", async () => {
  const { socket, server, pass, seen } = begin();
  await pass(100);
  serve(server, {
    epoch: "e1",
    seq: 6,
    parts: { stage: { seq: 6, state: { slide: "six" } }, agenda: { seq: 6, state: "long" } },
  });
  socket.hear("changed", { epoch: "e1", seq: 6, part: "agenda" });
  socket.hear("changed", { epoch: "e1", seq: 6, part: "stage", state: { slide: "six" } });
  await pass(500);
  assert.equal(seen.slides.length, 3);
  assert.equal(server.asked.length, 2);
});

test("a restore of the server replaces what is newer by number", async () => {
  const { socket, server, pass, seen } = begin();
  await pass(100);
  serve(server, stageAt(2, "restored", "e2"));
  socket.hear("head", head(2, "e2"));
  await pass(500);
  assert.equal(lastOf(seen.slides), "restored");
});

test("a lost socket is told at once and comes back within two seconds", async () => {
  for (const luck of [0, 0.5, 0.999]) {
    const { socket, pass, seen } = begin({ random: () => luck });
    await pass(100);
    socket.cut();
    assert.deepEqual(lastOf(seen.lines), { online: true, socket: false });
    const before = socket.connects;
    await pass(RECONNECT_MIN_MS + RECONNECT_SPREAD_MS);
    assert.equal(socket.connects, before + 1);
    assert.deepEqual(lastOf(seen.lines), { online: true, socket: true });
  }
});

test("while a socket is being opened nobody opens it again, but not for ever", async () => {
  const { socket, server, pass } = begin();
  await pass(100);
  server.reachable = false;
  socket.answers = false;
  socket.isSlow = true;
  socket.cut();
  const before = socket.connects;
  await pass(RECONNECT_MIN_MS + RECONNECT_SPREAD_MS);
  await pass(CONNECTING_LIMIT_MS - RECONNECT_SPREAD_MS - RECONNECT_MIN_MS - 1000);
  assert.equal(socket.connects, before + 1);
  await pass(3000 + RECONNECT_MIN_MS + RECONNECT_SPREAD_MS);
  assert.equal(socket.connects, before + 2);
});

test("a socket that hangs is left as soon as the server answers, not when it answers late", async () => {
  for (const isLate of [false, true]) {
    const { socket, server, pass } = begin();
    await pass(100);
    socket.answers = false;
    socket.isSlow = true;
    socket.cut();
    await pass(RECONNECT_MIN_MS + RECONNECT_SPREAD_MS);
    const before = socket.connects;
    server.lateMs = isLate ? 2000 : 0;
    await pass(2 * POLL_MS);
    assert.equal(socket.connects - before > 0, !isLate);
  }
});

test("after seven seconds of silence there is a line, and it goes by itself", async () => {
  const { socket, server, pass, seen } = begin();
  await pass(100);
  socket.answers = false;
  server.reachable = false;
  socket.cut();
  await pass(SILENCE_MS - 1200);
  assert.equal(lastOf(seen.lines).online, true);
  await pass(2200);
  assert.equal(lastOf(seen.lines).online, false);
  socket.answers = true;
  server.reachable = true;
  serve(server, stageAt(9, "nine"));
  await pass(2500);
  assert.equal(lastOf(seen.lines).online, true);
  assert.equal(lastOf(seen.slides), "nine");
});

test("a socket that is connected but silent is given up", async () => {
  const { socket, pass } = begin();
  await pass(100);
  const before = socket.connects;
  await pass(SILENCE_MS + 3500);
  assert.ok(socket.connects > before);
});

test("where no socket gets through, polling every five seconds keeps the page right", async () => {
  const hand = handMadeWorld();
  hand.socket.answers = false;
  serve(hand.server, stageAt(5, "five"));
  const slides = [];
  const lines = [];
  openLine(
    {
      snapshotUrl: "/live",
      congress: 7,
      snapshot: stageAt(5, "five"),
      onParts: (held) => slides.push(held.parts.stage.state.slide),
      onLine: (line) => lines.push(line),
    },
    hand.world,
  );
  await hand.pass(POLL_MS + 1500);
  serve(hand.server, stageAt(6, "six"));
  await hand.pass(POLL_MS + 1500);
  assert.equal(lastOf(slides), "six");
  await hand.pass(60_000);
  assert.ok(lines.every((line) => line.online));
  assert.ok(hand.server.asked.length <= 16);
});

test("a request that hangs is given up, and the next one is asked", async () => {
  const { socket, server, pass, seen } = begin();
  await pass(100);
  server.hangs = true;
  socket.hear("head", head(6));
  await pass(5000);
  server.hangs = false;
  serve(server, stageAt(6, "six"));
  await pass(3000);
  socket.hear("head", head(6));
  await pass(3000);
  assert.equal(lastOf(seen.slides), "six");
});

test("in a network that swallows everything it is asked again every five seconds", async () => {
  const { socket, server, pass } = begin();
  await pass(100);
  socket.answers = false;
  server.hangs = true;
  socket.cut();
  const before = server.asked.length;
  await pass(6 * POLL_MS + 1000);
  assert.ok(server.asked.length - before >= 6);
});

test("a phone that slept asks first and complains only when nothing answers", async () => {
  const { socket, server, pass, sleep, seen } = begin();
  await pass(100);
  socket.answers = false;
  server.reachable = false;
  sleep(600_000);
  await pass(1000);
  assert.equal(seen.lines.filter((line) => !line.online).length, 0);
  await pass(WAKING_MS + 1000);
  assert.equal(lastOf(seen.lines).online, false);
});

test("a phone that becomes visible fetches what it missed", async () => {
  const { world, server, pass, sleep, seen } = begin();
  await pass(100);
  world.page.hidden = true;
  sleep(60_000);
  serve(server, stageAt(8, "eight"));
  world.page.hidden = false;
  world.page.fire("visibilitychange");
  await pass(50);
  assert.equal(lastOf(seen.slides), "eight");
});

test("a network that comes and goes does not put off the line that tells", async () => {
  const { world, socket, server, pass, seen } = begin();
  await pass(100);
  socket.answers = false;
  server.reachable = false;
  socket.cut();
  for (let second = 0; second < (SILENCE_MS + 1000) / 1000; second += 1) {
    world.network.fire("online");
    await pass(1000);
  }
  assert.equal(lastOf(seen.lines).online, false);
});

test("a page that knows of news and cannot get it says so, though it hears heartbeats", async () => {
  const { socket, server, pass, seen } = begin();
  await pass(100);
  server.reachable = false;
  for (let beats = 0; beats < 4; beats += 1) {
    socket.hear("head", head(6));
    await pass(3000);
  }
  assert.deepEqual(lastOf(seen.lines), { online: false, socket: true });
  server.reachable = true;
  serve(server, stageAt(6, "six"));
  await pass(3000);
  assert.deepEqual(lastOf(seen.lines), { online: true, socket: true });
});

test("a socket that is back is no proof: the line stays until the news are there", async () => {
  const { socket, server, pass, seen } = begin();
  await pass(100);
  socket.answers = false;
  server.reachable = false;
  socket.cut();
  await pass(SILENCE_MS + 2000);
  socket.answers = true;
  socket.hear("disconnect", "again");
  await pass(RECONNECT_MIN_MS + RECONNECT_SPREAD_MS);
  assert.deepEqual(lastOf(seen.lines), { online: false, socket: true });
  server.reachable = true;
  serve(server, stageAt(6, "six"));
  socket.hear("head", head(6));
  await pass(1500);
  assert.equal(lastOf(seen.lines).online, true);
  assert.equal(lastOf(seen.slides), "six");
});

test("a page from the phone's own memory is old until the server is heard", async () => {
  const { world, socket, server, pass } = handMadeWorld();
  server.hangs = true;
  serve(server, stageAt(6, "six"));
  const lines = [];
  openLine(
    {
      snapshotUrl: "/live",
      congress: 7,
      snapshot: null,
      isOld: true,
      onParts() {},
      onLine: (line) => lines.push(line),
    },
    world,
  );
  await pass(2000);
  assert.deepEqual(lines, [{ online: false, socket: true }]);
  server.hangs = false;
  socket.hear("head", head(6));
  await pass(6000);
  assert.equal(lastOf(lines).online, true);
});

test("a request that hangs from before the return is given up for a new one", async () => {
  const { socket, server, pass, seen } = begin();
  await pass(100);
  socket.answers = false;
  server.hangs = true;
  socket.cut();
  await pass(POLL_MS + 500);
  server.hangs = false;
  serve(server, stageAt(6, "six"));
  socket.answers = true;
  await pass(RECONNECT_MIN_MS + RECONNECT_SPREAD_MS);
  assert.equal(lastOf(seen.slides), "six");
});

test("a change that no page is told of lets nobody ask", async () => {
  const { socket, server, pass } = begin({ etag: '"5"' });
  await pass(100);
  for (let seq = 6; seq < 20; seq += 1) {
    socket.hear("head", { epoch: "e1", seq, news: 5 });
    await pass(3000);
  }
  assert.equal(server.asked.length, 1);
});

test("a closed line is silent for ever", async () => {
  const { socket, server, pass, seen } = begin();
  await pass(100);
  seen.line.close();
  const asked = server.asked.length;
  const connects = socket.connects;
  await pass(60_000);
  assert.equal(server.asked.length, asked);
  assert.equal(socket.connects, connects);
});
