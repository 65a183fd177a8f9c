/** One item of the programme: its slides, what is brought for it, and pages of documents. */
import { element, fill, readData, say, setText } from "../dom.js";
import { send } from "../forms/send.js";
import { slideBringer } from "../office/bring_slides.js";
import { wireDrop } from "../office/drop.js";
import { wireOrder } from "../office/order.js";
import { refreshAfterForms, refreshed } from "../office/refresh.js";
import { toast } from "../overlay.js";

const words = readData("words");
const item = readData("item");
const api = `/api/congresses/${item.congress_id}`;
const byId = (id) => document.getElementById(id);
const select = byId("document");
const pages = byId("pages");
const problem = byId("document-problem");
let documents = [];

const refreshSlides = refreshed(["slides"], (part) => wireOrder(part, words));

async function refresh() {
  await refreshSlides();
  await loadDocuments();
}
refreshAfterForms(refresh);

const bringer = slideBringer({
  api,
  item,
  list: byId("brought"),
  sources: byId("sources"),
  audience: () => byId("slide-audience").value,
  refresh,
  usePages: (id) => add({ document_id: id }),
  words,
});

async function loadDocuments() {
  const answer = await fetch(`${api}/documents`, { credentials: "same-origin" }).catch(() => null);
  if (!answer || !answer.ok) return;
  const found = await answer.json();
  documents = found.filter((each) => each.state === "ready");
  const chosen = select.value;
  fill(
    select,
    element("option", { value: "" }, documents.length > 0 ? words.choose : words.none),
    documents.map((each) => element("option", { value: each.id }, each.title)),
  );
  select.value = documents.some((each) => String(each.id) === chosen) ? chosen : "";
  select.disabled = documents.length === 0;
  bringer.drawSources(found);
  return found;
}

function showPages() {
  const chosen = documents.find((each) => String(each.id) === select.value);
  pages.hidden = !chosen;
  if (!chosen) return;
  setText(byId("all-pages"), say(words.allPages, { pages: chosen.pages }));
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
          onclick: () => add({ document_id: chosen.id, page }),
        },
        element("img", { src: url, alt: "", loading: "lazy" }),
        element("span", { class: "numbers" }, page),
      ),
    );
  }
  fill(byId("page-list"), buttons);
}

async function add(body) {
  problem.hidden = true;
  const url = `${api}/agenda/${item.id}/slides`;
  const answer = await send({ method: "POST", url, body }).catch(() => null);
  if (answer && answer.status === 201) {
    const { noted } = answer.said;
    const notes = noted ? ` ${say(words.addedNotes, { count: noted })}` : "";
    toast((body.page ? say(words.added, body) : words.addedAll) + notes);
    await refresh();
    return;
  }
  setText(problem, (answer && answer.said.detail) || words.failed);
  problem.hidden = false;
  problem.closest("details").open = true;
}

select.addEventListener("change", showPages);
byId("all-pages").addEventListener("click", () => add({ document_id: Number(select.value) }));
byId("slide-files").addEventListener("change", (event) => {
  bringer.add(Array.from(event.target.files));
  event.target.value = "";
});
document.addEventListener("ordered", refreshSlides); // their numbers have changed
wireDrop(document.querySelector(".drop-zone"), bringer.add);
loadDocuments().then((found) => found && bringer.follow(found));
