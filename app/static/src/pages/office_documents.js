/** The office's shelf: uploads, their progress, the order of documents, and QR codes. */
import { readData, say, setText } from "../dom.js";
import { instant } from "../forms/values.js";
import { send } from "../forms/send.js";
import { showCode } from "../office/code_dialog.js";
import { wireDrop } from "../office/drop.js";
import { wireOrder } from "../office/order.js";
import { refreshAfterForms, refreshed } from "../office/refresh.js";
import { stepOf, uploader } from "../office/upload.js";
import { newKey } from "../office/upload_key.js";
import { watchDocument } from "../office/watch_document.js";
import { toast } from "../overlay.js";

const words = readData("words");
const congress = readData("congress");
const api = `/api/congresses/${congress.id}`;
const byId = (id) => document.getElementById(id);
const uploadForm = byId("upload");
const codeForm = byId("code-form");
const watched = new Set();

const refresh = refreshed(["shelf", "code-list"], (part) => {
  wireOrder(part, words);
  for (const field of part.querySelectorAll("[data-upload-key]")) field.value = newKey();
  for (const row of part.querySelectorAll("[data-state=waiting], [data-state=working]")) {
    watchRow(row.dataset.document);
  }
});
refreshAfterForms(refresh);

/** Keep the chip of a document in the list up to date; the upload's own line does it for new ones. */
function watchRow(id) {
  if (watched.has(id)) return;
  watched.add(id);
  watchDocument(`${api}/documents/${id}`, (newest) => {
    const chip = document.querySelector(`[data-document="${id}"] [data-chip]`);
    if (chip && newest.state === "working") setText(chip, stepOf(newest, words));
    if (newest.state === "ready" || newest.state === "refused") {
      watched.delete(id);
      refresh();
    }
  });
}

const upload = uploader({
  list: byId("uploads"),
  url: `${api}/documents`,
  readerOf: (id) => `/c/${congress.id}/documents/${id}`,
  limitBytes: congress.limit_bytes,
  words,
  fields: () =>
    Object.assign(
      { audience: uploadForm.elements.audience.value },
      placeOf(uploadForm.elements.session_id.value),
    ),
  onTaken(made) {
    watched.add(String(made.id));
  },
  onEnd(found) {
    watched.delete(String(found.id));
    const isReady = found.newest.state === "ready";
    toast(say(isReady ? words.ready : words.refusedFile, { title: found.title }));
    refresh();
  },
});

for (const id of ["upload-files", "upload-camera"]) {
  byId(id).addEventListener("change", (event) => {
    upload(Array.from(event.target.files));
    event.target.value = "";
  });
}

/** A place of the list, "3" or "item-5", as the API names it; it says the session of an item. */
function placeOf(value) {
  const item = value.startsWith("item-");
  return { session_id: item ? "" : value, agenda_item_id: item ? value.slice(5) : "" };
}

// While capturing: before the form's own listener reads its fields.
document.addEventListener(
  "submit",
  (event) => {
    const chosen = event.target.querySelector("[data-place]");
    if (!chosen) return;
    const place = placeOf(chosen.value);
    for (const name of Object.keys(place)) event.target.elements[name].value = place[name];
  },
  true,
);
uploadForm.addEventListener("submit", (event) => event.preventDefault());

wireDrop(uploadForm.querySelector(".drop-zone"), upload);

function fillHours() {
  const chosen = codeForm.elements.target.selectedOptions[0];
  codeForm.elements.closes_at.value = chosen.dataset.closes || "";
}
codeForm.elements.target.addEventListener("change", fillHours);
fillHours();

codeForm.addEventListener("submit", async (event) => {
  event.preventDefault();
  const [target, id] = codeForm.elements.target.value.split(":");
  const site = codeForm.elements.site_id && codeForm.elements.site_id.value;
  const body = { target, id: id ? Number(id) : null, site_id: site ? Number(site) : null };
  for (const name of ["opens_at", "closes_at"]) {
    const local = codeForm.elements[name].value;
    body[name] = local ? instant(local, congress.offset) : null;
  }
  await makeCode(body);
});

async function makeCode(body) {
  const problem = byId("code-problem");
  problem.hidden = true;
  const answer = await send({ method: "POST", url: `${api}/links`, body }).catch(() => null);
  if (!answer || answer.status !== 201) {
    setText(problem, (answer && answer.said.detail) || readData("form-words").offline);
    problem.hidden = false;
    return;
  }
  await refresh();
  show(document.querySelector(`[data-code="${answer.said.id}"]`));
}

function show(button) {
  const { code, name, url, hours } = button.dataset;
  const notes = [words.scanToRead, congress.title, hours];
  const picture = `${api}/links/${code}.svg`;
  showCode({ name, url, picture, notes }, words, say(words.codeFor, { name }));
}

document.addEventListener("click", (event) => {
  const shown = event.target.closest("[data-code]");
  const made = event.target.closest("[data-make-code]");
  if (shown) show(shown);
  if (made) makeCode({ target: "document", id: Number(made.dataset.makeCode) });
});
