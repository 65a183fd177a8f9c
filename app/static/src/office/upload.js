/** Uploading several files, one after another, each with its own line of progress. */
import { element, say } from "../dom.js";
import { send } from "../forms/send.js";
import { newKey } from "./upload_key.js";
import { uploadLine } from "./upload_line.js";
import { watchDocument } from "./watch_document.js";

const WAIT_MS = [3000, 6000, 12000, 24000, 48000];

/**
 * Return add(files): uploads each and follows it until its pages are made.
 *
 * What the network cut off goes on by itself, under the same key: the server takes it once. A file
 * that is on the shelf already is asked about.
 *
 * @param {object} options
 * @param {Element} options.list where the lines go
 * @param {string} options.url the API's address of documents
 * @param {(id: number) => string} options.readerOf the address at which a document is read
 * @param {number} options.limitBytes larger files are not sent at all
 * @param {() => object} options.fields what goes with each file
 * @param {(answer, entry) => void} options.onTaken the server has the file
 * @param {(document, entry) => void} options.onEnd its pages are ready, or it was refused
 * @param {(answer) => string} options.followedAt where the API says how far it is; "" for what is
 *   finished at once
 * @param {(twin, {choose, entry}) => Element[]} options.choicesFor buttons, when the same file is
 *   there already: by default as its new version, or twice
 */
export function uploader({
  list, url, readerOf, limitBytes, fields, words, onTaken, onEnd,
  followedAt = ({ id }) => `${url}/${id}`, choicesFor = null,
}) {
  const queue = [];
  let busy = false;

  async function work() {
    if (busy) return;
    busy = true;
    while (queue.length > 0) await upload(queue.shift());
    busy = false;
  }

  function again(entry) {
    window.clearTimeout(entry.timer);
    if (queue.indexOf(entry) < 0) queue.push(entry);
    work();
  }

  async function upload(entry) {
    const body = new FormData();
    for (const name of Object.keys(entry.fields)) body.append(name, entry.fields[name]);
    body.append("key", entry.key);
    body.append("file", entry.file, entry.file.name);
    entry.problem("");
    const answer = await send({ method: entry.method, url: entry.url, body }, (fraction) => {
      entry.progress(fraction / 2, say(words.uploading, { percent: Math.round(100 * fraction) }));
    }).catch(() => null);
    if (answer && (answer.status === 202 || answer.status === 201)) {
      onTaken(answer.said, entry);
      const address = followedAt(answer.said);
      if (address) follow(entry, address);
      else entry.remove();
    } else if (answer && answer.said.same_as) ask(entry, answer.said);
    else if (answer && answer.said.detail) refuse(entry, answer);
    else goOn(entry);
  }

  function goOn(entry) {
    entry.problem(words.goingOn, retryButton(entry));
    const wait = WAIT_MS[Math.min(entry.tries, WAIT_MS.length - 1)];
    entry.tries += 1;
    entry.timer = window.setTimeout(() => again(entry), wait);
  }

  /** The same file is refused again unless it was the server's own trouble. */
  function refuse(entry, { status, said }) {
    const away = button(words.close, entry.remove);
    entry.problem(said.detail, ...(status >= 500 ? [retryButton(entry), away] : [away]));
  }

  function retryButton(entry) {
    return button(words.retry, () => again(entry));
  }

  function ask(entry, { detail, same_as: twin }) {
    const choose = (change) => () => {
      Object.assign(entry, { key: newKey() }, change);
      again(entry);
    };
    entry.problem(
      detail,
      element("a", { class: "button button-plain", href: readerOf(twin.id), target: "_blank", rel: "noopener" }, words.openIt),
      (choicesFor || shelfChoices)(twin, { choose, entry }),
      button(words.cancel, entry.remove),
    );
  }

  function shelfChoices(twin, { choose, entry }) {
    const version = { method: "PUT", url: `${url}/${twin.id}/file`, fields: {} };
    const keepBoth = { fields: Object.assign({}, entry.fields, { if_same: "keep" }) };
    return [button(words.asVersion, choose(version)), button(words.keepBoth, choose(keepBoth))];
  }

  function follow(entry, address) {
    watchDocument(address, (newest, found) => {
      const share = newest.pages ? newest.pages_ready / newest.pages : 0;
      entry.progress(0.5 + share / 2, stepOf(newest, words));
      if (newest.state === "ready" || newest.state === "refused") {
        entry.remove();
        onEnd(found, entry);
      }
    });
  }

  window.addEventListener("online", () => {
    for (const line of Array.from(list.children)) if (line.goOn) line.goOn();
  });

  return function add(files) {
    for (const file of files) {
      const entry = uploadLine(list, file, words);
      Object.assign(entry, { key: newKey(), method: "POST", url, tries: 0, timer: 0 });
      entry.fields = Object.assign({ if_same: "ask" }, fields());
      entry.row.goOn = () => entry.timer && again(entry);
      if (file.size > limitBytes) entry.problem(words.tooLarge, button(words.cancel, entry.remove));
      else queue.push(entry);
    }
    work();
  };
}

/** Say what the server does with a file now. */
export function stepOf(newest, words) {
  if (newest.state === "waiting") return words.inLine;
  if (newest.step === "rendering" && newest.pages > 0) {
    return say(words.preparing, { ready: newest.pages_ready, pages: newest.pages });
  }
  return words[newest.step] || words.rendering;
}

export function button(label, onclick) {
  return element("button", { type: "button", class: "button button-plain", onclick }, label);
}
