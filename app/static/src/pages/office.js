/** What every page of the office does: forms that call the API. */
import { readData } from "../dom.js";
import { wireForms } from "../forms/forms.js";

wireForms(document, readData("form-words"));

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
