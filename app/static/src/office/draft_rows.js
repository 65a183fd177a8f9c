/** The rows of a list: each with its verdict, each cell a button that opens a field. */
import { element, fill, icon, say } from "../dom.js";
import { openDialog } from "../overlay.js";

export const CHIPS = {
  new: "chip chip-good",
  update: "chip",
  warning: "chip chip-warn",
  refused: "chip chip-bad",
};
const CELLS = ["number", "name", "birth_date", "sex", "delegation", "position", "standing", "seat"];

/** The site only where the congress meets in several places. */
function cellsOf(told) {
  return told.sites.length ? CELLS.concat("site") : CELLS;
}

/** Draw rows below `start`; `fix(row, fixes)` is called with what somebody put right. */
export function drawRows(table, page, start, told, words, fix) {
  const rows = page.map((row) => rowOf(row, told, words, fix));
  if (start === 0) fill(table, rows);
  else table.append(...rows.reduce((all, each) => all.concat(each), []));
}

function rowOf(row, told, words, fix) {
  const isOut = Boolean(row.fixed.left_out);
  const out = element(
    "button",
    {
      type: "button",
      class: isOut ? "button button-plain" : "button button-quiet button-round",
      "aria-label": isOut ? null : say(words.leaveOut, { row: row.row }),
      onclick: () => fix(row, { left_out: isOut ? null : "x" }),
    },
    isOut ? words.takeIn : icon("close"),
  );
  const line = element(
    "tr",
    { "data-place": row.place, class: row.reason ? "has-reason" : null },
    element("td", { class: "numbers", "data-label": words.row }, row.row),
    element("td", {}, element("span", { class: CHIPS[row.verdict] }, words.verdicts[row.verdict])),
    cellsOf(told).map((name) => cellOf(row, name, told, words, fix)),
    element("td", {}, out),
  );
  if (!row.reason) return [line];
  const span = element("td", { colspan: cellsOf(told).length + 1 }, row.reason);
  return [line, element("tr", { class: `reason reason-${row.verdict}` }, element("td", {}), element("td", {}), span)];
}

function cellOf(row, name, told, words, fix) {
  const text = shownText(row, name, told);
  const isDoubtful = row.doubtful.includes(name);
  const label = say(words.change, { field: told.labels[name], row: row.row });
  const state = isDoubtful ? `, ${words.unclear}` : "";
  const classes = ["cell", isDoubtful && "is-doubtful", isChanged(row, name) && "is-changed", name in row.fixed && "is-fixed"];
  return element(
    name === "name" ? "th" : "td",
    { scope: name === "name" ? "row" : null, "data-label": told.labels[name] },
    element(
      "button",
      {
        type: "button",
        class: classes.filter(Boolean).join(" "),
        "data-field": name,
        "aria-label": `${label}: ${text || words.empty}${state}`,
        onclick: () => openCell(row, name, told, words, fix),
      },
      text,
    ),
  );
}

function isChanged(row, name) {
  return row.changed.includes(name) || (name === "birth_date" && row.changed.includes("birth_year"));
}

function shownText(row, name, told) {
  if (name === "birth_date") return row.birth;
  const value = row[name] || "";
  return (choicesOf(name, told) || {})[value] || value;
}

function choicesOf(name, told) {
  if (name !== "site") return { sex: told.sexes, standing: told.standings }[name];
  return told.sites.reduce((all, each) => Object.assign(all, { [each]: each }), {});
}

function openCell(row, name, told, words, fix) {
  const id = "fix-field";
  const field = fieldOf(row, name, told, id);
  const heading = say(words.change, { field: told.labels[name], row: row.row });
  const buttons = element(
    "div",
    { class: "button-row" },
    element("button", { class: "button" }, words.save),
    name in row.fixed &&
      element("button", { type: "button", class: "button button-plain", onclick: () => end(null) }, words.asBefore),
    element("button", { type: "button", class: "button button-plain", onclick: () => close() }, words.cancel),
  );
  const form = element(
    "form",
    { class: "stack" },
    element("div", { class: "field" }, element("label", { for: id }, told.labels[name]), field),
    row.reason && element("p", { class: "hint" }, row.reason),
    buttons,
  );
  const close = openDialog(heading, form);
  field.focus();
  if (field.select) field.select();

  function end(text) {
    close();
    fix(row, { [name]: text });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    end(field.value.normalize("NFC").trim());
  });
}

function fieldOf(row, name, told, id) {
  const choices = choicesOf(name, told);
  if (choices) {
    const options = Object.keys(choices).map((each) =>
      element("option", { value: choices[each], selected: row[name] === each }, choices[each]),
    );
    return element("select", { id }, element("option", { value: "" }, "–"), options);
  }
  const value = row.fixed[name] !== undefined ? row.fixed[name] : shownText(row, name, told);
  const list = name === "delegation" ? "draft-delegations" : null;
  return element("input", { id, value, maxlength: 200, autocomplete: "off", list });
}
