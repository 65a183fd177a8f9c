/** Reading one document: pages or flowing text, search inside, marks and notes, the place kept. */
import { readData, say, setText } from "../dom.js";
import { openDialog } from "../overlay.js";
import { hitSearch } from "../reader/hits.js";
import { isHereInApp } from "../reader/in_app.js";
import { jumpPanel } from "../reader/jump.js";
import { keep, kept } from "../reader/kept.js";
import { listenToKeys, listenToSwipes } from "../reader/keys.js";
import { openMarks } from "../reader/marks.js";
import { marksPanel } from "../reader/marks_panel.js";
import { followNews } from "../reader/news.js";
import { panels } from "../reader/panels.js";
import { followPreparing } from "../reader/preparing.js";
import { readingView } from "../reader/reading_view.js";
import { offerAddress } from "../reader/share.js";
import { sheetList } from "../reader/sheets.js";
import { darkSwitch, textSize } from "../reader/view_settings.js";
import { LARGEST, SMALLEST, zooming } from "../reader/zoom.js";

const SETTLED_MS = 600;
const NEWS_AFTER_MS = 4000;

const words = readData("words");
const shown = readData("document");
const place = `${shown.congress_id}:${shown.id}`;
const api = `/api/congresses/${shown.congress_id}/documents/${shown.id}`;
const byId = (id) => window.document.getElementById(id);
const scroller = byId("main");

const texts = {};
let reading = false;
let paged = false;
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

const imageUrl = (number, width) => `${api}/pages/${number}?w=${width}&v=${shown.version}`;
const sheets = sheetList(byId("sheets"), { scroller, imageUrl, textOf, words });
const flowing = readingView(byId("reading"), {
  scroller,
  textOf,
  imageUrl,
  sizeOf: sheets.sizeOf,
  onPage(number) {
    setReading(false);
    go(number);
  },
  words,
});
const view = () => (reading ? flowing : sheets);
const letters = textSize(byId("reading"));
const zoomed = zooming(scroller, byId("sheets"), {
  isOn: () => !reading,
  onZoom() {
    showSize();
    sheets.settle();
  },
  onPinchElsewhere(factor) {
    if (factor > 1.15) letters.larger();
    if (factor < 0.87) letters.smaller();
    showSize();
  },
});

function showSize() {
  const percent = reading ? letters.percent() : Math.round(100 * zoomed.zoom());
  setText(byId("size"), say(words.percent, { percent }));
  byId("larger").disabled = reading ? letters.isLargest() : zoomed.zoom() >= LARGEST;
  byId("smaller").disabled = reading ? letters.isSmallest() : zoomed.zoom() <= SMALLEST;
}

function resizeBy(name) {
  const here = page;
  (reading ? letters : zoomed)[name]();
  if (reading) go(here);
  showSize();
}

function grow(document) {
  const pages = document.pages || 0;
  const ready = document.state === "ready" ? pages : document.pages_ready || 0;
  shown.pages = pages;
  shown.ready = ready;
  sheets.grow(pages, ready, document.sizes || shown.sizes || []);
  if (reading) flowing.grow(ready);
  const busy = document.state === "waiting" || document.state === "working";
  byId("preparing").hidden = !busy;
  byId("preparing-bar").style.width = pages ? `${(100 * ready) / pages}%` : "0";
  const sentence = pages ? say(words.preparingPages, { ready, pages }) : words.preparing;
  setText(byId("preparing-text"), sentence);
  if (document.state === "refused") sayGone(document.reason || words.refused);
  if (document.state === "withdrawn") sayGone(words.withdrawn);
  byId("tools").hidden = pages === 0;
  showPage();
}

function sayGone(sentence) {
  byId("gone").hidden = sentence === "";
  setText(byId("gone"), sentence);
}

function go(number) {
  view().go(Math.min(Math.max(number, 1), shown.pages));
  showPage();
}

let settling = null;
function showPage() {
  if (shown.pages === 0) return;
  page = view().current();
  setText(byId("page-number"), say(words.pageOf, { page, pages: shown.pages }));
  byId("turn").hidden = !paged || reading;
  byId("page-before").disabled = page <= 1;
  byId("page-after").disabled = page >= shown.pages;
  window.clearTimeout(settling);
  settling = window.setTimeout(settle, SETTLED_MS);
}

function settle() {
  setText(byId("page-spoken"), say(words.spokenPage, { page, pages: shown.pages }));
  keep(`page:${place}`, page);
  // In the address, too: where nothing is kept, loading again comes back to the page.
  window.history.replaceState(window.history.state, "", `#page=${page}`);
  notes.show();
}

let drawing = false;
scroller.addEventListener(
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
  byId("reading-button").setAttribute("aria-pressed", String(reading));
  if (reading) flowing.grow(shown.ready);
  keep("reading", reading ? "1" : null);
  go(here);
  showSize();
}

function setPaged(wanted) {
  const here = view().current();
  paged = wanted;
  sheets.setPaged(paged, here);
  byId("page-mode").setAttribute("aria-pressed", String(paged));
  byId("scroll-mode").setAttribute("aria-pressed", String(!paged));
  keep("paged", paged ? "1" : null);
  go(here);
}

const marks = openMarks({
  keeper: shown.keeper,
  place,
  url: `${api}/notes`,
  onChange: () => notes.show(),
});
const notes = marksPanel(byId, { marks, page: () => page, go: jumpTo, words });

