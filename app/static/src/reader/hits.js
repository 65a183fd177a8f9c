/** Search inside one document: which pages hold the words, and stepping through them. */
import { say, setText } from "../dom.js";
import { searchBox } from "../live/search_box.js";

/**
 * Wire the search panel of library/reader.html.
 *
 * @param {object} options
 * @param {(query: string) => string} options.url search address
 * @param {number} options.documentId only its hits count
 * @param {() => number} options.page the page one reads now
 * @param {(page: number) => void} options.go
 * @param {(query: string) => void} options.mark marks what a query means; "" nothing
 */
export function hitSearch(byId, { url, documentId, page, go, mark, words }) {
  let pages = [];

  function clear() {
    pages = [];
    mark("");
    byId("hits").hidden = true;
  }

  function show(found, query) {
    const own = found.filter((hit) => hit.document_id === documentId);
    pages = Array.from(new Set(own.map((hit) => hit.page))).sort((a, b) => a - b);
    mark(query);
    byId("hits").hidden = false;
    byId("hit-before").disabled = byId("hit-after").disabled = pages.length === 0;
    if (pages.length === 0) setText(byId("hit-count"), words.noHits);
    else goTo(pages.find((number) => number >= page()) || pages[0]);
  }

  function goTo(number) {
    go(number);
    const at = pages.indexOf(number) + 1;
    setText(byId("hit-count"), say(words.hitAt, { at, count: pages.length, page: number }));
  }

  function step(direction) {
    const here = page();
    const before = pages.filter((number) => number < here);
    if (direction > 0) goTo(pages.find((number) => number > here) || pages[0]);
    else goTo(before[before.length - 1] || pages[pages.length - 1]);
  }

  function setOpen(open) {
    byId("search-panel").hidden = !open;
    byId("search-button").setAttribute("aria-expanded", String(open));
    if (open) byId("search").querySelector("input").focus();
    else clear();
  }

  byId("search-button").addEventListener("click", () => setOpen(byId("search-panel").hidden));
  byId("search-close").addEventListener("click", () => setOpen(false));
  byId("hit-before").addEventListener("click", () => step(-1));
  byId("hit-after").addEventListener("click", () => step(1));
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
