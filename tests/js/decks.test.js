import assert from "node:assert/strict";
import { test } from "node:test";

import { deckKeeper } from "../../app/static/src/live/decks.js";

const settle = () => new Promise((resolve) => setImmediate(resolve));

function keeper() {
  const answers = [];
  const timers = [];
  let changes = 0;
  const made = deckKeeper(
    { decks: { 1: [{ id: 11 }] }, notes: {} },
    {
      fetchDecks: () => new Promise((resolve, reject) => answers.push({ resolve, reject })),
      onChange: () => (changes += 1),
      world: { setTimeout: (work) => timers.push(work) },
    },
  );
  return { ...made, answers, timers, changes: () => changes };
}

test("slides that came after the page was opened are stepped through, too", async () => {
  const { all, notes, learn, answers, changes } = keeper();
  learn();
  answers[0].resolve({ decks: { 1: [{ id: 11 }, { id: 12 }] }, notes: { 1: "chậm" } });
  await settle();
  assert.equal(all()[1].length, 2);
  assert.equal(notes()[1], "chậm");
  assert.equal(changes(), 1);
});

test("an older answer never replaces a newer one", async () => {
  const { all, learn, answers } = keeper();
  learn();
  learn();
  answers[1].resolve({ decks: { 1: [] }, notes: {} });
  await settle();
  answers[0].resolve({ decks: { 1: [{ id: 11 }, { id: 12 }] }, notes: {} });
  await settle();
  assert.equal(all()[1].length, 0);
});

test("what failed is asked again, unless something newer was asked meanwhile", async () => {
  const { learn, answers, timers } = keeper();
  learn();
  answers[0].reject(new Error("away"));
  await settle();
  learn();
  timers[0]();
  assert.equal(answers.length, 2);
  answers[1].reject(new Error("away"));
  await settle();
  timers[1]();
  assert.equal(answers.length, 3);
});
