import assert from "node:assert/strict";
import { test } from "node:test";

import { instant, valuesOf } from "../../app/static/src/forms/values.js";

const field = (name, value, more = {}) => ({
  name,
  value,
  type: "text",
  checked: false,
  disabled: false,
  dataset: {},
  ...more,
});

test("text is trimmed and composed, empty is null", () => {
  const values = valuesOf([field("title", "  Đại hội ".normalize("NFD")), field("venue", " ")]);
  assert.deepEqual(values, { title: "Đại hội", venue: null });
});

test("empty fields can be left away", () => {
  assert.deepEqual(valuesOf([field("venue", ""), field("minutes", "0", { type: "number" })], true), {
    minutes: 0,
  });
});

test("numbers, booleans and choices get their types", () => {
  const values = valuesOf([
    field("minutes", "15", { dataset: { type: "integer" } }),
    field("party", "false", { type: "select-one", dataset: { type: "boolean" } }),
    field("consent", "on", { type: "checkbox", checked: true }),
    field("kind", "a", { type: "radio" }),
    field("kind", "b", { type: "radio", checked: true }),
    field("role", "desk", { type: "checkbox", checked: true }),
    field("role", "chair", { type: "checkbox" }),
  ]);
  assert.deepEqual(values, { minutes: 15, party: false, consent: true, kind: "b", role: ["desk"] });
});

test("a choice of several fields puts them in its own place", () => {
  const place = (value) => field("place", value, { type: "select-one", dataset: { type: "fields" } });
  const chosen = valuesOf([field("title", "Giải lao"), place('{"session_id":1,"after_id":0}')]);
  assert.deepEqual(chosen, { title: "Giải lao", session_id: 1, after_id: 0 });
  assert.deepEqual(valuesOf([field("title", "Giải lao"), place("")]), { title: "Giải lao" });
});

test("buttons, files, nameless and disabled fields say nothing", () => {
  const values = valuesOf([
    field("", "x"),
    field("go", "x", { type: "submit" }),
    field("file", "x", { type: "file" }),
    field("old", "x", { disabled: true }),
  ]);
  assert.deepEqual(values, {});
});

test("a local time of the venue becomes an instant, wherever the laptop thinks it is", () => {
  assert.equal(instant("2026-11-21T08:00", "420"), "2026-11-21T01:00:00.000Z");
  const values = valuesOf([
    field("starts_at", "2026-11-21T08:00", { dataset: { type: "instant", offset: "420" } }),
  ]);
  assert.equal(values.starts_at, "2026-11-21T01:00:00.000Z");
});
