/** The roster: search as you type, choosing several people, importing, undoing. */
import { readData } from "../dom.js";
import { wireImport } from "../office/roster_import.js";
import { wireList } from "../office/roster_list.js";
import { wireSelection } from "../office/roster_selection.js";
import { offerUndo, undo, undoneSentence } from "../office/undo.js";
import { toast } from "../overlay.js";

const words = readData("words");
const told = readData("roster-data");
const { offline } = readData("form-words");
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

if (form) {
  const parts = { selection: null };
  const list = wireList(form, told, words, () => parts.selection && parts.selection.keep());
  if (told.mayManage) parts.selection = wireSelection(list, told, words, offline);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || /INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName)) return;
    event.preventDefault();
    document.getElementById("find").focus();
  });
}
if (importForm) wireImport(importForm, words, offline);

async function takeBack(id) {
  try {
    toast(undoneSentence(await undo(`${told.api}/roster/steps/${id}`, offline), words));
    window.setTimeout(() => window.location.assign(told.here), 1200);
  } catch (error) {
    toast(error.message || offline);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-undo]");
  if (!button) return;
  button.disabled = true;
  takeBack(button.dataset.undo);
});

const removed = new URLSearchParams(window.location.search).get("removed");
if (removed && /^\d+$/.test(removed)) {
  window.history.replaceState(null, "", told.here);
  offerUndo(words.removed.replace("{count}", "1"), words.undo, () => takeBack(removed));
}
