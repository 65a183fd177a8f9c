/** Two entries side by side: choosing line by line what is right, then making one of them. */
import { element, readData, say, setText } from "../dom.js";
import { send } from "../forms/send.js";
import { openDialog } from "../overlay.js";

const words = readData("words");
const { offline } = readData("form-words");

for (const form of document.querySelectorAll("[data-pair]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form);
  });
}

function ask(form) {
  const taken = Array.from(form.querySelectorAll("input:checked"))
    .filter((each) => each.value === "other")
    .map((each) => each.name);
  const number = form.querySelectorAll("thead th")[2].textContent;
  const yes = () => {
    close();
    merge(form, taken);
  };
  const buttons = [
    element("button", { type: "button", class: "button", onclick: yes }, words.yes),
    element("button", { type: "button", class: "button button-plain", onclick: () => close() }, words.cancel),
  ];
  const close = openDialog(
    words.ask,
    element("p", {}, say(words.text, { number })),
    element("div", { class: "button-row" }, buttons),
  );
}

async function merge(form, take) {
  const body = { other_id: Number(form.dataset.other), take };
  const answer = await send({ method: "POST", url: form.dataset.merge, body }).catch(() => null);
  if (answer && answer.status === 200) {
    window.location.reload();
    return;
  }
  const problem = form.querySelector("[role=alert]");
  setText(problem, (answer && answer.said.detail) || offline);
  problem.hidden = false;
}
