/** One delegate: the badge in large, and how far the enrolment of the face is. */
import { element, readData, say, setText } from "../dom.js";
import { showCode } from "../office/code_dialog.js";
import { faceCamera } from "../office/face_camera.js";

const ASK_MS = 1000;
const words = readData("words");
const delegate = readData("delegate");
const badge = document.getElementById("show-badge");
const enrol = document.getElementById("enrol");

if (badge) {
  badge.addEventListener("click", () => {
    const { name, url, note } = delegate;
    const description = say(words.badgeFor, { name });
    showCode({ name, url, picture: delegate.badge, notes: [note] }, words, description);
  });
}

const faceLink = document.getElementById("show-face-link");
if (faceLink) {
  faceLink.addEventListener("click", () => {
    const { url, picture } = delegate.faceLink;
    const notes = [words.faceLinkNote, delegate.note];
    showCode({ name: delegate.name, url, picture, notes }, words, say(words.faceLinkFor, delegate));
  });
}

wirePhoto(document.getElementById("keep-photo"));

/** Show the photograph that was chosen or taken, cut as it will be; the other field lets go. */
function wirePhoto(form) {
  const inputs = form ? Array.from(form.querySelectorAll("input[type=file]")) : [];
  for (const input of inputs) {
    input.addEventListener("change", () => {
      const [file] = input.files;
      if (!file) return;
      for (const other of inputs) if (other !== input) other.value = "";
      const before = document.querySelector(".photo-picture");
      const preview = element("img", { class: "photo-picture", alt: "", src: URL.createObjectURL(file) });
      preview.addEventListener("error", () => preview.replaceWith(before));
      before.replaceWith(preview);
      setText(document.getElementById("photo-chosen"), say(words.photoChosen, { name: file.name }));
    });
  }
}

function show({ state, reason }) {
  const chip = document.getElementById("face-chip");
  setText(chip, words.faces[state]);
  chip.className = words.chips[state] || "chip";
  const sentence = document.getElementById("face-reason");
  setText(sentence, reason);
  sentence.hidden = reason === "";
}

/** Ask until the worker has looked at every photograph, then show the page as it is now. */
async function follow() {
  const answer = await fetch(delegate.portraits, { cache: "no-store" }).catch(() => null);
  const found = answer && answer.ok ? await answer.json() : { state: "waiting" };
  if (found.state === "waiting") window.setTimeout(follow, ASK_MS);
  else window.location.reload();
}

if (document.getElementById("face-open")) {
  const { offline } = readData("form-words");
  faceCamera({
    url: delegate.portraits,
    words: Object.assign({ offline }, words),
    agreed: () => delegate.agreed || enrol.elements.namedItem("consent").checked,
    onSent(answer) {
      show(answer);
      follow();
    },
  });
}

if (enrol) {
  enrol.addEventListener("answered", (event) => {
    show(event.detail);
    follow();
  });
  if (delegate.face === "waiting") follow();
}