const hits = hitSearch(byId, {
  url: (query) =>
    `/api/congresses/${shown.congress_id}/search` +
    `?document_id=${shown.id}&q=${encodeURIComponent(query)}`,
  everywhere: (query) => `/c/${shown.congress_id}?q=${encodeURIComponent(query)}#documents`,
  documentId: shown.id,
  page: () => page,
  go(number) {
    go(number);
    if (!reading) sheets.showHit(number);
  },
  mark(query) {
    sheets.mark(query);
    flowing.mark(query);
  },
  words,
});

const openPlace = jumpPanel(byId, { go: jumpTo, place: () => ({ page, pages: shown.pages }) });
const above = panels([
  [byId("page-button"), byId("jump"), openPlace],
  [byId("marks-button"), byId("marks"), notes.show],
  [byId("more-button"), byId("more"), showSize],
]);

function jumpTo(number) {
  above.close();
  go(number);
  scroller.focus({ preventScroll: true });
}

function showHelp() {
  const help = window.document.importNode(byId("help").content, true);
  openDialog(words.help, ...Array.from(help.children));
}

/** Scroll by most of a window, or to the next page where the window shows a whole one. */
function leaf(direction) {
  if (paged && zoomed.zoom() === 1 && !reading) go(page + direction);
  else scroller.scrollTop += direction * scroller.clientHeight * 0.9;
}

/** Up and down scroll; page by page they turn at the end of what there is to scroll. */
function nudge(direction) {
  const before = scroller.scrollTop;
  scroller.scrollTop += direction * 64;
  if (paged && !reading && Math.abs(scroller.scrollTop - before) < 1) go(page + direction);
}

listenToKeys({
  ArrowRight: () => (zoomed.zoom() > 1 && !reading ? false : go(page + 1)),
  ArrowLeft: () => (zoomed.zoom() > 1 && !reading ? false : go(page - 1)),
  ArrowDown: () => nudge(1),
  ArrowUp: () => nudge(-1),
  PageDown: () => leaf(1),
  PageUp: () => leaf(-1),
  Home: () => go(1),
  End: () => go(shown.pages),
  n: () => go(page + 1),
  p: () => go(page - 1),
  b: notes.toggle,
  "+": () => resizeBy("larger"),
  "=": () => resizeBy("larger"),
  "-": () => resizeBy("smaller"),
  "/": () => hits.setOpen(true),
  "?": showHelp,
  Escape: () => above.close({ focus: true }) || hits.setOpen(false),
});
listenToSwipes(scroller, {
  isOn: () => paged && !reading && zoomed.zoom() === 1,
  turn: (direction) => go(page + direction),
});

byId("page-before").addEventListener("click", () => go(page - 1));
byId("page-after").addEventListener("click", () => go(page + 1));
byId("scroll-mode").addEventListener("click", () => setPaged(false));
byId("page-mode").addEventListener("click", () => setPaged(true));
byId("reading-button").addEventListener("click", () => setReading(!reading));
byId("smaller").addEventListener("click", () => resizeBy("smaller"));
byId("larger").addEventListener("click", () => resizeBy("larger"));
byId("help-button").addEventListener("click", showHelp);
byId("share-button").addEventListener("click", () => {
  offerAddress(words.share, words.shareHint, { page, words });
});
byId("print-button").addEventListener("click", () => {
  above.close();
  if (reading) setReading(false);
  sheets.printOnly(page);
});
byId("renewed-load").addEventListener("click", () => {
  window.history.replaceState(window.history.state, "", `#page=${page}`);
  window.location.reload();
});
if (isHereInApp()) {
  byId("print-button").hidden = true;
  if (byId("download")) {
    byId("download").addEventListener("click", (event) => {
      event.preventDefault();
      offerAddress(words.download, words.inApp, { page, words });
    });
  }
}

const asked = /page=(\d+)/.exec(window.location.hash);
const start = asked ? Number(asked[1]) : Number(kept(`page:${place}`) || 1);
darkSwitch(byId("dark-button"));
grow(shown);
if (kept("paged")) setPaged(true);
if (kept("reading")) setReading(true);
if (start > 1) go(start);
showSize();

followPreparing(api, shown, grow);
let gone = false;
function hear(state) {
  const isGone = state === "withdrawn" || state === "closed";
  if (gone && !isGone) window.location.reload();
  offerRenewed(state === "renewed");
  sayGone(isGone ? words[state] : "");
  if (isGone) takeAway();
}

/** The offer stands above the pages; the line that is being read stays where it is. */
function offerRenewed(isOffered) {
  const before = scroller.getBoundingClientRect().top;
  byId("renewed").hidden = !isOffered;
  scroller.scrollTop += scroller.getBoundingClientRect().top - before;
}

function takeAway() {
  gone = true;
  shown.pages = 0;
  above.close();
  sheets.clear();
  for (const id of ["reading", "tools", "turn"]) byId(id).hidden = true;
}

if (shown.state !== "withdrawn" && shown.state !== "refused") {
  followNews(api, shown, { onNews: hear });
}

/** The line to the hall is loaded once the first page is seen: it must not delay it. */
function hearNews() {
  if (hearNews.done) return;
  hearNews.done = true;
  const script = window.document.createElement("script");
  script.src = shown.news;
  window.document.body.appendChild(script);
}

const first = window.document.querySelector(".sheet-picture img");
if (first && !first.complete) first.addEventListener("load", hearNews);
window.setTimeout(hearNews, first && !first.complete ? NEWS_AFTER_MS : 0);
