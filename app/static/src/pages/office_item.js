/** One item of the programme: its slides, and pages of a document as slides. */
import { element, fill, readData, say, setText } from "../dom.js";
import { send } from "../forms/send.js";
import { wireOrder } from "../office/order.js";
import { refreshAfterForms, refreshed } from "../office/refresh.js";
import { toast } from "../overlay.js";

const words = readData("words");
const item = readData("item");
const api = `/api/congresses/${item.congress_id}`;
const select = document.getElementById("document");
const pages = document.getElementById("pages");
const problem = document.getElementById("document-problem");
let documents = [];

const refresh = refreshed(["slides"], (part) => wireOrder(part, words));
refreshAfterForms(refresh);

async function loadDocuments() {
  const answer = await fetch(`${api}/documents`, { credentials: "same-origin" });
  const found = answer.ok ? await answer.json() : [];
  documents = found.filter((each) => each.state === "ready");
  const first = documents.length > 0 ? words.choose : words.none;
  fill(
    select,
    element("option", { value: "" }, first),
    documents.map((each) => element("option", { value: each.id }, each.title)),
  );
  select.disabled = documents.length === 0;
}

function showPages() {
  const chosen = documents.find((each) => String(each.id) === select.value);
  pages.hidden = !chosen;
  if (!chosen) return;
  setText(document.getElementById("all-pages"), say(words.allPages, { pages: chosen.pages }));
  const buttons = [];
  for (let page = 1; page <= chosen.pages; page += 1) {
    const url = `${api}/documents/${chosen.id}/pages/${page}?w=720&v=${chosen.version}`;
    buttons.push(
      element(
        "button",
        {
          type: "button",
          class: "page-button",
          "aria-label": say(words.page, { page }),
          onclick: () => add(page),
        },
        element("img", { src: url, alt: "", loading: "lazy" }),
        element("span", { class: "numbers" }, page),
      ),
    );
  }
  fill(document.getElementById("page-list"), buttons);
}

async function add(page) {
  const body = { document_id: Number(select.value) };
  if (page) body.page = page;
  problem.hidden = true;
  const url = `${api}/agenda/${item.id}/slides`;
  const answer = await send({ method: "POST", url, body }).catch(() => null);
  if (answer && answer.status === 201) {
    const { noted } = answer.said;
    const notes = noted ? ` ${say(words.addedNotes, { count: noted })}` : "";
    toast((page ? say(words.added, { page }) : words.addedAll) + notes);
    await refresh();
    return;
  }
  setText(problem, (answer && answer.said.detail) || words.failed);
  problem.hidden = false;
}

select.addEventListener("change", showPages);
document.getElementById("all-pages").addEventListener("click", () => add(null));
loadDocuments();
