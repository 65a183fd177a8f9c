/** The search inside a pack on a USB stick: all texts are in the page, nothing is fetched. */
import { element, fill } from "../dom.js";
import { indexOf, searchIn } from "../offline/index.js";
import { markedPieces } from "../reader/fold.js";

const SHORTEST = 2;
const byId = (id) => document.getElementById(id);
const listed = JSON.parse(byId("texts").textContent);
const input = byId("search");
let documents = null;

function search() {
  const query = input.value.trim();
  const isAsked = query.length >= SHORTEST;
  // Folding thousands of pages takes a moment; it is done when somebody searches.
  documents = documents || listed.map(searchable);
  const found = isAsked ? searchIn(documents, query) : [];
  byId("count").textContent = isAsked ? `${found.length} trang · pages` : "";
  byId("found").hidden = found.length === 0;
  fill(byId("found"), found.map((hit) => row(hit, query)));
}

function searchable({ title, pages }, id) {
  return { id, title, pages: indexOf(pages.map((text) => ({ text }))) };
}

function row(hit, query) {
  const { title, read } = listed[hit.document_id];
  const pieces = markedPieces(hit.snippet, query).map((piece) =>
    piece.hit ? element("mark", {}, piece.text) : piece.text,
  );
  return element(
    "li",
    {},
    element("a", { class: "title", href: `${read}#p${hit.page}` }, `${title} – trang ${hit.page}`),
    element("span", {}, pieces),
  );
}

byId("search-box").hidden = false;
input.addEventListener("input", search);
if (input.value) search();
