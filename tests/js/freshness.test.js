import assert from "node:assert/strict";
import { test } from "node:test";

import { MISSING_MS, SILENCE_MS, freshness } from "../../app/static/src/live/freshness.js";

const HEAD_MS = 3000;
const SERVER_AHEAD_MS = 12_345;

/** Hear `count` heartbeats, each `laterMs` later than the one before; returns when the last came. */
function beat(fresh, { from, count, laterMs }) {
  let now = from;
  for (let place = 1; place <= count; place += 1) {
    now = from + place * HEAD_MS + place * laterMs;
    fresh.beat(now, from + place * HEAD_MS + SERVER_AHEAD_MS);
  }
  return now;
}

test("heartbeats that arrive in time keep a page fresh, whatever clock the server has", () => {
  const fresh = freshness(0);
  const now = beat(fresh, { from: 0, count: 100, laterMs: 0 });
  assert.equal(fresh.isFresh(now + SILENCE_MS), true);
  assert.equal(fresh.isFresh(now + SILENCE_MS + 1), false);
});

test("old heartbeats that trickle in are no heartbeats", () => {
  const fresh = freshness(0);
  const now = beat(fresh, { from: 0, count: 10, laterMs: 1000 });
  assert.equal(fresh.isFresh(now), false, "the last one is nine seconds older than the first was");
  assert.equal(fresh.isSocketSilent(now, SILENCE_MS), true, "and the socket is worth nothing");
});

test("a new socket gets its time, but that it opens tells nothing of the hall", () => {
  const fresh = freshness(0);
  const now = beat(fresh, { from: 0, count: 10, laterMs: 1000 });
  assert.equal(fresh.isFresh(now), false);
  fresh.opened(now);
  assert.equal(fresh.isSocketSilent(now, SILENCE_MS), false);
  assert.equal(fresh.isFresh(now), false);
});

test("a slow new socket is measured by the quickest heartbeat of all", () => {
  const fresh = freshness(0);
  let now = beat(fresh, { from: 0, count: 3, laterMs: 0 });
  fresh.opened(now);
  now = beat(fresh, { from: now, count: 1, laterMs: 2000 });
  assert.equal(fresh.isFresh(now + SILENCE_MS - 2000), true);
  assert.equal(fresh.isFresh(now + SILENCE_MS - 1999), false);
});

test("a network that slows down is not taken for a clock that was put, nor in a new socket", () => {
  const fresh = freshness(0);
  let now = beat(fresh, { from: 0, count: 3, laterMs: 0 });
  for (let sockets = 0; sockets < 3; sockets += 1) {
    now += 10_000;
    fresh.opened(now);
    fresh.beat(now, now - SILENCE_MS - 1000 + SERVER_AHEAD_MS);
    fresh.answer(now - SILENCE_MS - 1000, now - 2000 + SERVER_AHEAD_MS);
    assert.equal(fresh.isFresh(now), false);
  }
});

test("a clock that was put costs one new socket, not a line that stays", () => {
  const fresh = freshness(0);
  const before = beat(fresh, { from: 0, count: 3, laterMs: 0 });
  const put = 60_000;
  let now = before + HEAD_MS;
  fresh.beat(now, now + SERVER_AHEAD_MS - put);
  assert.equal(fresh.isSocketSilent(before + SILENCE_MS + 1, SILENCE_MS), true);
  now = before + SILENCE_MS + 1000;
  fresh.opened(now);
  fresh.answer(now, Math.floor((now + SERVER_AHEAD_MS - put) / 1000) * 1000);
  fresh.behind(now, false);
  for (let beats = 0; beats < 5; beats += 1) {
    now += HEAD_MS;
    fresh.beat(now, now + SERVER_AHEAD_MS - put);
    assert.equal(fresh.isFresh(now), true);
    assert.equal(fresh.isFresh(now + SILENCE_MS - 1000), true, "a second at most is lost");
  }
});

test("what is known to be missing is tolerated for a while, then told", () => {
  const fresh = freshness(0);
  for (let now = 0; now <= SILENCE_MS + 1000; now += 1000) {
    fresh.beat(now, now);
    fresh.behind(now, true);
    assert.equal(fresh.isFresh(now), now <= MISSING_MS);
  }
});

test("what an old heartbeat tells is missing since it was sent", () => {
  const fresh = freshness(0);
  const now = beat(fresh, { from: 0, count: 3, laterMs: 0 });
  const sentAt = fresh.beat(now + 6000, now + 3000 + SERVER_AHEAD_MS);
  assert.equal(sentAt, now + 3000);
  fresh.behind(sentAt, true);
  assert.equal(fresh.isFresh(sentAt + MISSING_MS), true);
  assert.equal(fresh.isFresh(sentAt + MISSING_MS + 1), false);
});

test("once old, a page is fresh again only when nothing is missing", () => {
  const fresh = freshness(0);
  assert.equal(fresh.isFresh(SILENCE_MS + 1), false);
  fresh.behind(20_000, true);
  fresh.beat(20_000, 20_000);
  assert.equal(fresh.isFresh(20_000), false);
  fresh.answer(20_500);
  fresh.behind(20_600, false);
  assert.equal(fresh.isFresh(20_600), true);
});

test("an answer that crawled here is as old as its question", () => {
  const fresh = freshness(0);
  const asked = 10_000;
  fresh.answer(asked);
  assert.equal(fresh.isFresh(asked + SILENCE_MS), true);
  assert.equal(fresh.isFresh(asked + SILENCE_MS + 1), false);
});

test("news that an answer did not bring are missing since it was asked for", () => {
  const fresh = freshness(0);
  fresh.behind(1000, true);
  fresh.answer(5000);
  for (const now of [6000, 5000 + MISSING_MS, 5001 + MISSING_MS]) {
    fresh.beat(now, now);
    fresh.behind(now, true);
    assert.equal(fresh.isFresh(now), now <= 5000 + MISSING_MS);
  }
});

test("a clock that is put back does not make a page fresh for an hour", () => {
  const fresh = freshness(3_600_000);
  assert.equal(fresh.isFresh(10_000), true);
  assert.equal(fresh.isSocketSilent(10_000, SILENCE_MS), false);
  assert.equal(fresh.isFresh(10_000 + SILENCE_MS + 1), false);
  assert.equal(fresh.isSocketSilent(10_000 + SILENCE_MS + 1, SILENCE_MS), true);
});

test("a heartbeat without a time counts as it comes", () => {
  const fresh = freshness(0);
  fresh.beat(5000, NaN);
  assert.equal(fresh.isFresh(5000 + SILENCE_MS), true);
});
