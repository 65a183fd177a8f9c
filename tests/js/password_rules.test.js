/** The page and the server judge passwords alike. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { judge } from "../../app/static/src/office/password_rules.js";

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf-8"));
const rules = { shortest: 10, ...read("../../app/accounts/common_words.json") };

for (const { password, names, weakness } of read("../vectors/passwords.json")) {
  test(`${password} is ${weakness || "good"} for ${names}`, () => {
    const verdict = judge(password, names, rules);
    if (weakness) assert.equal(verdict, weakness);
    else assert.ok(["fair", "good", "strong"].includes(verdict), verdict);
  });
}

test("a longer passphrase is called stronger", () => {
  assert.equal(judge("x7kp2mqa9w", [], rules), "fair");
  assert.equal(judge("con trâu đi trước", [], rules), "good");
  assert.equal(judge("con trâu đi trước cái cày", [], rules), "strong");
});
