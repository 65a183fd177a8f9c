/** What a search through all documents found: the best twenty, and more when one asks. */
import { element, fill, say } from "../dom.js";
import { markedPieces } from "../reader/fold.js";

const AT_ONCE = 20;

/**
 * Show what was found in `holder`: [{document_id, page, snippet}].
 *
 * @param {object} options
 * @param {(skip: number) => string} options.url address of what comes after so many
 */
export function showFound(holder, found, options) {
  const isCut = found.length > 0 && found.length % AT_ONCE === 0;
  draw(holder, found, { ...options, more: isCut ? moreButton(holder, found, options) : null });
}

function moreButton(holder, found, options) {
  const { url, words } = options;
  const note = element("p", { class: "quiet small", role: "status" });
  const button = element(
    "button",
    { type: "button", class: "button button-wide", onclick: ask },
    words.foundMore,
  );

  async function ask() {
    button.disabled = true;
    try {
      const answer = await fetch(url(found.length), { credentials: "same-origin" });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const next = await answer.json();
      if (!button.isConnected) return; // meanwhile something else was asked
      if (next.length > 0) showFound(holder, found.concat(next), options);
      else draw(holder, found, { ...options, more: null });
      const rows = holder.querySelectorAll(".rows a");
      rows[Math.min(found.length, rows.length - 1)].focus();
    } catch (error) {
      button.disabled = false;
      note.textContent = words.searchFailed;
    }
  }

  return [button, note];
}

function draw(holder, found, { query, library, words, address, more }) {
  const unseen = unseenNotice(library, words);
  if (found.length === 0) {
    fill(holder, element("p", { class: "empty" }, say(words.nothingFound, { query })), unseen);
    return;
  }
  const titles = {};
  for (const each of (library && library.documents) || []) titles[each.id] = each.title;
  const count = more ? `${found.length}+` : found.length;
  fill(
    holder,
    element("p", { class: "quiet small" }, say(words.found, { count })),
    element(
      "ul",
      { class: "rows" },
      found.map((hit) =>
        element(
          "li",
          {},
          element(
            "a",
            { class: "row", href: address(hit.document_id, { page: hit.page, query }) },
            element(
              "span",
              { class: "row-main" },
              element("span", { class: "row-title" }, titles[hit.document_id] || hit.title || ""),
              element("span", { class: "row-note found-snippet" }, marked(hit.snippet, query)),
            ),
            element("span", { class: "chip" }, say(words.page, { page: hit.page })),
          ),
        ),
      ),
    ),
    more,
    unseen,
  );
}

/** Name the documents with scanned pages: what is not found may still stand there. */
function unseenNotice(library, words) {
  const scans = ((library && library.documents) || []).filter((each) => each.unsearchable > 0);
  if (scans.length === 0) return null;
  const titles = scans.map((each) => each.title).join(", ");
  return element("p", { class: "quiet small" }, say(words.unseen, { titles }));
}

function marked(text, query) {
  return markedPieces(text, query).map((piece) =>
    piece.hit ? element("mark", {}, piece.text) : piece.text,
  );
}
