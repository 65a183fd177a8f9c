import assert from "node:assert/strict";
import { test } from "node:test";

import { leastOf, slideForms } from "../../app/static/src/live/slide_forms.js";
import { paragraphsOf } from "../../app/static/src/live/slide_text.js";

const auto = (more = {}) => slideForms({ remembered: null, ...more });

test("a good network gets the picture, and nothing needs saying", () => {
  const forms = auto();
  for (let times = 0; times < 5; times += 1) forms.heard("picture", 300);
  assert.equal(forms.form(), "picture");
  assert.equal(forms.reason(), "");
});

test("a picture that does not come makes the next one small, a small one that does not, text", () => {
  const forms = auto();
  forms.heard("picture", Infinity);
  assert.equal(forms.form(), "small");
  assert.equal(forms.reason(), "slow");
  forms.heard("small", Infinity);
  assert.equal(forms.form(), "text");
});

test("small pictures that come quickly bring the clear ones back", () => {
  const forms = auto();
  forms.heard("picture", 9000);
  for (let times = 0; times < 3; times += 1) forms.heard("small", 200);
  assert.equal(forms.form(), "small");
  forms.heard("small", 200);
  assert.equal(forms.form(), "picture");
});

test("hope that was in vain comes back later each time", () => {
  const forms = auto();
  const times = [];
  for (let round = 0; round < 6; round += 1) {
    forms.heard("picture", Infinity);
    let count = 0;
    while (forms.form() !== "picture") {
      forms.heard("small", 100);
      count += 1;
    }
    times.push(count);
  }
  assert.deepEqual(times, [4, 8, 16, 16, 16, 16]);
  forms.heard("picture", 200);
  forms.heard("picture", Infinity);
  forms.heard("small", 100);
  forms.heard("small", 100);
  forms.heard("small", 100);
  assert.equal(forms.form(), "small");
  forms.heard("small", 100);
  assert.equal(forms.form(), "picture");
});

test("from the words back to small pictures when one came in good time", () => {
  const forms = auto();
  forms.heard("small", Infinity);
  forms.heard("small", 3500);
  assert.equal(forms.form(), "text");
  forms.heard("small", 1500);
  assert.equal(forms.form(), "small");
});

test("what was chosen by hand stays, whatever the network does", () => {
  const forms = slideForms({ remembered: "picture", floor: () => 2 });
  forms.heard("picture", Infinity);
  assert.equal(forms.form(), "picture");
  assert.equal(forms.reason(), "");
  forms.choose("text");
  assert.equal(forms.form(), "text");
  forms.choose("auto");
  assert.equal(forms.isAuto(), true);
  assert.equal(slideForms({ remembered: "nonsense" }).chosen(), "auto");
});

test("the browser's word counts before anything was measured", () => {
  assert.equal(leastOf(undefined), 0);
  assert.equal(leastOf({ effectiveType: "4g", saveData: true }), 1);
  assert.equal(leastOf({ effectiveType: "2g" }), 1);
  assert.equal(leastOf({ effectiveType: "slow-2g" }), 2);
  const forms = auto({ floor: () => 1 });
  assert.equal(forms.form(), "small");
  assert.equal(forms.reason(), "saving");
});

test("lines that were broken for a wide page become paragraphs", () => {
  const text = [
    "Kết quả nhiệm kỳ",
    "- Mở rộng mặt trận đoàn kết, tập hợp thanh niên ở mọi",
    "thôn bản",
    "- Chuyển đổi số",
    "1. Phương hướng",
  ].join("\n");
  assert.deepEqual(paragraphsOf(text), [
    "Kết quả nhiệm kỳ",
    "- Mở rộng mặt trận đoàn kết, tập hợp thanh niên ở mọi thôn bản",
    "- Chuyển đổi số",
    "1. Phương hướng",
  ]);
  assert.deepEqual(paragraphsOf(""), []);
});
