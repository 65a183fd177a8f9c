/** A delegate's own phone: agree, take photographs with the phone's camera, send, or erase. */
import { element, fill, readData, say, setText } from "../dom.js";
import { wireForms } from "../forms/forms.js";
import { send } from "../forms/send.js";
import { shrunk } from "../office/shrunk_photo.js";

const ASK_MS = 1000;
const own = readData("own");
const words = readData("words");
const { offline, sending } = readData("form-words");
const byId = (id) => document.getElementById(id);
const photos = [];

wireForms(document, readData("form-words"));

/** Ask until the worker has looked at every photograph, then show the page as it is now. */
async function follow() {
  const answer = await fetch(own.url, { cache: "no-store" }).catch(() => null);
  const found = answer && answer.ok ? await answer.json() : { state: "waiting" };
  if (found.state === "waiting") window.setTimeout(follow, ASK_MS);
  else window.location.reload();
}

function show() {
  const pictures = photos.map((photo, place) =>
    element(
      "li",
      {},
      element("img", { src: photo.url, alt: say(words.shown, { nth: place + 1 }) }),
      element(
        "button",
        {
          type: "button",
          class: "button button-plain",
          "aria-label": say(words.remove, { nth: place + 1 }),
          onclick() {
            URL.revokeObjectURL(photo.url);
            photos.splice(place, 1);
            show();
          },
        },
        "×",
      ),
    ),
  );
  fill(byId("own-photos"), pictures);
  setText(byId("own-count"), photos.length ? say(words.count, { count: photos.length, most: own.most }) : "");
  if (photos.length) setText(byId("own-again"), words.another);
  byId("own-again").parentElement.classList.toggle("button-plain", photos.length > 0);
  byId("own-send").hidden = photos.length === 0;
  for (const id of ["own-camera", "own-files"]) byId(id).disabled = photos.length >= own.most;
}

async function add(event) {
  const files = Array.from(event.target.files).slice(0, own.most - photos.length);
  for (const file of files) {
    const blob = await shrunk(file);
    photos.push({ blob, url: URL.createObjectURL(blob) });
  }
  event.target.value = "";
  show();
}

function problem(sentence) {
  setText(byId("own-problem"), sentence);
  byId("own-problem").hidden = sentence === "";
}

async function sendAll(event) {
  event.preventDefault();
  const button = byId("own-send").querySelector("button");
  const body = new FormData();
  photos.forEach((photo, place) => body.append("images", photo.blob, `${place}.jpg`));
  problem("");
  button.disabled = true;
  setText(byId("own-count"), sending);
  const answer = await send({ method: "PUT", url: own.url, body }).catch(() => null);
  button.disabled = false;
  if (answer && answer.status === 202) window.location.reload();
  else {
    show();
    problem((answer && answer.said.detail) || offline);
  }
}

if (byId("take")) {
  byId("own-camera").addEventListener("change", add);
  byId("own-files").addEventListener("change", add);
  byId("own-send").addEventListener("submit", sendAll);
}
if (own.agreed && own.state === "waiting") follow();
