/** The documents of the viewer's own audience. */
import { element, fill, icon, say } from "../dom.js";

/** Draw the list of documents into `holder`, by session. */
export function drawDocuments(holder, library, { agenda, words, address }) {
  const documents = ((library && library.documents) || []).filter(
    (each) => each.state === "ready" || each.state === "working" || each.state === "waiting",
  );
  if (documents.length === 0) {
    fill(
      holder,
      element("div", { class: "empty" }, element("p", {}, words.documentsEmpty)),
    );
    return;
  }
  const titles = titlesOf(agenda && agenda.sessions);
  const items = titlesOf(agenda && agenda.items);
  const groups = [];
  for (const each of documents) {
    const heading = each.section || titles[each.session_id] || "";
    let group = groups.find((one) => one.heading === heading);
    if (!group) {
      group = { heading, rows: [] };
      groups.push(group);
    }
    group.rows.push(documentRow(each, { item: items[each.item_id], words, address }));
  }
  fill(
    holder,
    groups.map((group) =>
      element(
        "section",
        { class: "document-group" },
        group.heading ? element("h2", {}, group.heading) : null,
        element("ul", { class: "rows" }, group.rows),
      ),
    ),
  );
}

function documentRow(each, { item, words, address }) {
  const ready = each.state === "ready";
  const state = ready ? say(words.pages, { pages: each.pages }) : words.preparing;
  const note = item ? `${item} · ${state}` : state;
  return element(
    "li",
    {},
    element(
      "a",
      { class: "row", href: address(each.id) },
      icon("documents"),
      element(
        "span",
        { class: "row-main" },
        element("span", { class: "row-title" }, each.title),
        element("span", { class: "row-note" }, note),
      ),
      each.version > 1 && ready ? element("span", { class: "chip chip-good" }, words.renewed) : null,
      icon("forward"),
    ),
  );
}

function titlesOf(things) {
  const titles = {};
  for (const each of things || []) titles[each.id] = each.title;
  return titles;
}
