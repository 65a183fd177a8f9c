/** What the desk takes for a badge, and whom it finds. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { findPeople, kindOfEntry, searchable } from "../../app/static/src/office/desk_people.js";

const people = searchable([
  { id: 1, number: "001", name: "Đặng Thị Ánh", delegation: "Đoàn Huyện" },
  { id: 2, number: "010", name: "Trần Văn Bình", delegation: "Đoàn Thị xã" },
  { id: 3, number: "01", name: "Hồ Thị Bích", delegation: "Đoàn Huyện" },
]);

function found(query) {
  return findPeople(people, query).map((delegate) => delegate.id);
}

test("names are found by the beginnings of their words, without accents, in any order", () => {
  assert.deepEqual(found("anh dang"), [1]);
  assert.deepEqual(found("bi"), [2, 3]);
  assert.deepEqual(found("ình"), []);
});

test("a delegation narrows down", () => {
  assert.deepEqual(found("huyen bich"), [3]);
});

test("whoever has exactly this number comes first", () => {
  assert.deepEqual(found("01"), [3, 2]);
});

test("nothing typed finds nobody", () => {
  assert.deepEqual(found("  "), []);
});

test("an address or a bare code is a badge", () => {
  assert.equal(kindOfEntry("http://192.168.1.5:8000/b/abcdEFGH23456789"), "badge");
  assert.equal(kindOfEntry(" abcdEFGH23456789 "), "badge");
});

test("a number or a name is not a badge", () => {
  assert.equal(kindOfEntry("017"), "words");
  assert.equal(kindOfEntry("Nguyễn Thị Lan"), "words");
});

test("an address with letters that no code has came through a Vietnamese keyboard", () => {
  assert.equal(kindOfEntry("http://192.168.1.5/b/ăbcdê2345"), "disturbed");
  assert.equal(kindOfEntry("hơttp://192.168.1.5/b/abcd2345"), "disturbed");
  assert.equal(kindOfEntry("http://192.168.1.5/b/Abcd23456789efg"), "disturbed"); // one letter eaten
  assert.equal(kindOfEntry("http://192.168.1.5/b/Abcd23456789efgh"), "badge");
});
