/** A password that can be looked at, and judged in words while one types. */
import { readData, setText } from "../dom.js";
import { judge } from "./password_rules.js";

/** Wire every password field of the page; `names` returns what the account is called. */
export function wirePasswords(names = () => []) {
  const words = readData("password-words");
  const rules = readData("password-rules");
  for (const button of document.querySelectorAll("[data-reveal]")) {
    button.addEventListener("click", () => reveal(button, words));
  }
  for (const field of document.querySelectorAll("[data-judged]")) {
    const strength = document.getElementById(`${field.id}-strength`);
    field.addEventListener("input", () => {
      const verdict = field.value === "" ? "" : judge(field.value, names(), rules);
      strength.dataset.verdict = verdict;
      setText(strength, verdict === "" ? "" : words[verdict]);
    });
  }
}

function reveal(button, words) {
  const field = document.getElementById(button.dataset.reveal);
  const isShown = field.type === "password";
  field.type = isShown ? "text" : "password";
  button.setAttribute("aria-pressed", String(isShown));
  setText(button, isShown ? words.hide : words.show);
  field.focus();
}
