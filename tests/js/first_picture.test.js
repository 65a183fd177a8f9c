import assert from "node:assert/strict";
import { test } from "node:test";

import { oncePainted } from "../../app/static/src/reader/first_picture.js";

/** A window whose frames and timers run when they are told to, and a picture in it. */
function opened({ complete = false, timed = false } = {}) {
  const frames = [];
  const timers = [];
  const heard = {};
  const observers = [];
  class PerformanceObserver {
    static supportedEntryTypes = ["element"];
    constructor(tell) {
      this.tell = tell;
    }
    observe({ type }) {
      assert.equal(type, "element");
      observers.push(this.tell);
    }
  }
  const world = {
    PerformanceObserver: timed ? PerformanceObserver : undefined,
    requestAnimationFrame: (work) => frames.push(work),
    setTimeout: (work, after = 0) => timers.push({ work, after }),
  };
  const picture = { complete, addEventListener: (name, work) => (heard[name] = work) };
  const calls = [];
  oncePainted(picture, () => calls.push("called"), world);
  return {
    calls,
    arrive: () => heard.load(),
    fail: () => heard.error(),
    stand: (element = picture) => {
      for (const tell of observers) tell({ getEntries: () => [{ element }] });
    },
    frame: () => frames.splice(0).forEach((work) => work()),
    afterFrame: () => runAll(timers, (timer) => timer.after === 0),
    muchLater: () => runAll(timers, (timer) => timer.after > 0),
  };
}

function runAll(timers, isDue) {
  for (const timer of timers.filter(isDue)) {
    timers.splice(timers.indexOf(timer), 1);
    timer.work();
  }
}

test("what follows waits for the picture and for the frame that shows it", () => {
  const page = opened();
  page.frame();
  page.afterFrame();
  assert.deepEqual(page.calls, []);
  page.arrive();
  assert.deepEqual(page.calls, []);
  page.frame();
  assert.deepEqual(page.calls, [], "still inside the frame");
  page.afterFrame();
  assert.deepEqual(page.calls, ["called"]);
});

test("a picture that is there already is painted by the next frame", () => {
  const page = opened({ complete: true });
  assert.deepEqual(page.calls, []);
  page.frame();
  page.afterFrame();
  assert.deepEqual(page.calls, ["called"]);
});

test("where elements are timed, what follows waits until the picture stands", () => {
  const page = opened({ timed: true });
  page.arrive();
  page.frame();
  page.afterFrame();
  page.stand({ another: "element" });
  assert.deepEqual(page.calls, []);
  page.stand();
  assert.deepEqual(page.calls, ["called"]);
  page.muchLater();
  assert.deepEqual(page.calls, ["called"]);
});

test("a picture that arrived but is never told of holds nothing up", () => {
  const page = opened({ timed: true });
  page.arrive();
  page.frame();
  page.muchLater();
  assert.deepEqual(page.calls, ["called"]);
});

test("a picture that fails, or is long in coming, holds nothing up, and nothing runs twice", () => {
  const failed = opened();
  failed.fail();
  assert.deepEqual(failed.calls, ["called"]);
  const slow = opened();
  slow.muchLater();
  assert.deepEqual(slow.calls, ["called"]);
  slow.arrive();
  slow.frame();
  slow.afterFrame();
  assert.deepEqual(slow.calls, ["called"]);
});
