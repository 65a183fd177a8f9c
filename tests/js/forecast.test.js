import assert from "node:assert/strict";
import { test } from "node:test";

import { forecast, isElsewhen } from "../../app/static/src/live/forecast.js";

const at = (clock) => Date.parse(`2026-11-22T${clock}:00Z`);
const iso = (clock) => new Date(at(clock)).toISOString();

function item(id, clock, minutes, more = {}) {
  return { id, session_id: 1, starts_at: iso(clock), minutes, state: "planned", ...more };
}

function morning(...items) {
  const sessions = [
    { id: 1, starts_at: iso("08:00") },
    { id: 2, starts_at: iso("13:30") },
  ];
  return { sessions, items };
}

const clocks = ({ starts }) =>
  Object.fromEntries(
    Array.from(starts, ([id, ms]) => [id, new Date(ms).toISOString().slice(11, 16)]),
  );

test("nothing is foretold while nothing is on", () => {
  const { lateMinutes, starts, pace } = forecast(morning(item(1, "08:00", 10)), at("09:00"));
  assert.equal(lateMinutes, 0);
  assert.equal(starts.size, 0);
  assert.equal(pace, null);
});

test("what began late ends late, and moves what follows by as much", () => {
  const agenda = morning(
    item(1, "08:00", 30, { state: "current", started_at: iso("08:12") }),
    item(2, "08:30", 15),
    item(3, "08:45", 15),
  );
  const found = forecast(agenda, at("08:20"));
  assert.equal(found.lateMinutes, 12);
  assert.deepEqual(clocks(found), { 2: "08:42", 3: "08:57" });
  assert.deepEqual(found.pace, { passed: 8, minutes: 30 });
  assert.ok(isElsewhen(agenda.items[1], found.starts.get(2)));
});

test("past its minutes an item grows later with every minute", () => {
  const agenda = morning(
    item(1, "08:00", 30, { state: "current", started_at: iso("08:00") }),
    item(2, "08:30", 15),
  );
  assert.equal(forecast(agenda, at("08:29")).lateMinutes, 0);
  assert.equal(forecast(agenda, at("08:41")).lateMinutes, 11);
  assert.deepEqual(clocks(forecast(agenda, at("08:41"))), { 2: "08:41" });
});

test("a hall that is early says so", () => {
  const agenda = morning(
    item(1, "08:00", 30, { state: "done" }),
    item(2, "08:30", 15, { state: "current", started_at: iso("08:20") }),
    item(3, "08:45", 15),
  );
  const found = forecast(agenda, at("08:21"));
  assert.equal(found.lateMinutes, -10);
  assert.deepEqual(clocks(found), { 3: "08:35" });
});

test("what was passed over or left out takes no time and gets no hour", () => {
  const agenda = morning(
    item(1, "08:00", 30),
    item(2, "08:30", 15, { state: "current", started_at: iso("08:30") }),
    item(3, "08:45", 15, { state: "skipped" }),
    item(4, "09:00", 15),
  );
  assert.deepEqual(clocks(forecast(agenda, at("08:31"))), { 4: "08:45" });
});

test("a later session keeps its hour until the one before it runs into it", () => {
  const on = (minutes) =>
    morning(
      item(1, "08:00", minutes, { state: "current", started_at: iso("08:00") }),
      item(2, "13:30", 20, { session_id: 2 }),
    );
  assert.deepEqual(clocks(forecast(on(60), at("08:10"))), { 2: "13:30" });
  assert.deepEqual(clocks(forecast(on(60), at("13:45"))), { 2: "13:45" });
});

test("two minutes are not worth a word", () => {
  const planned = item(2, "08:30", 15);
  assert.ok(!isElsewhen(planned, at("08:32")));
  assert.ok(isElsewhen(planned, at("08:33")));
  assert.ok(!isElsewhen(planned, undefined));
});
