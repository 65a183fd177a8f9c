import assert from "node:assert/strict";
import { test } from "node:test";

import { serverClock, videoPosition } from "../../app/static/src/live/clock.js";
import { codeAddress } from "../../app/static/src/live/code.js";
import { say } from "../../app/static/src/dom.js";
import { followingItem } from "../../app/static/src/live/stage_view.js";

test("a typed code opens what a scanned one would", () => {
  assert.equal(codeAddress("BK4pWRDsUgya5ReV", "b"), "/b/BK4pWRDsUgya5ReV");
  assert.equal(codeAddress(" BK4p WRDs Ugya 5ReV ", "q"), "/q/BK4pWRDsUgya5ReV");
  assert.equal(codeAddress("http://10.0.0.2:8000/b/BK4pWRDsUgya5ReV", "q"), "/b/BK4pWRDsUgya5ReV");
  assert.equal(codeAddress("BK4pWRDsUgya5Re", "q"), null);
  assert.equal(codeAddress("BK4pWRDs/../gya5R", "q"), null);
});

test("the clock believes the message that travelled least", () => {
  let local = 0;
  const clock = serverClock(() => local);
  local = 1000;
  clock.hear(100_000 - 400);
  local = 4000;
  clock.hear(103_000 - 20);
  local = 7000;
  clock.hear(106_000 - 900);
  assert.equal(clock.now(), 106_000 - 20);
});

test("a playing video has moved on since the server said where it was", () => {
  const at = "2026-11-21T06:00:00.000Z";
  const now = Date.parse(at) + 2500;
  assert.equal(videoPosition({ state: "playing", position_seconds: 10, at }, now), 12.5);
  assert.equal(videoPosition({ state: "paused", position_seconds: 10, at }, now), 10);
});

test("a sentence keeps braces that nobody fills", () => {
  assert.equal(say("Trang {page} {what}", { page: 3 }), "Trang 3 {what}");
  assert.equal(say("{title}", { title: "{page}" }), "{page}");
});

test("what follows skips what was skipped", () => {
  const agenda = {
    items: [
      { id: 1, state: "current" },
      { id: 2, state: "skipped" },
      { id: 3, state: "planned" },
    ],
  };
  assert.equal(followingItem({ item: { id: 1 } }, agenda).id, 3);
  assert.equal(followingItem({ item: null }, agenda).id, 3);
  assert.equal(followingItem({ item: { id: 3 } }, agenda), null);
});
