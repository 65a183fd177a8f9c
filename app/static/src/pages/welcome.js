/** The code on a card, typed by hand: with spaces, dashes or the whole address, it still opens. */
import { readData, setText } from "../dom.js";
import { codeAddress } from "../live/code.js";

const words = readData("words");
const form = document.getElementById("code");
const input = document.getElementById("code-text");
const problem = document.getElementById("code-problem");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const kind = form.querySelector("input[name=kind]:checked").value;
  const address = codeAddress(input.value, kind);
  if (address) {
    window.location.href = address;
    return;
  }
  setText(problem, words.wrongCode);
  input.setAttribute("aria-invalid", "true");
  input.focus();
});

input.addEventListener("input", () => {
  setText(problem, "");
  input.removeAttribute("aria-invalid");
});
