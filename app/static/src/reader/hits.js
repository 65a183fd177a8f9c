/** Search inside one document: which pages hold the words, stepping through them, their list. */
import { element, fill, say, setText } from "../dom.js";
import { searchBox } from "../live/search_box.js";
import { markedPieces } from "./fold.js";

/**
 * Wire the search panel of library/reader.html.
 *
 * @param {object} options
 * @param {(query: string) => string} options.url search address
 * @param {(query: string) => string} options.everywhere page that searches all documents
 * @param {number} options.documentId only its hits count
 * @param {() => number} options.page the page one reads now
 * @param {(page: number) => void} options.go shows a page and its first hit
 * @param {(query: string) => void} options.mark marks what a query means; "" nothing
 */
export function hitSearch(byId, { url, everywhere, documentId, page, go, mark, words }) {
  let pages = [];
  let at = { hit: 0, page: 0 };

  function clear() {
    pages = [];
    mark("");
    byId("hits").hidden = true;
    listAll(false);
  }

  function show(found, query) {
    const own = found
      .filter((hit) => hit.document_id === documentId)
      .sort((a, b) => a.page - b.page);
    pages = own.map((hit) => hit.page);
    mark(query);
    byId("hits").hidden = false;
    byId("hit-before").disabled = byId("hit-after").disabled = pages.length === 0;
    byId("hit-everywhere").href = everywhere(query);
    fill(byId("hit-pages"), own.map((hit) => row(hit, query)));
    byId("hit-pages").hidden = own.length === 0;
    listAll(own.length === 0);
    if (pages.length === 0) setText(byId("hit-count"), words.noHits);
    else goTo(pages.find((number) => number >= page()) || pages[0]);
  }

  function row(hit, query) {
    const snippet = markedPieces(hit.snippet, query).map((piece) =>
      piece.hit ? element("mark", {}, piece.text) : piece.text,
    );
    function choose() {
      listAll(false);
      goTo(hit.page);
    }
    return element(
      "li",
      {},
      element(
        "button",
        { type: "button", class: "row", onclick: choose },
        element("span", { class: "row-main found-snippet" }, snippet),
        element("span", { class: "chip" }, say(words.page, { page: hit.page })),
      ),
    );
  }

  function listAll(wanted) {
    byId("hit-list").hidden = !wanted;
    byId("hit-all").setAttribute("aria-expanded", String(wanted));
  }

  function goTo(number) {
    go(number);
    at = { hit: number, page: page() };
    const place = pages.indexOf(number) + 1;
    setText(byId("hit-count"), say(words.hitAt, { at: place, count: pages.length, page: number }));
  }

  function step(direction) {
    // A short last page never reaches the top: one is at its hit though not at its page.
    const here = page() === at.page ? at.hit : page();
    const before = pages.filter((number) => number < here);
    if (direction > 0) goTo(pages.find((number) => number > here) || pages[0]);
    else goTo(before[before.length - 1] || pages[pages.length - 1]);
  }

  function setOpen(open, { focus = true } = {}) {
    const wasOpen = !byId("search-panel").hidden;
    byId("search-panel").hidden = !open;
    byId("search-button").setAttribute("aria-expanded", String(open));
    if (open) byId("search").querySelector("input").focus();
    else clear();
    if (!open && wasOpen && focus) byId("search-button").focus();
    return wasOpen;
  }

  byId("search-button").addEventListener("click", () => setOpen(byId("search-panel").hidden));
  byId("search-close").addEventListener("click", () => setOpen(false));
  byId("hit-before").addEventListener("click", () => step(-1));
  byId("hit-after").addEventListener("click", () => step(1));
  byId("hit-all").addEventListener("click", () => listAll(byId("hit-list").hidden));
  // The page is the same whatever its address asks: a phone keeps it, and all guests get one.
  const asked = new URLSearchParams(window.location.search).get("q");
  if (asked) {
    byId("search").querySelector("input").value = asked;
    byId("search-panel").hidden = false;
    byId("search-button").setAttribute("aria-expanded", "true");
  }
  searchBox(byId("search"), {
    url,
    onFound: show,
    onCleared: clear,
    onFailed() {
      byId("hits").hidden = false;
      setText(byId("hit-count"), words.searchFailed);
    },
  });
  return { setOpen };
}
