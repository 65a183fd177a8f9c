/** What every page of the office does: forms that call the API. */
import { readData } from "../dom.js";
import { wireForms } from "../forms/forms.js";

wireForms(document, readData("form-words"));

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

// On a phone the menu is one row: the open entry is brought to its middle.
const open = document.querySelector(".menu [aria-current]");
if (open) {
  const menu = open.parentElement;
  menu.scrollLeft = open.offsetLeft - (menu.clientWidth - open.clientWidth) / 2;
}
