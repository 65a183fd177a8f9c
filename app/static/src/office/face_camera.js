/** Three guided photographs of a delegate's face with this computer's camera, after the consent. */
import { element, fill, say, setText } from "../dom.js";
import { send } from "../forms/send.js";
import { drawn } from "./shrunk_photo.js";

const WANTED = { facingMode: "user", width: { ideal: 1280 }, height: { ideal: 720 } };

/**
 * Wire the camera of the card; browsers allow one over HTTPS or on the server's own computer.
 *
 * @param {object} options
 * @param {string} options.url where the photographs go
 * @param {() => boolean} options.agreed has the delegate's consent been given or ticked?
 * @param {object} options.words faceSteps (a sentence for each photograph), agreeFirst, denied, offline, shown
 * @param {(answer: object) => void} options.onSent
 */
export function faceCamera({ url, agreed, words, onSent }) {
  const byId = (id) => document.getElementById(id);
  const [open, panel, video] = ["face-open", "face-panel", "face-video"].map(byId);
  const photos = [];
  let stream = null;

  if (!window.isSecureContext || !navigator.mediaDevices) {
    byId("face-secure").hidden = false;
    return;
  }
  open.hidden = false;

  function problem(sentence) {
    setText(byId("face-problem"), sentence);
    byId("face-problem").hidden = sentence === "";
  }

  async function begin() {
    if (!agreed()) {
      problem(words.agreeFirst);
      return;
    }
    problem("");
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: WANTED, audio: false });
      video.srcObject = stream;
      await video.play();
    } catch (error) {
      end();
      problem(words.denied);
      return;
    }
    panel.hidden = false;
    open.hidden = true;
    again();
  }

  function end() {
    if (stream) for (const track of stream.getTracks()) track.stop();
    stream = null;
    video.srcObject = null;
    panel.hidden = true;
    open.hidden = false;
    forget();
  }

  function forget() {
    for (const photo of photos.splice(0)) URL.revokeObjectURL(photo.url);
  }

  function again() {
    forget();
    problem("");
    show();
  }

  function show() {
    const isComplete = photos.length === words.faceSteps.length;
    setText(byId("face-step"), isComplete ? words.faceDone : words.faceSteps[photos.length]);
    byId("face-take").hidden = isComplete;
    byId("face-send").hidden = !isComplete;
    byId("face-again").hidden = photos.length === 0;
    const pictures = photos.map((photo, place) =>
      element("li", {}, element("img", { src: photo.url, alt: say(words.shown, { nth: place + 1 }) })),
    );
    fill(byId("face-photos"), pictures);
  }

  async function take() {
    const blob = await drawn(video, video.videoWidth, video.videoHeight);
    if (!blob || photos.length === words.faceSteps.length) return;
    photos.push({ blob, url: URL.createObjectURL(blob) });
    show();
  }

  async function sendAll() {
    const body = new FormData();
    photos.forEach((photo, place) => body.append("images", photo.blob, `${place}.jpg`));
    body.append("consent", "true");
    byId("face-send").disabled = true;
    const answer = await send({ method: "PUT", url, body }).catch(() => null);
    byId("face-send").disabled = false;
    if (answer && answer.status === 202) {
      end();
      onSent(answer.said);
    } else problem((answer && answer.said.detail) || words.offline);
  }

  open.addEventListener("click", begin);
  byId("face-take").addEventListener("click", take);
  byId("face-send").addEventListener("click", sendAll);
  byId("face-again").addEventListener("click", again);
  byId("face-close").addEventListener("click", end);
  window.addEventListener("pagehide", end);
}
