import assert from "node:assert/strict";
import { test } from "node:test";

import { joined, reflow } from "../../app/static/src/reader/reflow.js";

const LETTER = 0.01;
const PITCH = 0.021;

/** A page as the server tells it: lines of [text, {left, base, scale, columns}]. */
function page(...lines) {
  const words = [];
  let base = 0.1;
  for (const [text, { left = 0.13, at = null, scale = 1, columns = null } = {}] of lines) {
    base = at === null ? base + PITCH : at;
    let x = left;
    text.split(" ").forEach((word, i) => {
      if (columns) x = columns[i];
      const width = word.length * LETTER * scale;
      words.push([word, x, base - 0.012, width, 0.012]);
      x += width + LETTER * 0.8;
    });
  }
  return { text: lines.map(([text]) => text).join("\n"), words };
}

const FULL = "Năm năm qua tuổi trẻ tỉnh nhà đã đoàn kết xung kích tình nguyện mọi lĩnh vực";
const texts = (blocks) => blocks.map(({ kind, text }) => [kind, text]);

test("printed lines become paragraphs, clauses become headings", () => {
  const blocks = reflow(
    page(
      ["I. Bối cảnh và tình hình thanh niên"],
      [FULL, { at: 0.16 }],
      ["và đạt nhiều kết quả quan trọng."],
      [FULL],
      ["trên mọi mặt."],
    ),
  );
  assert.deepEqual(texts(blocks), [
    ["heading", "I. Bối cảnh và tình hình thanh niên"],
    ["paragraph", `${FULL} và đạt nhiều kết quả quan trọng.`],
    ["paragraph", `${FULL} trên mọi mặt.`],
  ]);
});

test("a number or a dash at the edge of a line is just the next word", () => {
  const blocks = reflow(page([FULL], ["96.400 lượt người – đông nhất từ trước đến nay"], [FULL]));
  assert.equal(blocks[0].text.startsWith(`${FULL} 96.400 lượt người`), true);
  const dash = reflow(page([FULL], ["– tiếng chiêng – tiếng sóng"]));
  assert.equal(dash.length, 1);
});

test("larger letters are a heading", () => {
  const blocks = reflow(page(["Báo cáo chính trị", { scale: 1.6 }], [FULL, { at: 0.2 }], [FULL]));
  assert.deepEqual(texts(blocks)[0], ["heading", "Báo cáo chính trị"]);
});

test("rows with columns stay a table with its place on the page", () => {
  const columns = [0.13, 0.5, 0.7, 0.85];
  const blocks = reflow(
    page(
      [FULL],
      ["Nămhọc 2023 2024 Cộng", { at: 0.2, columns }],
      ["Cây 482 575 1057", { columns }],
      ["Máu 119 128 247", { columns }],
      [FULL, { at: 0.32 }],
      ["đến nay."],
    ),
  );
  assert.deepEqual(blocks.map((block) => block.kind), ["paragraph", "table", "paragraph"]);
  assert.ok(blocks[1].top > 0.15 && blocks[1].bottom < 0.3);
  assert.match(blocks[1].text, /482 575/);
});

test("running heads and feet are left out", () => {
  const blocks = reflow(page(["Báo cáo chính trị Trang 2", { at: 0.96 }], [FULL, { at: 0.1 }]));
  assert.deepEqual(texts(blocks), [["paragraph", FULL]]);
});

test("a page without text has nothing to flow", () => {
  assert.deepEqual(reflow({ text: "", words: [] }), []);
});

test("hyphens of the print are undone, those of the language stay", () => {
  assert.equal(joined(["thông báo các docu\u00ad", "ment"]), "thông báo các document");
  assert.equal(joined(["đi bảy ki-", "lô-mét"]), "đi bảy ki-lô-mét");
  assert.equal(joined(["the docu-", "ment"]), "the document");
  assert.equal(joined(["kinh tế -", "xã hội"]), "kinh tế - xã hội");
});
