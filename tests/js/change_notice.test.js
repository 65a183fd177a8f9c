import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { SHOWN_MS, changeNotice } from "../../app/static/src/live/change_notice.js";

const words = { changes: { added: "Thêm: {title}" }, changesToday: "Hôm nay: {count}" };
const ADDED = [{ kind: "added", title: "Giải lao" }];
let wake = null;
let now = 0;
let timers = [];

function tick(ms) {
  now += ms;
  const due = timers.filter((each) => each.at <= now);
  timers = timers.filter((each) => each.at > now);
  for (const { work } of due) work();
}

beforeEach(() => {
  timers = [];
  globalThis.window = {
    setTimeout(work, ms) {
      const timer = { work, at: now + ms };
      timers.push(timer);
      return timer;
    },
    clearTimeout(timer) {
      timers = timers.filter((each) => each !== timer);
    },
  };
  globalThis.document = {
    hidden: false,
    addEventListener: (_name, listener) => {
      wake = listener;
    },
  };
});

afterEach(() => {
  delete globalThis.window;
  delete globalThis.document;
});

function part(more = {}) {
  const listeners = {};
  return {
    textContent: "",
    addEventListener: (name, listener) => {
      listeners[name] = listener;
    },
    click: () => listeners.click(),
    append() {},
    firstChild: null,
    ...more,
  };
}

/** A page with the notice; `news` is what the log answers next, `rested` how often it was told. */
function openPage() {
  const page = { news: { changes: [], isNew: false }, rested: 0 };
  page.parts = {
    notice: { hidden: true },
    text: part(),
    close: part(),
    more: part(),
    list: { open: false },
    heading: part(),
    entries: part(),
  };
  const log = {
    hear: () => page.news,
    rest: () => {
      page.rested += 1;
    },
    entries: () => [],
  };
  const hear = changeNotice(page.parts, { log, words, times: {} });
  page.hear = (changes, isNew) => {
    page.news = { changes, isNew };
    hear({}, { epoch: "e", seq: 1 });
  };
  return page;
}

test("a change is told and goes by itself", () => {
  const page = openPage();
  page.hear(ADDED, true);
  assert.equal(page.parts.notice.hidden, false);
  assert.equal(page.parts.text.textContent, "Thêm: Giải lao");
  tick(SHOWN_MS - 1);
  assert.equal(page.parts.notice.hidden, false);
  tick(1);
  assert.equal(page.parts.notice.hidden, true);
  assert.equal(page.rested, 1);
});

test("news that changes nothing keeps it no longer, another change does", () => {
  const page = openPage();
  page.hear(ADDED, true);
  tick(SHOWN_MS - 1000);
  page.hear(ADDED, false);
  tick(500);
  page.hear(ADDED, true);
  tick(SHOWN_MS - 1);
  assert.equal(page.parts.notice.hidden, false);
  tick(1);
  assert.equal(page.parts.notice.hidden, true);
});

test("in a pocket it waits for whoever takes the phone out", () => {
  const page = openPage();
  document.hidden = true;
  page.hear(ADDED, true);
  tick(10 * SHOWN_MS);
  assert.equal(page.parts.notice.hidden, false);
  document.hidden = false;
  wake();
  tick(SHOWN_MS);
  assert.equal(page.parts.notice.hidden, true);
});

test("a tap closes it, the other one opens the list too", () => {
  const page = openPage();
  page.hear(ADDED, true);
  page.parts.close.click();
  assert.equal(page.parts.notice.hidden, true);
  assert.equal(page.parts.list.open, false);
  page.hear(ADDED, true);
  page.parts.more.click();
  assert.equal(page.parts.notice.hidden, true);
  assert.equal(page.parts.list.open, true);
});

test("what was put back is told no more", () => {
  const page = openPage();
  page.hear(ADDED, true);
  page.hear([], true);
  assert.equal(page.parts.notice.hidden, true);
  assert.equal(page.parts.text.textContent, "");
});
