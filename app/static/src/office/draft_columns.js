/** What each column of a list is taken for, to be chosen where the heading was not understood. */
import { element, fill, say } from "../dom.js";

/** Draw the sheets' columns; `choose(sheet, column, meaning)` is called with a choice. */
export function drawColumns(parent, sheets, told, words, choose) {
  fill(
    parent,
    sheets.map((sheet) =>
      element(
        "div",
        { class: "stack" },
        sheets.length > 1 && element("h3", {}, say(words.sheet, { name: sheet.name })),
        !sheet.is_list && element("p", { class: "notice" }, words.notAList),
        element(
          "div",
          { class: "column-grid" },
          sheet.columns.map((column) => columnField(sheet, column, told, words, choose)),
        ),
      ),
    ),
  );
}

function columnField(sheet, column, told, words, choose) {
  const id = `column-${sheet.sheet}-${column.column}`;
  const select = element(
    "select",
    { id, onchange: () => choose(sheet.sheet, column.column, select.value) },
    Object.keys(told.meanings).map((name) =>
      element("option", { value: name, selected: name === column.meaning }, told.meanings[name]),
    ),
  );
  return element(
    "div",
    { class: column.meaning === "" ? "field column-open" : "field" },
    element("label", { for: id }, column.header || words.noHeader),
    select,
    column.examples.length > 0 &&
      element("span", { class: "hint" }, say(words.example, { text: column.examples.join(", ") })),
  );
}
