import assert from "node:assert/strict";
import { test } from "node:test";

import { commandLine, neighbour, openingOf } from "../../app/static/src/live/commands.js";

/** A server that answers when the test says so. */
function slowServer() {
  const asked = [];
  const answers = [];
  const steps = [];
  const line = commandLine({
    send(change) {
      asked.push(change);
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
    onChange: (step) => steps.push(step),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    asked,
    steps,
    line,
    async answer() {
      answers.shift().resolve();
      await settle();
    },
    async lose() {
      answers.shift().reject(new Error("lost"));
      await settle();
    },
  };
}

const stage = { item: { id: 1 }, slide: { id: 11 }, video: null, blank: false, hold: false };

test("what is asked for is seen at once, before the server answers", () => {
  const { line } = slowServer();
  line.ask({ slide_id: 12 });
  assert.equal(line.shown(stage).slide_id, 12);
  assert.equal(line.shown(stage).item_id, 1);
});

test("of commands that wait only the newest goes out", async () => {
  const server = slowServer();
  for (const slide of [12, 13, 14]) server.line.ask({ slide_id: slide });
  assert.deepEqual(server.asked, [{ slide_id: 12 }]);
  await server.answer();
  assert.deepEqual(server.asked, [{ slide_id: 12 }, { slide_id: 14 }]);
});

test("different wishes that wait go out together", async () => {
  const server = slowServer();
  server.line.ask({ slide_id: 12 });
  server.line.ask({ blank: true });
  server.line.ask({ slide_id: 13 });
  await server.answer();
  assert.deepEqual(server.asked[1], { blank: true, slide_id: 13 });
});

test("after a lost answer nothing is sent by itself, and the hall is shown as it is", async () => {
  const server = slowServer();
  server.line.ask({ slide_id: 12 });
  server.line.ask({ slide_id: 13 });
  await server.lose();
  assert.equal(server.asked.length, 1);
  assert.equal(server.line.shown(stage).slide_id, 11);
  assert.equal(server.steps[server.steps.length - 1].failed.message, "lost");
  server.line.ask({ slide_id: 12 });
  assert.equal(server.asked.length, 2);
});

const items = [
  { id: 1, state: "current" },
  { id: 2, state: "skipped" },
  { id: 3, state: "planned" },
];
const decks = { 1: [{ id: 11 }, { id: 12 }], 3: [{ id: 31 }, { id: 32 }] };
const step = (shown, direction) => {
  const target = neighbour(shown, { items, decks }, direction);
  return target && [target.item_id, target.slide_id];
};

test("forward goes through the deck, then to the next item that is not skipped", () => {
  assert.deepEqual(step({ item_id: 1, slide_id: 11 }, 1), [1, 12]);
  assert.deepEqual(step({ item_id: 1, slide_id: 12 }, 1), [3, 31]);
  assert.equal(step({ item_id: 3, slide_id: 32 }, 1), null);
  assert.deepEqual(step({ item_id: null, slide_id: null }, 1), [1, 11]);
  assert.deepEqual(step({ item_id: 1, slide_id: null }, 1), [1, 11]);
});

test("back goes to the slide before, then to the last slide of the item before", () => {
  assert.deepEqual(step({ item_id: 1, slide_id: 12 }, -1), [1, 11]);
  assert.deepEqual(step({ item_id: 3, slide_id: 31 }, -1), [1, 12]);
  assert.equal(step({ item_id: 1, slide_id: 11 }, -1), null);
});

test("an item without slides opens with none", () => {
  assert.deepEqual(openingOf({ id: 2 }, decks), { item_id: 2, slide_id: null });
});
