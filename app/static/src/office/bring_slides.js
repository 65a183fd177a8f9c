/** Files dropped on an agenda item: pictures and videos are slides, of presentations the pages. */
import { element, fill, say } from "../dom.js";
import { send } from "../forms/send.js";
import { openDialog, toast } from "../overlay.js";
import { button, stepOf, uploader } from "./upload.js";
import { uploadLine } from "./upload_line.js";
import { watchDocument } from "./watch_document.js";

const LOOK_MS = 600;
const LOOKS = 20;

/**
 * Wire the files of an item; returns {add(files), follow(documents), drawSources(documents)}.
 *
 * @param {object} options
 * @param {string} options.api the API's address of the congress
 * @param {{id: number, congress_id: number, limit_bytes: number}} options.item
 * @param {Element} options.list where a line for each file goes
 * @param {Element} options.sources where the documents stand of which the slides are pages
 * @param {() => string} options.audience who may read what is brought as a document
 * @param {() => Promise} options.refresh draws the slides anew
 * @param {(documentId: number) => Promise} options.usePages takes a document that is here
 */
export function slideBringer({ api, item, list, sources, audience, refresh, usePages, words }) {
  const url = `${api}/agenda/${item.id}/slides`;

  const add = uploader({
    list,
    url,
    words,
    limitBytes: item.limit_bytes,
    readerOf: (id) => `/c/${item.congress_id}/documents/${id}`,
    fields: () => ({ audience: audience() }),
    followedAt: (said) => (said.document_id ? `${api}/documents/${said.document_id}` : ""),
    choicesFor: (twin, { choose, entry }) => [
      button(words.usePages, () => {
        entry.remove();
        usePages(twin.id);
      }),
      button(words.onceMore, choose({ fields: { audience: audience(), if_same: "keep" } })),
    ],
    onTaken(said, entry) {
      if (said.document_id) offerLeavingOut(entry, said.document_id, entry.file.name);
      else refresh();
    },
    onEnd: ended,
  });

  function offerLeavingOut(line, id, title) {
    line.problem("", button(words.leaveOut, async () => {
      line.isLeftOut = true;
      line.remove();
      await send({ method: "DELETE", url: `${api}/documents/${id}`, body: null }).catch(() => null);
      toast(say(words.leftOut, { title }));
    }));
  }

  /** What another visit to this page brought, or another person, is followed here, too. */
  function follow(documents) {
    for (const found of documents.filter((each) => each.agenda_item_id === item.id)) {
      if (found.newest.state !== "waiting" && found.newest.state !== "working") continue;
      const line = uploadLine(list, { name: found.title }, words);
      offerLeavingOut(line, found.id, found.title);
      watchDocument(`${api}/documents/${found.id}`, (newest, told) => {
        line.progress(newest.pages ? newest.pages_ready / newest.pages : 0, stepOf(newest, words));
        if (newest.state !== "ready" && newest.state !== "refused") return;
        line.remove();
        ended(told, line);
      });
    }
  }

  async function ended(found, line) {
    if (line.isLeftOut) return;
    if (found.newest.state === "refused") {
      const told = uploadLine(list, { name: found.title }, words);
      told.problem(found.newest.reason, button(words.close, told.remove));
      return;
    }
    for (let look = 0; look < LOOKS && slidesOf(found.id) === 0; look += 1) {
      await new Promise((resolve) => window.setTimeout(resolve, LOOK_MS));
      await refresh();
    }
    if (slidesOf(found.id)) toast(say(words.brought, { count: slidesOf(found.id), title: found.title }));
  }

  /** A line for each document of which pages are slides here: all of them go out by one press. */
  function drawSources(documents) {
    const found = documents.filter((each) => slidesOf(each.id) > 1);
    fill(sources, found.map((each) => {
      const told = { title: each.title, count: slidesOf(each.id) };
      const name = element("span", { class: "row-main" }, say(words.source, told));
      return element("li", { class: "row" }, name, button(words.takeOut, () => askAboutTakingOut(each.id, told)));
    }));
    sources.hidden = found.length === 0;
  }

  function askAboutTakingOut(id, told) {
    const close = openDialog(
      say(words.takeOutHeading, told),
      element("p", {}, words.takeOutNote),
      element(
        "div",
        { class: "button-row" },
        element("button", { type: "button", class: "button", onclick: () => takeOut() }, words.takeOut),
        button(words.keepThem, () => close()),
      ),
    );

    async function takeOut() {
      close();
      const answer = await send({ method: "DELETE", url: `${url}/of/${id}`, body: null }).catch(() => null);
      toast(answer && answer.status === 204 ? say(words.takenOut, told) : words.failed);
      await refresh();
    }
  }

  return { add, follow, drawSources };
}

function slidesOf(documentId) {
  return document.querySelectorAll(`.slide-card[data-document="${documentId}"]`).length;
}
