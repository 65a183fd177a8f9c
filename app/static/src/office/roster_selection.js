/** Choosing people in the roster, and changing or removing them together. */
import { element, say, setText } from "../dom.js";
import { send } from "../forms/send.js";
import { openDialog, toast } from "../overlay.js";
import { offerUndo, undo, undoneSentence } from "./undo.js";

const AT_ONCE = 200;

/** Wire the selection; `list` is what wireList returned. Returns {keep}: marks rows drawn anew. */
export function wireSelection(list, told, words, offline) {
  const bar = document.getElementById("selection");
  const table = document.querySelector("#roster tbody");
  const all = document.getElementById("choose-all");
  const chosen = new Set();
  let last = null;

  function tell() {
    bar.hidden = chosen.size === 0;
    setText(document.getElementById("chosen"), say(words.chosen, { count: chosen.size }));
    setText(all, say(words.chooseAll, { count: list.total() }));
    all.hidden = chosen.size >= list.total();
  }

  function keep() {
    for (const box of table.querySelectorAll("input")) {
      box.checked = chosen.has(Number(box.closest("tr").dataset.id));
    }
    tell();
  }

  function mark(box, wanted) {
    box.checked = wanted;
    const id = Number(box.closest("tr").dataset.id);
    if (wanted) chosen.add(id);
    else chosen.delete(id);
  }

  table.addEventListener("click", (event) => {
    const box = event.target;
    if (box.type !== "checkbox") return;
    const boxes = Array.from(table.querySelectorAll("input"));
    const here = boxes.indexOf(box);
    const from = event.shiftKey && last !== null ? Math.min(here, last) : here;
    const to = event.shiftKey && last !== null ? Math.max(here, last) : here;
    for (const each of boxes.slice(from, to + 1)) mark(each, box.checked);
    last = here;
    tell();
  });
  all.addEventListener("click", async () => {
    // Until it is known who all are, nothing may be done to the few who were chosen before.
    const buttons = Array.from(bar.querySelectorAll("button"));
    for (const button of buttons) button.disabled = true;
    const url = `${told.api}/roster/ids?${list.query()}`;
    const answer = await send({ method: "GET", url, body: null }).catch(() => null);
    for (const button of buttons) button.disabled = false;
    if (!answer || answer.status !== 200) {
      toast((answer && answer.said.detail) || offline);
      return;
    }
    for (const id of answer.said.ids) chosen.add(id);
    keep();
  });
  document.getElementById("clear-chosen").addEventListener("click", () => {
    chosen.clear();
    keep();
  });
  document.getElementById("change-chosen").addEventListener("click", askForChange);
  document.getElementById("remove-chosen").addEventListener("click", askForRemoval);

  function askForChange() {
    const form = changeForm(told, words);
    const close = openDialog(say(words.changeHeading, { count: chosen.size }), form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const body = wantedChange(form);
      close();
      if (Object.keys(body).length > 0) carryOut("change", body, words.changed);
    });
    form.querySelector("[data-close]").addEventListener("click", close);
  }

  function askForRemoval() {
    const yes = () => {
      close();
      carryOut("remove", {}, words.removed);
    };
    const buttons = [
      element("button", { type: "button", class: "button button-danger", onclick: yes }, words.remove),
      element("button", { type: "button", class: "button button-plain", onclick: () => close() }, words.cancel),
    ];
    const close = openDialog(
      say(words.removeHeading, { count: chosen.size }),
      element("p", {}, words.removeText),
      element("div", { class: "button-row" }, buttons),
    );
  }

  /** Send a few hundred at a time; each portion is done whole or not at all. */
  async function carryOut(what, body, sentence) {
    const ids = Array.from(chosen);
    const steps = [];
    let problem = "";
    for (let start = 0; start < ids.length && !problem; start += AT_ONCE) {
      const portion = { ...body, ids: ids.slice(start, start + AT_ONCE) };
      const request = { method: "POST", url: `${told.api}/roster/${what}`, body: portion };
      const answer = await send(request).catch(() => null);
      if (answer && answer.status === 200) steps.push(answer.said);
      else problem = (answer && answer.said.detail) || offline;
    }
    if (problem) toast(problem);
    else chosen.clear();
    list.refresh();
    if (steps.length === 0) return;
    const count = sum(steps, what === "remove" ? "removed" : "changed");
    const stay = sum(steps, "stay");
    const more = stay ? ` ${say(words.stayed, { count: stay })}` : "";
    offerUndo(say(sentence, { count }) + more, words.undo, () => takeBack(steps));
  }

  async function takeBack(steps) {
    try {
      const undone = [];
      for (const step of steps.slice().reverse()) {
        undone.push(await undo(`${told.api}/roster/steps/${step.id}`, offline));
      }
      toast(undoneSentence({ counts: { stay: sum(undone, "stay") } }, words));
    } catch (error) {
      toast(error.message);
    }
    list.refresh();
  }

  return { keep };
}

function sum(steps, name) {
  return steps.reduce((total, step) => total + (step.counts[name] || 0), 0);
}

function changeForm(told, words) {
  const units = (name, names) => {
    const options = names.map((each) => element("option", { value: each }, each));
    return element(
      "label",
      { class: "field" },
      words[name],
      element(
        "select",
        { name },
        element("option", { value: "leave" }, words.leaveAsIs),
        element("option", { value: "" }, words.none),
        options,
      ),
    );
  };
  const standings = Object.keys(told.standings).map((name) =>
    element("option", { value: name }, told.standings[name]),
  );
  const standing = element(
    "label",
    { class: "field" },
    words.standing,
    element("select", { name: "standing" }, element("option", { value: "leave" }, words.leaveAsIs), standings),
  );
  const seat = element(
    "label",
    { class: "choice" },
    element("input", { type: "checkbox", name: "seat" }),
    element("span", {}, words.clearSeat),
  );
  const buttons = element(
    "div",
    { class: "button-row" },
    element("button", { class: "button" }, words.save),
    element("button", { type: "button", class: "button button-plain", "data-close": true }, words.cancel),
  );
  const fields = [units("delegation", told.delegations), units("group", told.groups), standing, seat];
  return element("form", { class: "stack" }, fields, buttons);
}

function wantedChange(form) {
  const body = {};
  for (const name of ["delegation", "group", "standing"]) {
    const { value } = form.elements.namedItem(name);
    if (value !== "leave") body[name] = value;
  }
  if (form.elements.namedItem("seat").checked) body.seat = "";
  return body;
}
