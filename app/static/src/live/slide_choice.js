/** The line that says in which form slides are shown, and the choice behind it. */
import { setText } from "../dom.js";
import { keep, kept } from "../reader/kept.js";
import { AUTO, leastOf, slideForms } from "./slide_forms.js";

const NAME = "slides-as";

/**
 * Open the choice in `holder` (live/phone.html). Returns {forms, say}: `say` writes the line anew;
 * `onChoice` is called when somebody chose.
 */
export function slideChoice(holder, { words, onChoice }) {
  const line = holder.querySelector("[data-form-line]");
  const choices = Array.from(holder.querySelectorAll("input"));
  const forms = slideForms({
    remembered: kept(NAME),
    floor: () => leastOf(navigator.connection),
  });

  function say() {
    const reason = forms.reason();
    const key = reason && forms.form() === "text" ? "slowText" : reason || forms.form();
    setText(line, words.slideForms[key]);
    holder.classList.toggle("is-saving", Boolean(reason));
    for (const each of choices) each.checked = each.value === forms.chosen();
  }

  for (const each of choices) {
    each.addEventListener("change", () => {
      forms.choose(each.value);
      keep(NAME, each.value === AUTO ? null : each.value);
      say();
      onChoice();
    });
  }
  say();
  return { forms, say };
}
