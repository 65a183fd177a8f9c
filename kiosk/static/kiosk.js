// The desk's page: shows every state that the desk sends.
import { showBar, showCamera, showNotes } from "./bar.js";
import { $ } from "./page.js";
import { showPairing } from "./pairing.js";
import { showPin } from "./pin.js";
import { showRecent } from "./recent.js";
import { showFace, showResult } from "./result.js";
import "./operator.js";

let now = null; // the newest state
const show = (state) => {
  now = state;
  [showBar, showNotes, showPairing, showPin, showCamera, showResult, showFace, showRecent].forEach((part) => part(now));
};

// Not before the page is loaded: a picture without an end would keep it loading.
const showPicture = () => {
  if ($("stream")) $("stream").src = `/picture?from=${Date.now()}`;
};
window.addEventListener("load", showPicture);

const SILENCE_MS = 4000;
let silence = 0;
const listen = () => {
  const events = new EventSource("/events");
  const heard = () => {
    clearTimeout(silence);
    if (!$("gone").hidden) showPicture();
    $("gone").hidden = true;
    silence = setTimeout(() => ($("gone").hidden = false), SILENCE_MS);
  };
  events.addEventListener("message", (event) => {
    heard();
    show(JSON.parse(event.data));
  });
  silence = setTimeout(() => ($("gone").hidden = false), SILENCE_MS);
};
listen();
window.addEventListener("resize", () => now && showFace(now));
