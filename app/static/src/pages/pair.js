/** The office's code, typed or brought by its QR code, makes this browser a desk or a screen. */
import { readData, setText } from "../dom.js";
import { send } from "../forms/send.js";

const words = readData("words");
const form = document.getElementById("pair");
const input = document.getElementById("pair-code");
const problem = document.getElementById("pair-problem");
const button = form.querySelector("button");

// A code in the address is only filled in: a preview that opens links must not use it up.
input.value = window.location.hash.slice(1);
if (input.value) button.focus();
if (window.location.hash) window.history.replaceState(null, "", window.location.pathname);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const code = input.value.trim();
  if (code === "" || button.disabled) {
    refuse(words.empty);
    return;
  }
  button.disabled = true;
  const request = { method: "POST", url: "/api/pair/browser", body: { code } };
  const answer = await send(request).catch(() => null);
  if (answer !== null && answer.status === 200) {
    window.location.replace(answer.said.next);
    return;
  }
  button.disabled = false;
  refuse(answer === null ? words.offline : answer.said.detail);
});

function refuse(sentence) {
  setText(problem, sentence);
  input.setAttribute("aria-invalid", "true");
  input.focus();
}

input.addEventListener("input", () => {
  setText(problem, "");
  input.removeAttribute("aria-invalid");
});
