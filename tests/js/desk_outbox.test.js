/** Badges known by their hash, and what an answer says about an event. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { deskName, isAbout, outbox, posting, steady } from "../../app/static/src/office/desk_outbox.js";
import { ownerOf } from "../../app/static/src/office/desk_people.js";
import { sha256 } from "../../app/static/src/office/sha256.js";

test("the hash is that of every other SHA-256, at all lengths around a block", () => {
  for (const length of [0, 1, 3, 16, 54, 55, 56, 63, 64, 65, 119, 120, 200]) {
    const text = "Đại hội ".repeat(40).slice(0, length);
    assert.equal(sha256(text), createHash("sha256").update(text).digest("hex"), `${length}`);
  }
});

test("a badge is known by its address or its token, and another one is not", () => {
  const token = "Ab3dEf9hJk2mNp4q";
  const people = [{ id: 1, badge: "" }, { id: 7, badge: sha256(token).slice(0, 16) }];
  assert.equal(ownerOf(people, `https://dai-hoi.example/b/${token}`).id, 7);
  assert.equal(ownerOf(people, ` ${token}/ `).id, 7);
  assert.equal(ownerOf(people, "Zb3dEf9hJk2mNp4q"), null);
});

test("only an answer about the event takes it out of the queue", () => {
  assert.deepEqual([200, 201, 400, 404, 409, 422].map(isAbout), Array(6).fill(true));
  assert.deepEqual([0, 401, 403, 408, 429, 500, 503].map(isAbout), Array(7).fill(false));
});

test("a clock that is nearly right is right, so that two measurements never change the order", () => {
  assert.deepEqual([0, 499.6, -730, 1999].map(steady), [0, 0, 0, 0]);
  assert.deepEqual([2000.4, -60000].map(steady), [2000, -60000]);
});

test("what the server stumbles over waits longer, and the others pass it", async () => {
  const world = fakeWindow();
  const events = ["poison", "good-1", "good-2"].map((key, place) => ({ id: place + 1, event: { key } }));
  const store = memoryStore(events);
  const sent = [];
  outbox({
    store,
    post: async ({ key }) => {
      sent.push(key);
      return key === "poison" ? { status: 500, said: {} } : { status: 201, said: {} };
    },
    offsetMs: () => 0,
    onChange() {},
    onAnswer() {},
  });
  await world.settled();
  assert.deepEqual(sent, ["poison"], "the first time the server itself may be at fault");
  await world.again();
  assert.deepEqual(sent, ["poison", "poison", "good-1", "good-2"]);
  assert.deepEqual((await store.all()).map((each) => each.event.key), ["poison"]);
});

test("what is taken back is sent once more, for its id; nothing is taken back of what was refused", async () => {
  const answers = { "/api/check-ins": { status: 200, said: { id: 7 } } };
  const asked = fakeRequests((url) => answers[url] || { status: 200, said: {} });
  const undo = { door: "undo", key: "b", of: { key: "a", delegate_id: 3 }, reason: "r", clock_offset_ms: 5 };
  assert.equal((await posting("/api")(undo)).status, 200);
  assert.deepEqual(asked, [
    ["/api/check-ins", { key: "a", delegate_id: 3, clock_offset_ms: 5 }],
    ["/api/check-ins/7/undo", { reason: "r" }],
  ]);
  answers["/api/check-ins"] = { status: 422, said: { detail: "no" } };
  assert.equal((await posting("/api")(undo)).status, 204);
  answers["/api/check-ins"] = { status: 503, said: {} };
  assert.equal((await posting("/api")(undo)).status, 503);
  assert.equal(asked.length, 4);
});

test("what was refused for its site is kept, and sent again with the right one", async () => {
  const world = fakeWindow();
  const event = { key: "a", delegate_id: 3, site_id: 99 };
  const store = memoryStore([{ id: 1, event }]);
  const sent = [];
  const box = outbox({
    store,
    post: async (body) => {
      sent.push(body.site_id);
      const isWrong = body.site_id === 99;
      const said = isWrong ? { detail: "no such site", fields: { site_id: "" } } : {};
      return { status: isWrong ? 422 : 201, said };
    },
    offsetMs: () => 0,
    onChange() {},
    onAnswer() {},
  });
  await world.settled();
  assert.deepEqual(await store.all(), [{ id: 1, event, refused: "no such site", mendable: true }]);
  await box.again(1, { site_id: 4 });
  await world.settled();
  assert.deepEqual([sent, await store.all()], [[99, 4], []]);
});

test("what was refused for its site and taken back is not there to be sent again", async () => {
  const world = fakeWindow();
  const event = { key: "a", delegate_id: 3, site_id: 99 };
  const undo = { door: "undo", key: "b", of: event, reason: "r" };
  const other = { id: 3, event: { key: "c", site_id: 99 } };
  const store = memoryStore([{ id: 1, event }, { id: 2, event: undo }, other]);
  outbox({
    store,
    post: async ({ door }) =>
      door === "undo"
        ? { status: 204, said: {} }
        : { status: 422, said: { detail: "no such site", fields: { site_id: "" } } },
    offsetMs: () => 0,
    onChange() {},
    onAnswer() {},
  });
  await world.settled();
  assert.deepEqual((await store.all()).map((each) => each.id), [3]);
});

test("a browser calls itself the same every time", () => {
  fakeWindow();
  assert.equal(deskName(), deskName());
  assert.ok(deskName().length <= 40);
});

/** Requests that are answered by `answerTo(url)`; returns the list of [url, body] that were sent. */
function fakeRequests(answerTo) {
  const asked = [];
  globalThis.FormData = class {};
  globalThis.XMLHttpRequest = class {
    upload = {};
    open(_method, url) {
      this.url = url;
    }
    setRequestHeader() {}
    send(body) {
      asked.push([this.url, JSON.parse(body)]);
      const { status, said } = answerTo(this.url);
      Object.assign(this, { status, responseText: JSON.stringify(said) });
      this.onload();
    }
  };
  return asked;
}

/** A window whose timers run when the test says so. */
function fakeWindow() {
  let timers = [];
  const kept = new Map();
  globalThis.window = {
    crypto: globalThis.crypto,
    addEventListener() {},
    localStorage: {
      getItem: (name) => kept.get(name) || null,
      setItem: (name, value) => kept.set(name, value),
    },
    setTimeout: (run) => timers.push(run),
    clearTimeout: () => (timers = []),
  };
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
  return {
    settled,
    async again() {
      const due = timers;
      timers = [];
      due.forEach((run) => run());
      await settled();
    },
  };
}

function memoryStore(entries) {
  let held = entries;
  return {
    all: async () => held,
    change: async (entry) => (held = held.map((each) => (each.id === entry.id ? entry : each))),
    remove: async (id) => (held = held.filter((each) => each.id !== id)),
  };
}
