/** Parts of a page that are drawn by the server, fetched again after a change. */
import { readData } from "../dom.js";
import { wireForms } from "../forms/forms.js";
import { isBeingOrdered, ordersSaved } from "./order.js";

/**
 * Return refresh(): fetches this page and puts the parts with these ids in the place of the old
 * ones. What was unfolded stays so, what is being typed stays, and so does the focus.
 * `onFresh(part)` wires each.
 */
export function refreshed(ids, onFresh = () => {}) {
  const formWords = readData("form-words");
  for (const id of ids) onFresh(document.getElementById(id));

  return async function refresh() {
    const page = await fetched();
    if (!page) return;
    for (const id of ids) {
      const old = document.getElementById(id);
      const next = document.importNode(page.getElementById(id), true);
      const restore = rememberedUse(old);
      old.replaceWith(next);
      wireForms(next, formWords);
      onFresh(next);
      restore();
    }
  };
}

/** Fetch this page anew; an order that changes meanwhile is saved and the page fetched again. */
async function fetched() {
  let text = "";
  do {
    await ordersSaved();
    const answer = await fetch(window.location.pathname, { credentials: "same-origin" });
    if (!answer.ok) return null;
    text = await answer.text();
  } while (isBeingOrdered());
  return new DOMParser().parseFromString(text, "text/html");
}

/** Return a function that brings back what the reader did in a part that was replaced. */
function rememberedUse(part) {
  const open = Array.from(part.querySelectorAll("details[open][id]"), (each) => each.id);
  const typed = Array.from(part.querySelectorAll("[id]")).filter(isTouched);
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  return function restore() {
    for (const id of open) if (byId(id)) byId(id).open = true;
    for (const field of typed) {
      const next = byId(field.id);
      if (!next) continue;
      if (field.type === "file") next.files = field.files;
      else next.value = field.value;
    }
    if (focused && byId(focused)) byId(focused).focus();
  };
}

function isTouched(field) {
  if (field.type === "file") return field.files.length > 0;
  if (field.tagName === "SELECT") return !field.selectedOptions[0].defaultSelected;
  return "defaultValue" in field && field.value !== field.defaultValue;
}

function byId(id) {
  return document.getElementById(id);
}

/** Call `refresh` after every answer to a form with data-refresh. */
export function refreshAfterForms(refresh) {
  document.addEventListener("answered", (event) => {
    if (event.target.dataset.refresh === undefined) return;
    event.target.reset(); // what it said is on the server now, not being typed
    refresh();
  });
}
