import assert from "node:assert/strict";
import { test } from "node:test";

import {
  changesBetween,
  essence,
  sentenceOf,
  summaryOf,
} from "../../app/static/src/live/agenda_changes.js";
import { changeLog } from "../../app/static/src/live/change_log.js";

const SESSIONS = [
  { id: 1, title: "Phiên thứ nhất", starts_at: "2026-11-22T01:00:00Z", ends_at: "2026-11-22T04:30:00Z" },
  { id: 2, title: "Phiên thứ hai", starts_at: "2026-11-22T06:30:00Z", ends_at: "2026-11-22T10:00:00Z" },
];
const words = {
  severalChanges: "{count} thay đổi: {tallies}",
  tallies: { added: "thêm {count}", removed: "bỏ {count}", moved: "chuyển {count}", changed: "sửa {count}" },
  changes: {
    added: "Thêm: {title}",
    removed: "Bỏ: {title}",
    moved: "{title} chuyển sang sau {after}",
    sessionMoved: "{title}: {hours}",
  },
};
const times = { day: (iso) => iso.slice(8, 10), clock: (iso) => iso.slice(11, 16) };

function item(id, title, more = {}) {
  return {
    id,
    title,
    session_id: 1,
    parent_id: null,
    kind: title === "Giải lao" ? "break" : "report",
    minutes: 15,
    speaker: "",
    state: "planned",
    starts_at: `2026-11-22T0${id}:00:00Z`,
    ...more,
  };
}

const A = item(1, "Chào cờ");
const B = item(2, "Báo cáo kiểm điểm");
const PAUSE = item(3, "Giải lao");
const C = item(4, "Tham luận");

const agenda = (items, sessions = SESSIONS) => ({ sessions, items });
const changes = (before, after) =>
  changesBetween(essence(agenda(...before)), essence(agenda(...after)));

test("the hall that moves on, and clocks that move along, are no change", () => {
  const before = [A, B];
  const after = [
    { ...A, state: "done", started_at: "x" },
    { ...B, state: "current", starts_at: "2026-11-22T09:00:00Z" },
  ];
  assert.deepEqual(changes([before], [after]), []);
});

test("an item that was moved is told by what it now follows, and a break stays where it is", () => {
  const found = changes([[A, B, PAUSE]], [[A, PAUSE, B]]);
  assert.deepEqual(found, [{ kind: "moved", title: B.title, after: PAUSE.title }]);
  assert.equal(
    sentenceOf(found[0], { words, times }),
    "Báo cáo kiểm điểm chuyển sang sau Giải lao",
  );
});

test("one item that goes past many is one change", () => {
  const found = changes([[A, B, PAUSE, C]], [[C, A, B, PAUSE]]);
  assert.deepEqual(found, [{ kind: "movedFirst", title: C.title, place: SESSIONS[0].title }]);
});

test("an item in another session was moved there", () => {
  const other = item(9, "Bầu cử", { session_id: 2 });
  const found = changes([[A, B, other]], [[A, other, { ...B, session_id: 2 }]]);
  assert.deepEqual(found, [{ kind: "moved", title: B.title, after: other.title }]);
});

test("sub-items go with their item and are not told again", () => {
  const sub = item(5, "Câu hỏi", { parent_id: 2 });
  assert.deepEqual(
    changes([[A, B, sub, PAUSE]], [[A, PAUSE, B, sub]]).map(({ title }) => title),
    [B.title],
  );
});

test("added, taken out, skipped, taken in, renamed, lengthened, another speaker", () => {
  assert.deepEqual(changes([[A]], [[A, B]]), [{ kind: "added", title: B.title }]);
  assert.deepEqual(changes([[A, B]], [[A]]), [{ kind: "removed", title: B.title }]);
  const skipped = { ...B, state: "skipped" };
  assert.deepEqual(changes([[A, B]], [[A, skipped]]), [{ kind: "skipped", title: B.title }]);
  assert.deepEqual(changes([[A, skipped]], [[A, B]]), [{ kind: "takenIn", title: B.title }]);
  const other = { ...A, title: "Khai mạc", minutes: 20, speaker: "Lan" };
  assert.deepEqual(changes([[A]], [[other]]), [
    { kind: "renamed", before: A.title, title: "Khai mạc" },
    { kind: "speaker", title: "Khai mạc", speaker: "Lan" },
    { kind: "minutes", title: "Khai mạc", before: 15, minutes: 20 },
  ]);
});

