/**
 * Forms that call the API: `<form data-api="POST /api/…" data-then="reload">`.
 *
 * data-then: reload · go:/office/{id} ({names} come from the answer) · clear · stay (default).
 * data-confirm: a question asked before anything is sent. data-omit-empty: empty fields are left
 * away. A form with a file field goes out as multipart, with a progress bar.
 * After an answer the form fires `answered` (event.detail is the answer) for a page's own script,
 * after a refusal `refused` (event.detail is the problem; preventDefault keeps the form silent).
 */
import { element, say, setText } from "../dom.js";
import { ordersSaved } from "../office/order.js";
import { openDialog, toast } from "../overlay.js";
import { send } from "./send.js";
import { valuesOf } from "./values.js";

/** Wire every form with data-api below `root`. `words` are the sentences of office.html. */
export function wireForms(root, words) {
  for (const form of root.querySelectorAll("form[data-api]")) wireForm(form, words);
}

function wireForm(form, words) {
  const problem = element("p", { class: "notice notice-bad", role: "alert", hidden: true });
  const bar = element("span");
  const progress = element("div", { class: "progress", hidden: true }, bar);
  const state = element("p", { class: "quiet small", role: "status", hidden: true });
  form.append(progress, state, problem);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.getAttribute("aria-busy") === "true") return;
    if (form.dataset.confirm) confirmFirst(form, words, submit);
    else submit();
  });

  async function submit() {
    const [method, url] = form.dataset.api.split(" ");
    setBusy(true);
    try {
      const body = bodyOf(form, method);
      const answer = await send({ method, url, body }, (fraction) => {
        progress.hidden = !(body instanceof FormData);
        bar.style.width = `${Math.round(100 * fraction)}%`;
        setText(state, say(words.uploading, { percent: Math.round(100 * fraction) }));
      });
      if (answer.status >= 200 && answer.status < 300) succeed(form, answer.said, words);
      else refuse(answer.said);
    } catch (error) {
      fail(words.offline);
    }
    setBusy(false);
  }

  function refuse(said) {
    const news = new CustomEvent("refused", { detail: said, bubbles: true, cancelable: true });
    if (form.dispatchEvent(news)) fail(said.detail || said.title || words.unexpected, said.fields);
  }

  function setBusy(busy) {
    form.setAttribute("aria-busy", String(busy));
    for (const button of form.querySelectorAll("button")) button.disabled = busy;
    state.hidden = !busy;
    if (busy) {
      problem.hidden = true;
      setText(state, words.sending);
      for (const field of form.elements) field.removeAttribute("aria-invalid");
    } else progress.hidden = true;
  }

  function fail(sentence, fields = {}) {
    const wrong = Object.keys(fields)
      .map((name) => form.elements.namedItem(name))
      .filter((field) => field && field.setAttribute);
    setText(problem, inLabels(wrong, fields) || sentence);
    problem.hidden = false;
    for (const field of wrong) field.setAttribute("aria-invalid", "true");
    if (wrong.length > 0) wrong[0].focus();
  }

  /** Where the server judged field by field: which, by what stands above them on the page. */
  function inLabels(wrong, fields) {
    const labels = wrong
      .map((field) => (field.labels && field.labels[0] ? field.labels[0].textContent.trim() : ""))
      .filter(Boolean);
    const isJudged = Object.keys(fields).some((name) => fields[name]);
    return isJudged && labels.length > 0 ? say(words.check, { fields: labels.join(", ") }) : "";
  }
}

function bodyOf(form, method) {
  if (method === "GET") return null;
  if (form.querySelector("input[type=file]")) return new FormData(form);
  return valuesOf(form.elements, form.dataset.omitEmpty !== undefined);
}

function confirmFirst(form, words, onYes) {
  const yes = form.querySelector("button[type=submit], button:not([type])");
  const close = openDialog(
    form.dataset.confirm,
    element(
      "div",
      { class: "button-row" },
      element(
        "button",
        {
          type: "button",
          class: "button",
          onclick() {
            close();
            onYes();
          },
        },
        yes.textContent,
      ),
      element(
        "button",
        { type: "button", class: "button button-plain", onclick: () => close() },
        words.cancel,
      ),
    ),
  );
}

function succeed(form, said, words) {
  const dialogs = document.querySelectorAll(".dialog").length;
  form.dispatchEvent(new CustomEvent("answered", { detail: said, bubbles: true }));
  const isShown = document.querySelectorAll(".dialog").length > dialogs;
  const then = form.dataset.then || "stay";
  if (then === "reload") ordersSaved().then(() => window.location.reload());
  else if (then.startsWith("go:")) window.location.href = say(then.slice(3), said);
  else {
    if (then === "clear") form.reset();
    // A dialog that the answer opened says it; a toast would lie over its buttons.
    if (!isShown) toast(form.dataset.done || words.done);
  }
}
