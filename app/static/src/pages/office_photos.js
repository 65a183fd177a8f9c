/** A ZIP of photographs: how far the worker is, and what became of each file. */
import { element, fill, readData, say, setText } from "../dom.js";
import { send } from "../forms/send.js";

const ASK_MS = 700;
const words = readData("words");
const told = readData("batch-data");
const { offline } = readData("form-words");
const byId = (id) => document.getElementById(id);

function line(row) {
  const name = row.name ? element("a", { href: `${told.here}/${row.delegate_id}` }, row.name) : null;
  const other = row.other ? say(words.other, { name: row.other }) : "";
  const note = [words.verdicts[row.verdict], row.reason, other].filter(Boolean).join(". ");
  return element(
    "li",
    { class: "row" },
    element(
      "span",
      { class: "row-main" },
      element("span", { class: "row-title" }, row.file),
      element("span", { class: "row-note numbers" }, row.number, name ? " · " : "", name),
      element("span", { class: "row-note photo-verdict", "data-verdict": row.verdict }, note),
    ),
  );
}

function problem(sentence) {
  setText(byId("batch-problem"), sentence);
  byId("batch-problem").hidden = sentence === "";
}

async function ask(path) {
  const answer = await send({ method: "GET", url: told.url + path, body: null }).catch(() => null);
  problem(answer && answer.status === 200 ? "" : (answer && answer.said.detail) || offline);
  return answer && answer.status === 200 ? answer.said : null;
}

async function follow() {
  const batch = await ask("");
  const isBusy = !batch || batch.state === "waiting" || batch.state === "working";
  byId("batch-progress").hidden = !batch || batch.state !== "working";
  if (batch && isBusy) {
    const share = batch.progress / Math.max(batch.of, 1);
    byId("batch-progress").firstElementChild.style.width = `${Math.round(100 * share)}%`;
    const counted = { done: batch.progress, all: batch.of };
    setText(byId("batch-state"), batch.state === "waiting" ? words.waiting : say(words.working, counted));
  }
  if (isBusy) window.setTimeout(follow, ASK_MS);
  else show(batch);
}

async function show(batch) {
  byId("batch-next").hidden = false;
  if (byId("batch-off")) byId("batch-off").hidden = true;
  if (batch.state === "failed" || batch.state === "off") {
    setText(byId("batch-state"), batch.state === "off" ? words.off : "");
    problem(batch.problem);
    return;
  }
  const rows = await ask("/rows");
  if (!rows) return;
  const kept = rows.filter((row) => row.verdict === "kept");
  setText(byId("batch-state"), say(words.done, { kept: kept.length, all: rows.length }));
  fill(byId("batch-rows"), rows.filter((row) => row.verdict !== "kept").map(line));
  const fold = byId("batch-kept");
  fold.hidden = kept.length === 0;
  setText(fold.querySelector("summary"), say(words.keptOnes, { count: kept.length }));
  fill(fold.querySelector("ul"), kept.map(line));
}

follow();
