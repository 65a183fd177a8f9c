import assert from "node:assert/strict";
import { test } from "node:test";

import { neighbour, openingOf } from "../../app/static/src/live/commands.js";
import { isWaiting, itemOfPictures, panelAt } from "../../app/static/src/live/waiting.js";

const rest = { id: 1, kind: "break", state: "planned" };
const report = { id: 2, kind: "report", state: "planned" };
const decks = { 1: [{ id: 11 }, { id: 12 }], 2: [{ id: 21 }] };

test("the hall waits while nothing is on, and in a break until a slide is chosen", () => {
  assert.equal(isWaiting({ item: null, slide: null }), true);
  assert.equal(isWaiting({ item: rest, slide: null }), true);
  assert.equal(isWaiting({ item: rest, slide: { id: 11 } }), false);
  assert.equal(isWaiting({ item: report, slide: null }), false);
});

test("before anything is on the pictures are of the first item, if the hall waits in it", () => {
  assert.equal(itemOfPictures({ item: null }, { items: [rest, report] }), rest);
  assert.equal(itemOfPictures({ item: null }, { items: [report, rest] }), null);
  assert.equal(itemOfPictures({ item: rest }, { items: [] }), rest);
});

test("each round shows welcome, agenda and the next picture", () => {
  const shown = [0, 1, 2, 3, 4, 5, 8].map((turn) => panelAt(turn, { hasAgenda: true, pictures: ["a", "b"] }));
  const names = shown.map((each) => each.url || each.panel);
  assert.deepEqual(names, ["welcome", "agenda", "a", "welcome", "agenda", "b", "a"]);
  const alone = panelAt(5, { hasAgenda: false, pictures: [] });
  assert.deepEqual(alone, { panel: "welcome" });
});

test("nobody steps through the pictures of a break", () => {
  const items = [rest, report];
  assert.deepEqual(openingOf(rest, decks), { item_id: 1, slide_id: null });
  const next = neighbour({ item_id: 1, slide_id: null }, { items, decks }, 1);
  assert.deepEqual([next.item_id, next.slide_id], [2, 21]);
  const back = neighbour({ item_id: 2, slide_id: 21 }, { items, decks }, -1);
  assert.deepEqual([back.item_id, back.slide_id], [1, null]);
});