test("a session that moves, comes or goes is told once, without its items", () => {
  const later = [SESSIONS[0], { ...SESSIONS[1], starts_at: "2026-11-22T07:00:00Z" }];
  const [moved] = changes([[A]], [[A], later]);
  assert.equal(sentenceOf(moved, { words, times }), "Phiên thứ hai: 22 07:00–10:00");
  const second = item(9, "Bầu cử", { session_id: 2 });
  const kinds = (...args) => changes(...args).map(({ kind }) => kind);
  assert.deepEqual(kinds([[A, second]], [[A], [SESSIONS[0]]]), ["sessionRemoved"]);
  assert.deepEqual(kinds([[A], [SESSIONS[0]]], [[A, second]]), ["sessionAdded"]);
  assert.deepEqual(changes([[], []], [[A, second]]), []);
});

test("several changes are summed up, one is told", () => {
  const several = changes([[A, B, PAUSE]], [[A, PAUSE, B, C, item(8, "Khen thưởng")]]);
  assert.equal(summaryOf(several, { words, times }), "3 thay đổi: thêm 2, chuyển 1");
  assert.equal(summaryOf(several.slice(1, 2), { words, times }), "Thêm: Tham luận");
});

function openLog(store = new Map(), clock = { ms: Date.parse("2026-11-22T02:00:00Z") }) {
  const log = changeLog({
    store: { read: () => store.get("log") || null, write: (text) => store.set("log", text) },
    now: () => clock.ms,
    dayOf: (ms) => new Date(ms).toISOString().slice(0, 10),
  });
  const stamp = { epoch: "e", seq: 1 };
  const hear = (state, seq = (stamp.seq += 1)) => log.hear(state, { epoch: "e", seq });
  return { log, hear, store, clock };
}

test("what follows before the reader took note is one entry, and put back it is none", () => {
  const { log, hear } = openLog();
  assert.deepEqual(hear(agenda([A, B, PAUSE, C])), { changes: [], isNew: false });
  hear(agenda([A, B, C, PAUSE]));
  const { changes: told, isNew } = hear(agenda([A, C, B, PAUSE]));
  assert.deepEqual(told, [{ kind: "moved", title: C.title, after: A.title }]);
  assert.ok(isNew);
  assert.equal(hear(agenda([{ ...A, state: "done" }, C, B, PAUSE])).isNew, false);
  assert.equal(log.entries().length, 1);
  assert.deepEqual(hear(agenda([A, B, PAUSE, C])).changes, []);
  assert.deepEqual(log.entries(), []);
});

test("after the reader took note the next change stands for itself", () => {
  const { log, hear } = openLog();
  hear(agenda([A]));
  hear(agenda([A, B]));
  log.rest();
  assert.deepEqual(hear(agenda([A, B, C])).changes, [{ kind: "added", title: C.title }]);
  assert.deepEqual(
    log.entries().map((entry) => entry.changes[0].title),
    [C.title, B.title],
  );
});

test("a phone that comes back hears of what it missed, and yesterday's entries are gone", () => {
  const { log, hear, store, clock } = openLog();
  hear(agenda([A]));
  hear(agenda([A, B]));
  clock.ms += 3600000;
  const { log: back, hear: hearAgain } = openLog(store, clock);
  assert.deepEqual(hearAgain(agenda([A, C]), 9).changes, [
    { kind: "added", title: C.title },
    { kind: "removed", title: B.title },
  ]);
  assert.equal(back.entries().length, 2);
  clock.ms += 24 * 3600000;
  assert.deepEqual(openLog(store, clock).log.entries(), []);
});

test("an older state out of the phone's own memory is no news", () => {
  const { hear, store, clock } = openLog();
  hear(agenda([A]), 5);
  hear(agenda([A, B]), 6);
  const again = openLog(store, clock);
  assert.deepEqual(again.hear(agenda([A]), 5).changes, []);
  assert.deepEqual(again.hear(agenda([A, B]), 6).changes, []);
  assert.deepEqual(again.hear(agenda([B]), 7).changes, [{ kind: "removed", title: A.title }]);
});

test("a store with something else in it is no store", () => {
  const { hear } = openLog(new Map([["log", "{}"]]));
  assert.deepEqual(hear(agenda([A])).changes, []);
});
