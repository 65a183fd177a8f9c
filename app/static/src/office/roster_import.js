/** Importing a list in two steps: first look at what would become of each row, then do it. */
import { element, fill, say, setText } from "../dom.js";
import { send } from "../forms/send.js";

const CHIPS = { new: "chip chip-good", update: "chip", warning: "chip chip-warn", refused: "chip chip-bad" };
const ORDER = ["refused", "warning", "update", "new"];
const MOST_ROWS = 300;

/** Wire the import form; `words` are those of the page, `offline` the sentence for no network. */
export function wireImport(form, words, offline) {
  const problem = form.querySelector("[role=alert]");
  const preview = document.getElementById("import-preview");
  const file = form.elements.namedItem("file");
  const go = document.getElementById("import-go");

  async function ask(url) {
    problem.hidden = true;
    form.setAttribute("aria-busy", "true");
    const body = new FormData();
    if (file.files.length > 0) body.append("file", file.files[0]);
    const answer = await send({ method: "POST", url, body }).catch(() => null);
    form.removeAttribute("aria-busy");
    if (answer && answer.status === 200) return answer.said;
    setText(problem, (answer && answer.said.detail) || offline);
    problem.hidden = false;
    return null;
  }

  function show({ rows, counts }) {
    const chips = ORDER.filter((name) => counts[name] > 0).map((name) =>
      element("span", { class: CHIPS[name] }, `${words.verdicts[name]}: ${counts[name]}`),
    );
    fill(document.getElementById("import-counts"), chips);
    const sorted = rows.slice().sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
    fill(document.getElementById("import-rows"), sorted.slice(0, MOST_ROWS).map((row) => line(row, words)));
    const good = counts.new + counts.update + counts.warning;
    setText(go, say(words.importThem, { count: good }));
    go.hidden = good === 0;
    preview.hidden = false;
    document.getElementById("import-counts").focus();
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    preview.hidden = true;
    const said = await ask(`${form.dataset.import}?dry_run=1`);
    if (said) show(said);
  });
  file.addEventListener("change", () => {
    preview.hidden = true;
  });
  go.addEventListener("click", async () => {
    go.disabled = true;
    const said = await ask(form.dataset.import);
    go.disabled = false;
    if (said) window.location.href = window.location.pathname;
  });
}

function line(row, words) {
  return element(
    "tr",
    {},
    element("td", { class: "numbers" }, row.row),
    element("td", {}, element("span", { class: CHIPS[row.verdict] }, words.verdicts[row.verdict])),
    element("td", { class: "numbers" }, row.number),
    element("th", { scope: "row" }, row.name),
    element("td", {}, row.delegation),
    element("td", {}, row.reason),
  );
}
