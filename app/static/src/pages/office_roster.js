/** The roster: instant search without accents among thousands of rows, and by delegation. */
import { readData, say, setText } from "../dom.js";
import { wireImport } from "../office/roster_import.js";
import { fold } from "../reader/fold.js";

const words = readData("words");
const form = document.getElementById("filter");
const importForm = document.getElementById("import-form");

/** Unfold what the address names: #add or #import. */
function unfold() {
  const named = document.getElementById(window.location.hash.slice(1));
  if (!named || named.tagName !== "DETAILS") return;
  named.open = true;
  named.scrollIntoView();
  named.querySelector("input").focus();
}
window.addEventListener("hashchange", unfold);
unfold();

if (form) wireFilter();
if (importForm) wireImport(importForm, words, readData("form-words").offline);

function wireFilter() {
  const find = document.getElementById("find");
  const ofDelegation = document.getElementById("of-delegation");
  const rows = Array.from(document.querySelectorAll("#roster tbody tr")).map((row) => ({
    row,
    of: row.dataset.of,
    // Everything but the state of the face: a person is looked for by what is on the badge.
    text: fold(Array.from(row.cells).slice(0, 6).map((cell) => cell.textContent).join(" ")),
    hidden: false,
  }));

  function filter() {
    const wanted = fold(find.value).split(/\s+/).filter(Boolean);
    const of = ofDelegation.value;
    let shown = 0;
    for (const each of rows) {
      const hidden =
        (of !== "" && each.of !== of) || !wanted.every((word) => each.text.includes(word));
      if (hidden !== each.hidden) each.row.hidden = hidden;
      each.hidden = hidden;
      if (!hidden) shown += 1;
    }
    const all = shown === rows.length;
    setText(
      document.getElementById("shown"),
      say(all ? words.all : words.shown, { shown, all: rows.length }),
    );
    document.getElementById("filter-none").hidden = shown > 0;
  }

  find.addEventListener("input", filter);
  ofDelegation.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
}
