/** The office's shelf: uploads, their progress, the order of documents, and QR codes. */
import { readData, say, setText } from "../dom.js";
import { instant } from "../forms/values.js";
import { send } from "../forms/send.js";
import { showCode } from "../office/code_dialog.js";
import { wireOrder } from "../office/order.js";
import { refreshAfterForms, refreshed } from "../office/refresh.js";
import { uploader } from "../office/upload.js";
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
    const counts = { ready: newest.pages_ready, pages: newest.pages };
    if (chip && newest.pages && newest.state === "working") setText(chip, say(words.preparing, counts));
    if (newest.state === "ready" || newest.state === "refused") {
      watched.delete(id);
      refresh();
    }
  });
}

const upload = uploader({
  list: byId("uploads"),
  url: `${api}/documents`,
  words,
  fields: () => ({
    audience: uploadForm.elements.audience.value,
    session_id: uploadForm.elements.session_id.value,
  }),
  onTaken(made) {
    watched.add(String(made.id));
  },
  onEnd(found) {
    watched.delete(String(found.id));
    const isReady = found.newest.state === "ready";
    toast(say(isReady ? words.ready : words.refusedFile, { title: found.title }));
    refresh().then(() => {
      const row = byId(`document-${found.id}`);
      if (row && !isReady) row.open = true;
    });
  },
});

byId("upload-files").addEventListener("change", (event) => {
  upload(Array.from(event.target.files));
  event.target.value = "";
});
uploadForm.addEventListener("submit", (event) => event.preventDefault());

const zone = uploadForm.querySelector(".drop-zone");
for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  });
}
for (const kind of ["dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
  });
}
document.addEventListener("drop", (event) => upload(Array.from(event.dataTransfer.files)));

function fillHours() {
  const chosen = codeForm.elements.target.selectedOptions[0];
  codeForm.elements.closes_at.value = chosen.dataset.closes || "";
}
codeForm.elements.target.addEventListener("change", fillHours);
fillHours();

codeForm.addEventListener("submit", async (event) => {
  event.preventDefault();
  const [target, id] = codeForm.elements.target.value.split(":");
  const body = { target, id: id ? Number(id) : null };
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
