/** Parts of a page that are drawn by the server, fetched again after a change. */
import { readData } from "../dom.js";
import { wireForms } from "../forms/forms.js";

/**
 * Return refresh(): fetches this page and puts the parts with these ids in the place of the old
 * ones. What was unfolded stays so, and the focus stays where it was. `onFresh(part)` wires each.
 */
export function refreshed(ids, onFresh = () => {}) {
  const formWords = readData("form-words");
  for (const id of ids) onFresh(document.getElementById(id));

  return async function refresh() {
    const answer = await fetch(window.location.pathname, { credentials: "same-origin" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ids) {
      const old = document.getElementById(id);
      const next = document.importNode(page.getElementById(id), true);
      const open = Array.from(old.querySelectorAll("details[open][id]")).map((each) => each.id);
      const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
      old.replaceWith(next);
      for (const each of open) {
        const unfolded = document.getElementById(each);
        if (unfolded) unfolded.open = true;
      }
      wireForms(next, formWords);
      onFresh(next);
      const target = focused && document.getElementById(focused);
      if (target) target.focus();
    }
  };
}

/** Call `refresh` after every answer to a form with data-refresh. */
export function refreshAfterForms(refresh) {
  document.addEventListener("answered", (event) => {
    if (event.target.dataset.refresh !== undefined) refresh();
  });
}
