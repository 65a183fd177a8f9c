/** Reading one document: pages or flowing text, search inside, the place kept. */
import { readData, say, setText } from "../dom.js";
import { hitSearch } from "../reader/hits.js";
import { jumpPanel } from "../reader/jump.js";
import { keep, kept } from "../reader/kept.js";
import { followPreparing } from "../reader/preparing.js";
import { readingView } from "../reader/reading_view.js";
import { sheetList } from "../reader/sheets.js";

const words = readData("words");
const shown = readData("document");
const api = `/api/congresses/${shown.congress_id}/documents/${shown.id}`;
const place = `page:${shown.congress_id}:${shown.id}`;
const byId = (id) => window.document.getElementById(id);
const TEXT_SIZES = ["1.125rem", "1.375rem", "1.625rem", "2rem", "2.5rem"];

const texts = {};
let reading = false;
let page = 1;

function textOf(number) {
  if (!texts[number]) {
    texts[number] = fetch(`${api}/pages/${number}/text`, { credentials: "same-origin" }).then(
      (answer) => {
        if (!answer.ok) throw new Error(`status ${answer.status}`);
        return answer.json();
      },
    );
    texts[number].catch(() => delete texts[number]);
  }
  return texts[number];
}

const sheets = sheetList(byId("sheets"), {
  imageUrl: (number, width) => `${api}/pages/${number}?w=${width}&v=${shown.version}`,
  textOf,
  words,
});
const flowing = readingView(byId("reading"), { textOf, words });
const view = () => (reading ? flowing : sheets);

function grow(document) {
  const pages = document.pages || 0;
  const ready = document.state === "ready" ? pages : document.pages_ready || 0;
  sheets.grow(pages, ready, document.sizes || shown.sizes || []);
  if (reading) flowing.grow(ready);
  shown.pages = pages;
  shown.ready = ready;
  const busy = document.state === "waiting" || document.state === "working";
  byId("preparing").hidden = !busy;
  byId("preparing-bar").style.width = pages ? `${(100 * ready) / pages}%` : "0";
  const sentence = pages ? say(words.preparingPages, { ready, pages }) : words.preparing;
  setText(byId("preparing-text"), sentence);
  byId("gone").hidden = busy || document.state === "ready";
  if (document.state === "refused") setText(byId("gone"), document.reason || words.refused);
  if (document.state === "withdrawn") setText(byId("gone"), words.withdrawn);
  byId("tools").hidden = pages === 0;
  showPage();
}

function headerHeight() {
  return byId("header").getBoundingClientRect().height + 8;
}

function go(number) {
  view().go(number, headerHeight());
  showPage();
}

let announcing = null;
function showPage() {
  page = view().current();
  setText(byId("page-number"), say(words.pageOf, { page, pages: shown.pages }));
  keep(place, page);
  window.clearTimeout(announcing);
  announcing = window.setTimeout(() => {
    setText(byId("page-spoken"), say(words.spokenPage, { page, pages: shown.pages }));
  }, 600);
}

let drawing = false;
window.addEventListener(
  "scroll",
  () => {
    if (drawing) return;
    drawing = true;
    window.requestAnimationFrame(() => {
      drawing = false;
      showPage();
    });
  },
  { passive: true },
);

function setReading(wanted) {
  const here = view().current();
  reading = wanted;
  byId("sheets").hidden = reading;
  byId("reading").hidden = !reading;
  byId("text-size").hidden = !reading;
  byId("reading-button").setAttribute("aria-pressed", String(reading));
  if (reading) flowing.grow(shown.ready);
  keep("reading", reading ? "1" : null);
  go(here);
}

let textSize = Number(kept("text-size") || 1);
function setTextSize(wanted) {
  textSize = Math.min(Math.max(wanted, 0), TEXT_SIZES.length - 1);
  byId("reading").style.fontSize = TEXT_SIZES[textSize];
  byId("smaller").disabled = textSize === 0;
  byId("larger").disabled = textSize === TEXT_SIZES.length - 1;
  keep("text-size", textSize);
}

let dark = kept("theme")
  ? kept("theme") === "dark"
  : window.matchMedia("(prefers-color-scheme: dark)").matches;
function showTheme() {
  const root = window.document.documentElement;
  root.classList.toggle("theme-dark", dark);
  root.classList.toggle("theme-light", !dark);
  byId("dark-button").setAttribute("aria-pressed", String(dark));
}

const hits = hitSearch(byId, {
  url: (query) =>
    `/api/congresses/${shown.congress_id}/search` +
    `?document_id=${shown.id}&q=${encodeURIComponent(query)}`,
  documentId: shown.id,
  page: () => page,
  go,
  mark(query) {
    sheets.mark(query);
    flowing.mark(query);
  },
  words,
});
const jump = jumpPanel(byId, { go, place: () => ({ page, pages: shown.pages }) });

const KEYS = {
  ArrowRight: () => go(page + 1),
  ArrowLeft: () => go(page - 1),
  n: () => go(page + 1),
  p: () => go(page - 1),
  "/": () => hits.setOpen(true),
  Escape: () => {
    jump.setOpen(false);
    hits.setOpen(false);
  },
};

window.document.addEventListener("keydown", (event) => {
  const typing = /^(input|select|textarea)$/i.test(event.target.tagName);
  if (event.ctrlKey || event.metaKey || event.altKey || (typing && event.key !== "Escape")) return;
  if (!KEYS[event.key]) return;
  event.preventDefault();
  KEYS[event.key]();
});

byId("reading-button").addEventListener("click", () => setReading(!reading));
byId("smaller").addEventListener("click", () => setTextSize(textSize - 1));
byId("larger").addEventListener("click", () => setTextSize(textSize + 1));
byId("dark-button").addEventListener("click", () => {
  dark = !dark;
  keep("theme", dark ? "dark" : "light");
  showTheme();
});

const asked = /page=(\d+)/.exec(window.location.hash);
const start = asked ? Number(asked[1]) : Number(kept(place) || 1);
if ("scrollRestoration" in window.history) window.history.scrollRestoration = "manual";
showTheme();
setTextSize(textSize);
grow(shown);
if (kept("reading")) setReading(true);
if (start > 1) go(start);

followPreparing(api, shown, grow);
