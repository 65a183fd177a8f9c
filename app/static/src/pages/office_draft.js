/** A list on its way into the roster: verdicts, putting right, importing, and undoing that. */
import { element, fill, readData, say, setText } from "../dom.js";
import { send } from "../forms/send.js";
import { drawColumns } from "../office/draft_columns.js";
import { CHIPS, drawRows } from "../office/draft_rows.js";
import { undo, undoneSentence } from "../office/undo.js";
import { openDialog, toast } from "../overlay.js";

const ASK_MS = 600;
const ORDER = ["refused", "warning", "update", "new"];
const words = readData("words");
const told = readData("draft-data");
const { offline } = readData("form-words");
const byId = (id) => document.getElementById(id);
const datalist = element(
  "datalist",
  { id: "draft-delegations" },
  told.delegations.map((name) => element("option", { value: name })),
);
document.body.appendChild(datalist);

let verdict = "";
let shown = 0;

async function ask(method, path, body = null) {
  byId("draft-problem").hidden = true;
  byId("draft").setAttribute("aria-busy", "true");
  const answer = await send({ method, url: told.url + path, body }).catch(() => null);
  byId("draft").removeAttribute("aria-busy");
  if (answer && answer.status < 300) return answer.said;
  setText(byId("draft-problem"), (answer && answer.said.detail) || offline);
  byId("draft-problem").hidden = false;
  return null;
}

async function look(start = 0) {
  const draft = await ask("GET", `/rows?q=${verdict}&before=${start}`);
  if (draft) show(draft, start);
}

async function fix(row, fixes) {
  const draft = await ask("PUT", `/rows/${row.place}?q=${verdict}`, fixes);
  if (!draft) return;
  show(draft, 0);
  const [name] = Object.keys(fixes);
  const again = document.querySelector(`[data-place="${row.place}"] [data-field="${name}"]`);
  if (again) again.focus();
}

async function choose(sheet, column, meaning) {
  const draft = await ask("PUT", `/columns?q=${verdict}`, { sheet, column, meaning });
  if (draft) show(draft, 0);
}

function show(draft, start) {
  const { counts } = draft;
  // A verdict that no row has any more shows all again.
  if (verdict && counts[verdict] === 0 && start === 0) {
    verdict = "";
    look();
    return;
  }
  byId("draft-work").hidden = false;
  const all = ORDER.reduce((sum, name) => sum + counts[name], 0);
  const tabs = [["", words.all, all, "chip"]].concat(
    ORDER.map((name) => [name, words.verdicts[name], counts[name], CHIPS[name]]),
  );
  fill(
    byId("draft-verdicts"),
    tabs.filter(([name, , count]) => count > 0 || name === "").map(([name, label, count, chip]) =>
      element(
        "button",
        {
          type: "button",
          class: `button button-plain verdict ${chip}`,
          "data-verdict": name || "all",
          "aria-pressed": name === verdict ? "true" : "false",
          onclick: () => {
            verdict = name;
            look();
          },
        },
        `${label}: ${count}`,
      ),
    ),
  );
  drawColumns(byId("draft-sheets"), draft.sheets, told, words, choose);
  if (draft.sheets.every((sheet) => !sheet.is_list)) byId("draft-columns").open = true;
  drawRows(byId("draft-rows"), draft.page, start, told, words, fix);
  shown = start + draft.page.length;
  byId("draft-more").hidden = shown >= draft.of;
  const good = counts.new + counts.update + counts.warning;
  setText(byId("draft-go"), good ? say(words.importThem, { count: good }) : words.nothing);
  byId("draft-go").disabled = good === 0;
  byId("draft-rest").hidden = counts.refused === 0;
}

/** Follow an import until it ends; the page may be reloaded meanwhile. */
async function follow() {
  const answer = await send({ method: "GET", url: told.url, body: null }).catch(() => null);
  const draft = answer && answer.status === 200 ? answer.said : { state: "waiting", progress: 0 };
  const isBusy = draft.state === "waiting" || draft.state === "working";
  byId("draft-progress").hidden = !isBusy;
  byId("draft-done").hidden = draft.state !== "done";
  if (isBusy) {
    byId("draft-work").hidden = true;
    const done = { done: draft.progress, all: told.rows };
    const judging = draft.progress ? say(words.working, done) : words.judging;
    setText(byId("draft-state"), draft.state === "waiting" ? words.waiting : judging);
    const share = Math.min(draft.progress / Math.max(told.rows, 1), 1);
    document.querySelector("#draft-progress .progress span").style.width = `${100 * share}%`;
    window.setTimeout(follow, ASK_MS);
  } else if (draft.state === "done") {
    byId("draft-work").hidden = true;
    byId("draft-undo").dataset.step = draft.step_id || "";
    byId("draft-undo").hidden = !draft.step_id;
  } else {
    await look();
    if (draft.state === "failed") {
      setText(byId("draft-problem"), words.failed);
      byId("draft-problem").hidden = false;
    }
  }
}

byId("draft-more").addEventListener("click", () => look(shown));
byId("draft-go").addEventListener("click", async () => {
  if (await ask("POST", "/import")) follow();
});
byId("draft-stop").addEventListener("click", () => ask("DELETE", "/import"));
byId("draft-undo").addEventListener("click", async (event) => {
  event.target.disabled = true;
  try {
    const step = await undo(`${told.steps}/${event.target.dataset.step}`, offline);
    toast(undoneSentence(step, words));
    window.setTimeout(() => window.location.assign(told.here), 1500);
  } catch (error) {
    toast(error.message);
    event.target.disabled = false;
  }
});
byId("draft-drop").addEventListener("click", () => {
  const yes = async () => {
    close();
    if ((await ask("DELETE", "")) !== null) window.location.assign(told.here);
  };
  const close = openDialog(
    words.drop,
    element(
      "div",
      { class: "button-row" },
      element("button", { type: "button", class: "button button-danger", onclick: yes }, words.dropIt),
      element("button", { type: "button", class: "button button-plain", onclick: () => close() }, words.cancel),
    ),
  );
});

follow();
