/** What a form says, as the API reads it. */

/**
 * Return the values of a form's fields as an object for JSON.
 *
 * `data-type` on a field says how its text is read: "integer", "boolean", "instant" (a local
 * date and time of the field's `data-offset`, minutes east of UTC; else of the browser), "fields"
 * (JSON of several fields, as the options of a choice hold them, in the place of this one). A
 * checkbox without a type is a boolean, or a list where several share a name or its type is "list".
 * An empty optional
 * field is null; a field in a `data-omit-empty` form is left away instead.
 *
 * @param {Iterable<object>} fields name, value, type, checked, dataset, disabled of each
 * @param {boolean} omitEmpty
 */
export function valuesOf(fields, omitEmpty = false) {
  const list = Array.from(fields).filter(
    (field) => field.name && !field.disabled && !/^(submit|button|reset|file)$/.test(field.type),
  );
  const values = {};
  for (const field of list) {
    const shared = list.filter((other) => other.name === field.name);
    if (field.type === "radio" && !field.checked) continue;
    if (field.type === "checkbox" && (shared.length > 1 || field.dataset.type === "list")) {
      values[field.name] = values[field.name] || [];
      if (field.checked) values[field.name].push(field.value);
      continue;
    }
    const value = valueOf(field);
    if (field.dataset.type === "fields") {
      Object.assign(values, value);
      continue;
    }
    if (value === null && omitEmpty) continue;
    values[field.name] = value;
  }
  return values;
}

function valueOf(field) {
  if (field.type === "checkbox") return field.checked;
  const text = field.value.normalize("NFC").trim();
  if (text === "") return null;
  const kind = field.dataset.type || (field.type === "number" ? "number" : "text");
  if (kind === "integer") return Number.parseInt(text, 10);
  if (kind === "number") return Number(text);
  if (kind === "fields") return JSON.parse(text);
  if (kind === "boolean") return text === "true";
  if (kind === "instant") return instant(text, field.dataset.offset);
  return text;
}

/** Return "2026-11-21T08:00" at an offset in minutes as an ISO instant of UTC. */
export function instant(local, offsetMinutes) {
  if (offsetMinutes === undefined || offsetMinutes === "") return new Date(local).toISOString();
  const asUtc = Date.parse(`${local.length === 16 ? `${local}:00` : local}Z`);
  return new Date(asUtc - Number(offsetMinutes) * 60000).toISOString();
}
