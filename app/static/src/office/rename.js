/** Another name for a thing of a list, asked for in a dialog. */
import { element, setText } from "../dom.js";
import { send } from "../forms/send.js";
import { openDialog, toast } from "../overlay.js";

/** Wire every button with data-rename (the address) below `root`; `onDone` follows a change. */
export function wireRenaming(root, words, onDone) {
  for (const button of root.querySelectorAll("[data-rename]")) {
    button.addEventListener("click", () => ask(button.dataset, words, onDone));
  }
}

function ask({ rename, name }, words, onDone) {
  const field = element("input", { class: "input", id: "new-name", maxlength: 80, value: name });
  const problem = element("p", { class: "notice notice-bad", role: "alert", hidden: true });
  const form = element(
    "form",
    { class: "stack", novalidate: true },
    element("div", { class: "field" }, element("label", { for: "new-name" }, words.newName), field),
    problem,
    element(
      "div",
      { class: "button-row" },
      element("button", { class: "button" }, words.save),
      element("button", { type: "button", class: "button button-plain", onclick: () => close() }, words.cancel),
    ),
  );
  const close = openDialog(name, form);
  field.select();

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const body = { name: field.value };
    const answer = await send({ method: "PUT", url: rename, body }).catch(() => null);
    if (answer !== null && answer.status === 200) {
      close();
      toast(words.renamed);
      onDone();
      return;
    }
    setText(problem, answer === null ? words.offline : answer.said.detail);
    problem.hidden = false;
    field.focus();
  });
}
