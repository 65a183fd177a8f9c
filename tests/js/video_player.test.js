import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { videoPlayer } from "../../app/static/src/live/video_player.js";

const AT = "2026-11-22T02:00:00Z";
const START_MS = Date.parse(AT);
let timers = [];

beforeEach(() => {
  timers = [];
  globalThis.window = {
    setInterval: () => 0,
    setTimeout: (work, ms) => timers.push({ work, ms }),
    clearTimeout: () => {},
  };
});
afterEach(() => delete globalThis.window);

/** A <video> that does nothing by itself: the test says what happens to it. */
function fakeVideo({ refusal = null } = {}) {
  const listeners = {};
  return {
    currentTime: 0, duration: 60, readyState: 4, paused: true, seeking: false, muted: false,
    error: null, plays: 0, loads: 0,
    addEventListener: (name, listener) => (listeners[name] = listener),
    happens: (name) => listeners[name](),
    play() {
      this.plays += 1;
      this.paused = Boolean(refusal);
      return refusal ? Promise.reject(Object.assign(new Error(), { name: refusal })) : Promise.resolve();
    },
    pause() {
      this.paused = true;
    },
    load() {
      this.loads += 1;
    },
    removeAttribute: () => {},
  };
}

function player(video, nowMs = START_MS) {
  const told = { ready: [], problems: [] };
  const made = videoPlayer(video, {
    serverNow: () => nowMs,
    onReady: (ready) => told.ready.push(ready),
    onProblem: (problem) => told.problems.push(problem),
  });
  return { ...made, told };
}
const playing = (seconds) => ({ state: "playing", position_seconds: seconds, at: AT });
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("a page that was opened in the middle stands where the others stand", () => {
  const video = fakeVideo();
  player(video, START_MS + 5000).show("film", playing(10));
  video.happens("loadedmetadata");
  assert.equal(video.currentTime, 15);
  assert.equal(video.plays, 1);
});

test("a start that a pause broke off keeps its sound", async () => {
  const video = fakeVideo({ refusal: "AbortError" });
  player(video).show("film", playing(0));
  video.happens("loadedmetadata");
  await settle();
  assert.equal(video.muted, false);
});

test("where sound is not allowed yet the picture plays without, until somebody touches", async () => {
  const video = fakeVideo({ refusal: "NotAllowedError" });
  const { show, arm } = player(video);
  show("film", playing(0));
  video.happens("loadedmetadata");
  await settle();
  assert.equal(video.muted, true);
  assert.equal(video.plays, 2);
  arm();
  assert.equal(video.muted, false);
});

test("a video that the network lost is fetched again and says nothing", () => {
  const video = fakeVideo();
  const { show, told } = player(video);
  show("film", playing(0));
  video.error = { code: 2 };
  for (const waits of [2000, 4000, 8000, 16000, 30000, 30000]) {
    video.happens("error");
    assert.equal(timers[timers.length - 1].ms, waits);
  }
  timers[timers.length - 1].work();
  assert.equal(video.loads, 1);
  assert.equal(told.problems.indexOf(true), -1);
});

test("a video that the browser cannot play says so at the second try, until one comes that plays", () => {
  const video = fakeVideo();
  const { show, told } = player(video);
  show("film", playing(0));
  video.error = { code: 4 };
  video.happens("error");
  assert.equal(told.problems.indexOf(true), -1);
  video.happens("error");
  assert.equal(told.problems[told.problems.length - 1], true);
  show("other", playing(0));
  assert.equal(told.problems[told.problems.length - 1], false);
});
