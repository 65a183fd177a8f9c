import assert from "node:assert/strict";
import { test } from "node:test";

import { idleWatch } from "../../app/static/src/shared/idle.js";
import { wipe } from "../../app/static/src/shared/wipe.js";

const MINUTE = 60000;

test("a use is over after so long without a touch, and says so half a minute before", () => {
  const watch = idleWatch(5 * MINUTE, 0);
  assert.deepEqual(watch.look(4 * MINUTE), { over: false, secondsLeft: null, tell: false });
  assert.equal(watch.look(4.5 * MINUTE).secondsLeft, 30);
  watch.touched(4.9 * MINUTE);
  assert.equal(watch.look(5 * MINUTE).over, false);
  assert.equal(watch.look(5 * MINUTE).secondsLeft, null);
  assert.equal(watch.look(9.9 * MINUTE).over, true);
});

test("the server hears of touches once a minute, of none when nobody is there", () => {
  const watch = idleWatch(5 * MINUTE, 0);
  assert.equal(watch.look(2 * MINUTE).tell, false);
  watch.touched(2 * MINUTE);
  assert.equal(watch.look(2 * MINUTE + 1).tell, true);
  watch.touched(2.5 * MINUTE);
  assert.equal(watch.look(2.6 * MINUTE).tell, false);
  assert.equal(watch.look(3.1 * MINUTE).tell, true);
  assert.equal(watch.look(4.5 * MINUTE).tell, false);
});

function browserWith(names) {
  const gone = [];
  const storage = (...held) => {
    const removeItem = { value: (name) => gone.push(name) };
    return Object.defineProperties(
      Object.fromEntries(held.map((name) => [name, ""])),
      { removeItem },
    );
  };
  return {
    gone,
    localStorage: storage("marks:1", "desk-1"),
    sessionStorage: storage("shared-use"),
    caches: {
      keys: async () => ["kept-1/c1", "kept-assets"],
      delete: async (name) => gone.push(name),
    },
    navigator: {
      serviceWorker: { getRegistrations: async () => [{ unregister: () => gone.push("worker") }] },
    },
    indexedDB: {
      databases: async () => names.map((name) => ({ name })),
      deleteDatabase(name) {
        gone.push(name);
        const request = {};
        setImmediate(() => request.onsuccess());
        return request;
      },
    },
  };
}

test("everything is forgotten but the check-ins that a desk has not sent yet", async () => {
  const browser = browserWith(["something", "desk-7"]);
  await wipe(browser);
  assert.deepEqual(browser.gone.sort(), [
    "kept-1/c1", "kept-assets", "marks:1", "shared-use", "something", "worker",
  ]);
});

test("a browser that keeps nothing is forgotten without a word", async () => {
  await wipe({ navigator: {} });
});
