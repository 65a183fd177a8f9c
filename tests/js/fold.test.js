import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { findHits, fold, foldWithMap, markedPieces } from "../../app/static/src/reader/fold.js";
import { matchingWords } from "../../app/static/src/reader/matches.js";

const vectors = JSON.parse(readFileSync(new URL("../vectors/fold.json", import.meta.url)));
const textOfHits = (text, query) => findHits(text, query).map(([from, to]) => text.slice(from, to));

test("the browser folds as the server does", () => {
  for (const { text, folded } of vectors) assert.equal(fold(text), folded, JSON.stringify(text));
});

test("letter by letter it folds alike, and leads back to the original", () => {
  for (const { text, folded } of vectors) {
    const mapped = foldWithMap(text);
    assert.equal(mapped.origin.length, mapped.folded.length);
    assert.equal(mapped.folded, folded);
  }
});

test("a query without accents finds the accented words, and only where words begin", () => {
  const text = "Đại hội của đại biểu; hội trường không phải đại-hội.";
  assert.deepEqual(textOfHits(text, "dai hoi"), ["Đại hội", "đại-hội"]);
  assert.deepEqual(textOfHits("hội trường, đại biểu", "dai hoi"), ["hội", "đại"]);
  assert.deepEqual(textOfHits("thanh niên", "anh"), []);
  assert.deepEqual(textOfHits("Đại hội".normalize("NFD"), "dai").map((hit) => hit.normalize("NFC")), ["Đại"]);
});

test("what is typed is never read as a pattern", () => {
  assert.deepEqual(textOfHits("a.b (c)", ".*"), []);
  assert.deepEqual(textOfHits("a.b (c)", "(c"), ["c"]);
});

test("marked pieces are the whole text in order", () => {
  const text = "Báo cáo chính trị của đại hội";
  const pieces = markedPieces(text, "chinh tri");
  assert.equal(pieces.map((piece) => piece.text).join(""), text);
  assert.deepEqual(pieces.filter((piece) => piece.hit).map((piece) => piece.text), ["chính trị"]);
});

test("on a page a phrase counts before its words", () => {
  const words = ["Đại", "biểu", "dự", "Đại", "hội,", "hội", "trường"];
  assert.deepEqual([...matchingWords(words, "dai hoi")], [3, 4]);
  assert.deepEqual([...matchingWords(words, "truong hoi")], [4, 5, 6]);
  assert.deepEqual([...matchingWords(words, "")], []);
});
