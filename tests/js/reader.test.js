import assert from "node:assert/strict";
import { test } from "node:test";

import { isInApp } from "../../app/static/src/reader/in_app.js";
import { filled, merged, openMarks } from "../../app/static/src/reader/marks.js";
import { matchingWords } from "../../app/static/src/reader/matches.js";
import { addressOf } from "../../app/static/src/reader/share.js";
import { scrollUnder, within } from "../../app/static/src/reader/zoom.js";

/** A phone with a memory of its own (`forbidden`: none), and a server that `answer`s. */
function phone({ forbidden = false, held = {}, answer = async () => ({ ok: false }) } = {}) {
  const timers = [];
  const localStorage = forbidden
    ? {
        getItem() {
          throw new Error("forbidden");
        },
        setItem() {
          throw new Error("forbidden");
        },
        removeItem() {
          throw new Error("forbidden");
        },
      }
    : {
        getItem: (name) => (name in held ? held[name] : null),
        setItem: (name, value) => {
          Object.defineProperty(held, name, { value, enumerable: true, configurable: true, writable: true });
        },
        removeItem: (name) => delete held[name],
      };
  globalThis.window = {
    localStorage: new Proxy(localStorage, {
      ownKeys: () => Object.keys(held),
      getOwnPropertyDescriptor: (_target, name) => Object.getOwnPropertyDescriptor(held, name),
    }),
    setTimeout: (work) => timers.push(work),
    clearTimeout: () => timers.splice(0),
    addEventListener: () => {},
  };
  globalThis.fetch = answer;
  return { held, timers };
}

const rest = () => new Promise((done) => setImmediate(done));
const json = (body) => ({ ok: true, json: async () => body });

test("what was not sent yet is never replaced; what was erased elsewhere goes", () => {
  const own = {
    2: { marked: true, text: "của tôi", at: 5, unsent: true },
    3: { marked: true, text: "cũ", at: 5, unsent: false },
    9: { marked: true, text: "đã xóa ở máy khác", at: 5, unsent: false },
  };
  const remote = [
    { page: 2, marked: false, text: "của máy kia" },
    { page: 3, marked: false, text: "mới" },
  ];
  const held = merged(own, remote);
  assert.deepEqual(filled(held), [
    { page: 2, marked: true, text: "của tôi" },
    { page: 3, marked: false, text: "mới" },
  ]);
});

test("a guest's notes stay on the phone and nothing is sent", async () => {
  let asked = 0;
  const { held } = phone({ answer: async () => (asked += 1) });
  const marks = openMarks({ keeper: null, place: "1:2", url: "/x", onChange() {} });
  marks.change(4, { marked: true, text: "xem lại" });
  await marks.send();
  assert.equal(asked, 0);
  assert.equal(marks.state(), "stored");
  assert.deepEqual(filled(JSON.parse(held["marks:phone:1:2"])), [
    { page: 4, marked: true, text: "xem lại" },
  ]);
});

test("where nothing can be kept it is said and reading goes on", () => {
  phone({ forbidden: true });
  const marks = openMarks({ keeper: null, place: "1:2", url: "/x", onChange() {} });
  marks.change(4, { marked: true, text: "" });
  assert.equal(marks.state(), "loose");
  assert.equal(marks.of(4).marked, true);
});

test("notes go with the badge, with their age and not with a clock", async () => {
  const sent = [];
  async function answer(url, options = {}) {
    if (!options.method) return json([]);
    const body = JSON.parse(options.body);
    sent.push([url, body]);
    return json({ page: 4, marked: body.marked, text: body.text });
  }
  const loose = { 4: { marked: true, text: "trước khi quét thẻ", at: Date.now() - 60000 } };
  const { held } = phone({ held: { "marks:phone:1:2": JSON.stringify(loose) }, answer });
  const marks = openMarks({ keeper: 7, place: "1:2", url: "/notes", onChange() {} });
  for (let i = 0; i < 8; i += 1) await rest();
  assert.equal(sent.length, 1);
  assert.equal(sent[0][0], "/notes/4");
  assert.ok(sent[0][1].age_seconds >= 60 && sent[0][1].age_seconds < 90);
  assert.equal(marks.state(), "sent");
  assert.equal("marks:phone:1:2" in held, false);
});

test("another badge's notes leave a shared phone, unless they wait to be sent", async () => {
  const safe = JSON.stringify({ 1: { marked: true, text: "", at: 1, unsent: false } });
  const owed = JSON.stringify({ 1: { marked: true, text: "", at: 1, unsent: true } });
  const { held } = phone({
    held: { "marks:5:1:2": safe, "marks:6:1:2": owed, "page:1:2": "3" },
    answer: async () => json([]),
  });
  openMarks({ keeper: 7, place: "1:2", url: "/notes", onChange() {} });
  await rest();
  assert.deepEqual(Object.keys(held).sort(), ["marks:6:1:2", "page:1:2"]);
});

test("without the network notes wait and say so", async () => {
  async function answer() {
    throw new Error("offline");
  }
  phone({ answer });
  const marks = openMarks({ keeper: 7, place: "1:2", url: "/notes", onChange() {} });
  marks.change(3, { marked: false, text: "ghi" });
  await marks.send();
  assert.equal(marks.state(), "stored");
  assert.equal(marks.of(3).text, "ghi");
});

test("what is under a finger stays under it", () => {
  assert.equal(scrollUnder({ scrolled: 100, held: 50, at: 50, factor: 2 }), 250);
  assert.equal(scrollUnder({ scrolled: 0, held: 50, at: 70, factor: 1 }), -20);
  assert.equal(within(9), 4);
  assert.equal(within(0.2), 1);
});

test("browsers of chat programs are known", () => {
  const android = "Mozilla/5.0 (Linux; Android 9; SM-A105F; wv) AppleWebKit/537.36 Chrome/70";
  assert.equal(isInApp(android), true);
  assert.equal(isInApp("Mozilla/5.0 (iPhone) AppleWebKit/605 Mobile/15E148 Zalo iOS/543"), true);
  assert.equal(isInApp("Mozilla/5.0 (iPhone) Mobile/15E [FBAN/MessengerForiOS;FBAV/400]"), true);
  assert.equal(isInApp("Mozilla/5.0 (iPhone) AppleWebKit/605 Safari/604.1"), false);
  assert.equal(isInApp("Mozilla/5.0 (iPhone) AppleWebKit/605", true), true);
  assert.equal(isInApp("Mozilla/5.0 (Linux; Android 9) Chrome/70.0 Mobile Safari/537.36"), false);
});

test("what is shared is the page's address, without what was searched", () => {
  const location = { origin: "http://10.0.0.2:8000", pathname: "/c/1/documents/2" };
  assert.equal(addressOf(location, 5), "http://10.0.0.2:8000/c/1/documents/2#page=5");
});

test("hits on the page: đ, decomposed accents, ligatures", () => {
  const words = ["Đại", "hội", "đại".normalize("NFD"), "biểu".normalize("NFD"), "ﬁnal", "Ðoàn"];
  assert.deepEqual([...matchingWords(words, "dai hoi")], [0, 1]);
  assert.deepEqual([...matchingWords(words, "ĐẠI BIỂU")], [2, 3]);
  assert.deepEqual([...matchingWords(words, "final")], [4]);
  assert.deepEqual([...matchingWords(words, "đoàn".normalize("NFD"))], [5]);
});
