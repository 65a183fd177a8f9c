/** Badges known by their hash, and what an answer says about an event. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";

import { isAbout, steady } from "../../app/static/src/office/desk_outbox.js";
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
