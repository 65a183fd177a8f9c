/** Uploading several files, one after another, each with its own line of progress. */
import { element, say, setText } from "../dom.js";
import { send } from "../forms/send.js";
import { watchDocument } from "./watch_document.js";

/**
 * Return add(files): uploads each and follows it until its pages are made.
 *
 * @param {object} options
 * @param {Element} options.list where the lines go
 * @param {string} options.url the API's address of documents
 * @param {() => object} options.fields what goes with each file
 * @param {(document) => void} options.onTaken the server has the file
 * @param {(document) => void} options.onEnd its pages are ready, or it was refused
 */
export function uploader({ list, url, fields, words, onTaken, onEnd }) {
  const queue = [];
  let busy = false;

  async function work() {
    if (busy) return;
    busy = true;
    while (queue.length > 0) await upload(queue.shift());
    busy = false;
  }

  async function upload(entry) {
    const body = new FormData();
    for (const name of Object.keys(entry.fields)) body.append(name, entry.fields[name]);
    body.append("file", entry.file, entry.file.name);
    entry.problem("");
    const answer = await send({ method: "POST", url, body }, (fraction) => {
      entry.progress(fraction / 2, say(words.uploading, { percent: Math.round(100 * fraction) }));
    }).catch(() => null);
    if (answer && answer.status === 202) {
      onTaken(answer.said);
      follow(entry, `${url}/${answer.said.id}`);
    } else entry.problem((answer && answer.said.detail) || words.uploadFailed);
  }

  function follow(entry, address) {
    watchDocument(address, (newest, found) => {
      const share = newest.pages ? newest.pages_ready / newest.pages : 0;
      const isCounted = newest.state === "working" && newest.pages > 0;
      const counts = { ready: newest.pages_ready, pages: newest.pages };
      entry.progress(0.5 + share / 2, isCounted ? say(words.preparing, counts) : words.beginning);
      if (newest.state === "ready" || newest.state === "refused") {
        entry.remove();
        onEnd(found);
      }
    });
  }

  return function add(files) {
    for (const file of files) {
      const entry = line(list, file, words, () => {
        queue.push(entry);
        work();
      });
      entry.fields = fields();
      queue.push(entry);
    }
    work();
  };
}

function line(list, file, words, onRetry) {
  const bar = element("span");
  const state = element("span", { class: "row-note numbers" }, words.waiting);
  const retry = element("button", { type: "button", class: "button button-plain", onclick: onRetry, hidden: true }, words.retry);
  const row = element(
    "li",
    { class: "upload-line" },
    element(
      "div",
      { class: "row" },
      element("span", { class: "row-main" }, element("span", { class: "row-title" }, file.name), state),
      retry,
    ),
    element("div", { class: "progress" }, bar),
  );
  list.appendChild(row);
  list.hidden = false;
  return {
    file,
    progress(share, sentence) {
      bar.style.width = `${Math.round(100 * share)}%`;
      setText(state, sentence);
    },
    problem(sentence) {
      row.classList.toggle("has-problem", sentence !== "");
      retry.hidden = sentence === "";
      if (sentence) setText(state, sentence);
    },
    remove() {
      row.remove();
      list.hidden = list.children.length === 0;
    },
  };
}
