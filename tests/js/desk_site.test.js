/** Where a desk page stands: what its events say, in this browser and in its other tabs. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { isSiteRefused, keptSite } from "../../app/static/src/office/desk_site.js";

const NAME = "desk-site-1";
const MAIN = { id: 4, name: "Hội trường chính" };
const REMOTE = { id: 7, name: "Ninh Phước" };

test("where everybody meets in one place nothing is asked and events say nothing", () => {
  fakeBrowser({ [NAME]: "7" });
  const site = keptSite(NAME, [], () => {});
  assert.deepEqual([site.isSaid(), site.facts()], [true, {}]);
});

test("the choice is asked for once and kept for the next time", () => {
  fakeBrowser();
  const site = keptSite(NAME, [MAIN, REMOTE], () => {});
  assert.deepEqual([site.isSaid(), site.facts()], [false, {}]);
  site.choose(7);
  const again = keptSite(NAME, [MAIN, REMOTE], () => {});
  for (const each of [site, again]) {
    assert.deepEqual([each.isSaid(), each.facts(), each.now()], [true, { site_id: 7 }, REMOTE]);
  }
  again.forget();
  assert.equal(keptSite(NAME, [MAIN, REMOTE], () => {}).isSaid(), false);
});

test("a removed site is shown as the main hall and meant again when it is put back", () => {
  fakeBrowser({ [NAME]: "7" });
  let drawn = 0;
  const site = keptSite(NAME, [MAIN, REMOTE], () => (drawn += 1));
  site.use([MAIN, { id: 9, name: "Thuận Nam" }]);
  assert.deepEqual([site.now(), site.facts()], [MAIN, { site_id: 7 }]);
  site.use([Object.assign({ present: 3 }, MAIN), Object.assign({ present: 1 }, REMOTE)]);
  assert.deepEqual(site.now(), REMOTE);
  site.use([Object.assign({ present: 4 }, MAIN), REMOTE]);
  assert.equal(drawn, 2, "numbers that move are no reason to draw anew");
});

test("another tab's choice is this one's too: it is the same desk", () => {
  const browser = fakeBrowser();
  let drawn = 0;
  const site = keptSite(NAME, [MAIN, REMOTE], () => (drawn += 1));
  browser.otherTab("desk-site-2", "7");
  assert.deepEqual([site.isSaid(), drawn], [false, 0]);
  browser.otherTab(NAME, "4");
  assert.deepEqual([site.facts(), drawn], [{ site_id: 4 }, 1]);
  browser.otherTab(NAME, "");
  assert.equal(site.isSaid(), false);
});

test("a browser that keeps nothing knows the choice while the page is open", () => {
  fakeBrowser();
  Object.defineProperty(globalThis.window, "localStorage", {
    get() {
      throw new Error("denied");
    },
  });
  const site = keptSite(NAME, [MAIN, REMOTE], () => {});
  site.choose(4);
  assert.deepEqual(site.facts(), { site_id: 4 });
});

test("only an answer about the site is one", () => {
  assert.equal(isSiteRefused({ said: { fields: { site_id: "" } } }), true);
  assert.equal(isSiteRefused({ said: { fields: { key: "" } } }), false);
  assert.equal(isSiteRefused({ said: {} }), false);
});

function fakeBrowser(holds = {}) {
  const kept = new Map(Object.entries(holds));
  const listeners = [];
  globalThis.window = {
    addEventListener: (_kind, listener) => listeners.push(listener),
    localStorage: {
      getItem: (name) => (kept.has(name) ? kept.get(name) : null),
      setItem: (name, value) => kept.set(name, value),
    },
  };
  return {
    otherTab: (key, newValue) => listeners.forEach((each) => each({ key, newValue })),
  };
}
