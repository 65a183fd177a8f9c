import assert from "node:assert/strict";
import { test } from "node:test";

import {
  NOTHING,
  acceptChange,
  acceptHead,
  acceptSnapshot,
  isBehind,
  part,
} from "../../app/static/src/live/state.js";

const snapshot = (seq, parts, epoch = "e1") => ({
  epoch,
  seq,
  parts: Object.fromEntries(parts.map(([name, at, state]) => [name, { seq: at, state }])),
});
const begun = () =>
  acceptSnapshot(NOTHING, snapshot(5, [["stage", 5, "five"], ["agenda", 3, "three"]])).held;
const change = (seq, name, state, more = {}) => ({ epoch: "e1", seq, part: name, state, ...more });

test("the first snapshot tells everything", () => {
  const { held, changed } = acceptSnapshot(NOTHING, snapshot(5, [["stage", 5, "five"]]));
  assert.deepEqual(changed, ["stage"]);
  assert.equal(part(held, "stage"), "five");
  assert.equal(part(held, "agenda"), null);
});

test("late news never replaces newer news, whatever the order", () => {
  const news = [change(6, "stage", "six"), change(7, "stage", "seven"), change(8, "stage", "eight")];
  for (const order of permutations(news)) {
    const held = order.reduce((kept, each) => acceptChange(kept, each).held, begun());
    assert.equal(part(held, "stage"), "eight");
  }
});

test("an old snapshot that arrives late brings only what is not known yet", () => {
  const newer = acceptChange(begun(), change(6, "stage", "six")).held;
  const { held, changed } = acceptSnapshot(newer, snapshot(4, [["stage", 4, "four"], ["library", 4, "books"]]));
  assert.equal(part(held, "stage"), "six");
  assert.equal(part(held, "library"), "books");
  assert.deepEqual(changed, ["library"]);
  assert.equal(held.seq, 6);
});

test("another epoch replaces everything, also by smaller numbers", () => {
  const { held, changed } = acceptSnapshot(begun(), snapshot(1, [["stage", 1, "one"]], "e2"));
  assert.equal(part(held, "stage"), "one");
  assert.equal(part(held, "agenda"), null);
  assert.deepEqual(changed.sort(), ["agenda", "stage"]);
  assert.ok(isBehind(begun(), { epoch: "e2", seq: 1 }));
});

test("a change that no page is told of leaves nobody behind, also after the next news", () => {
  const heard = acceptHead(begun(), { epoch: "e1", seq: 8, news: 5 });
  assert.equal(heard.seq, 8);
  assert.ok(!isBehind(begun(), { epoch: "e1", seq: 8, news: 5 }));
  for (const held of [heard, begun()]) {
    const { held: next } = acceptChange(held, change(9, "stage", "nine", { since: 5 }));
    assert.ok(!isBehind(next, { epoch: "e1", seq: 9, news: 9 }));
  }
});

test("a heartbeat with news that did not come leaves a page where it is", () => {
  const before = begun();
  assert.equal(acceptHead(before, { epoch: "e1", seq: 8, news: 6 }), before);
  assert.equal(acceptHead(before, { epoch: "e1", seq: 8 }), before);
  assert.ok(isBehind(before, { epoch: "e1", seq: 8, news: 6 }));
});

test("a change of another epoch is left to the snapshot", () => {
  const before = begun();
  const { held, changed } = acceptChange(before, { ...change(9, "stage", "nine"), epoch: "e2" });
  assert.equal(held, before);
  assert.deepEqual(changed, []);
});

test("a gap in the numbers is seen by the next heartbeat", () => {
  const { held } = acceptChange(begun(), change(7, "stage", "seven"));
  assert.equal(part(held, "stage"), "seven");
  assert.ok(isBehind(held, { epoch: "e1", seq: 7 }));
  const all = acceptSnapshot(held, snapshot(7, [["stage", 7, "seven"], ["agenda", 6, "six"]])).held;
  assert.ok(!isBehind(all, { epoch: "e1", seq: 7 }));
  assert.equal(part(all, "agenda"), "six");
});

test("a message that tells several changes at once leaves no gap", () => {
  const { held } = acceptChange(begun(), change(9, "stage", "nine", { since: 5 }));
  assert.ok(!isBehind(held, { epoch: "e1", seq: 9 }));
});

test("a part announced without its state is owed until a snapshot brings it", () => {
  const announced = acceptChange(begun(), change(6, "agenda", undefined)).held;
  assert.ok(isBehind(announced, { epoch: "e1", seq: 6 }));
  const more = acceptChange(announced, change(6, "stage", "six")).held;
  assert.ok(isBehind(more, { epoch: "e1", seq: 6 }));
  const old = acceptSnapshot(more, snapshot(5, [["stage", 5, "five"], ["agenda", 3, "three"]])).held;
  assert.ok(isBehind(old, { epoch: "e1", seq: 6 }));
  const brought = acceptSnapshot(more, snapshot(6, [["stage", 6, "six"], ["agenda", 6, "new"]])).held;
  assert.equal(part(brought, "agenda"), "new");
  assert.ok(!isBehind(brought, { epoch: "e1", seq: 6 }));
});

test("a part that a full snapshot no longer lists is gone", () => {
  const { held, changed } = acceptSnapshot(begun(), snapshot(6, [["stage", 5, "five"]]));
  assert.equal(part(held, "agenda"), null);
  assert.deepEqual(changed, ["agenda"]);
});

function permutations(list) {
  if (list.length < 2) return [list];
  return list.flatMap((each, i) =>
    permutations([...list.slice(0, i), ...list.slice(i + 1)]).map((rest) => [each, ...rest]),
  );
}
