/** Reporting an absence: usual reasons under the thumb, own words, who comes instead. */
import { element, say, setText } from "../dom.js";
import { send } from "../forms/send.js";
import { openDialog, toast } from "../overlay.js";

const LIMIT_MS = 15000;

/** Ask why `person` will not come and send it; onDone() is called once the server has it. */
export function reportAbsence({ person, board, url, words, onDone }) {
  const report = person.state === "reported" ? person.report : null;
  const reason = element("textarea", { id: "absence-reason", maxlength: 300, rows: 2, required: true });
  reason.value = report ? report.reason : "";
  const usual = words.usual.map((text) => {
    const press = () => {
      reason.value = text;
      mark();
    };
    return element("button", { type: "button", class: "button button-plain", onclick: press }, text);
  });
  const mark = () =>
    usual.forEach((each) =>
      each.setAttribute("aria-pressed", String(each.textContent === reason.value)),
    );
  reason.addEventListener("input", mark);
  mark();
  const substitute = substituteField(person, board, { words, report });
  const problem = element("p", { class: "notice notice-bad", role: "alert", hidden: true });
  const submit = element("button", { class: "button button-wide" }, words.send);
  const form = element(
    "form",
    { class: "stack", novalidate: true, onsubmit },
    element("div", { class: "button-row", role: "group", "aria-label": words.usualHeading }, usual),
    element(
      "div",
      { class: "field" },
      element("label", { for: reason.id }, words.reason),
      reason,
    ),
    substitute && substitute.field,
    problem,
    submit,
    element(
      "button",
      { type: "button", class: "button button-plain button-wide", onclick: () => close() },
      words.cancel,
    ),
  );
  const close = openDialog(say(words.heading, { name: person.name }), form);
  usual[0].focus();

  function fail(sentence) {
    setText(problem, sentence);
    problem.hidden = false;
    submit.disabled = false;
  }

  async function onsubmit(event) {
    event.preventDefault();
    const text = reason.value.trim();
    if (text === "") {
      fail(words.noReason);
      reason.focus();
      return;
    }
    submit.disabled = true;
    problem.hidden = true;
    const body = { delegate_id: person.id, session_id: board.session_id, reason: text };
    if (substitute && substitute.value()) body.substitute_id = Number(substitute.value());
    const answer = await send({ method: "POST", url, body, limitMs: LIMIT_MS }).catch(() => null);
    if (answer === null) fail(words.offline);
    else if (answer.status >= 300) fail(answer.said.detail || words.offline);
    else {
      close();
      toast(words.sent);
      onDone();
    }
  }
}

function substituteField(person, board, { words, report }) {
  const found = board.candidates.filter((each) => each.id !== person.id);
  if (found.length === 0) return null;
  const option = (value, text, isChosen) => element("option", { value, selected: isChosen }, text);
  const select = element(
    "select",
    { id: "absence-substitute" },
    option("", words.noSubstitute, false),
    found.map((each) => option(each.id, each.name, report && report.substitute === each.name)),
  );
  const label = element("label", { for: select.id }, words.substitute);
  return {
    field: element("div", { class: "field" }, label, select),
    value: () => select.value,
  };
}
