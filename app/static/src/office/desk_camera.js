/** A badge held before the camera of this computer or phone, where HTTPS allows one. */
import { setText } from "../dom.js";

const WIDEST_PX = 800;
const PAUSE_MS = 120;
const SAME_AGAIN_MS = 4000;
const WANTED = { width: { ideal: 1280 }, height: { ideal: 720 } };

/**
 * Offer the camera; `onText` gets what a QR code says, once while it stays before the camera.
 *
 * @param {object} options
 * @param {object} options.words of the page
 * @param {{script: string, wasm: string}} options.reader addresses, fetched at the first use
 * @param {(text: string) => void} options.onText
 */
export function deskCamera({ words, reader, onText }) {
  const byId = (id) => document.getElementById(id);
  const [panel, video, button] = ["camera", "camera-picture", "camera-open"].map(byId);
  const canvas = document.createElement("canvas");
  let read = null;
  let stream = null;
  let facing = "environment";
  let last = { text: "", at: 0 };

  if (!window.isSecureContext || !navigator.mediaDevices) {
    byId("camera-secure").hidden = false;
    return;
  }
  button.hidden = false;

  function fail(sentence) {
    close();
    setText(byId("camera-note"), sentence);
    byId("camera-note").hidden = false;
  }

  async function open() {
    byId("camera-note").hidden = true;
    button.disabled = true;
    try {
      read = read || (await loadReader(reader));
    } catch (error) {
      fail(words.cameraOld);
      return;
    }
    try {
      await show();
      look(stream);
    } catch (error) {
      fail(words.cameraDenied);
    }
  }

  async function show() {
    stop();
    const wanted = Object.assign({ facingMode: facing }, WANTED);
    stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
    video.srcObject = stream;
    await video.play();
    panel.hidden = false;
    button.hidden = true;
    const [track] = stream.getVideoTracks();
    const able = track.getCapabilities ? track.getCapabilities() : {};
    byId("camera-light").hidden = !able.torch;
    byId("camera-light").setAttribute("aria-pressed", "false");
    const devices = await navigator.mediaDevices.enumerateDevices();
    byId("camera-other").hidden = devices.filter((each) => each.kind === "videoinput").length < 2;
  }

  /** Look at one picture after another while this stream is the one that is shown. */
  async function look(own) {
    while (stream === own) {
      const text = document.hidden ? null : await read(picture()).catch(() => null);
      if (text && stream === own) take(text);
      await new Promise((resolve) => window.setTimeout(resolve, PAUSE_MS));
    }
  }

  function picture() {
    const scale = Math.min(1, WIDEST_PX / video.videoWidth);
    canvas.width = Math.max(1, Math.round(video.videoWidth * scale));
    canvas.height = Math.max(1, Math.round(video.videoHeight * scale));
    const drawing = canvas.getContext("2d");
    drawing.drawImage(video, 0, 0, canvas.width, canvas.height);
    return drawing.getImageData(0, 0, canvas.width, canvas.height);
  }

  function take(text) {
    const isSame = text === last.text && Date.now() - last.at < SAME_AGAIN_MS;
    last = { text, at: Date.now() };
    if (!isSame) onText(text);
  }

  async function light() {
    const isOn = byId("camera-light").getAttribute("aria-pressed") !== "true";
    const [track] = stream.getVideoTracks();
    await track.applyConstraints({ advanced: [{ torch: isOn }] }).catch(() => null);
    byId("camera-light").setAttribute("aria-pressed", String(isOn));
  }

  function stop() {
    if (stream) stream.getTracks().forEach((track) => track.stop());
    stream = null;
  }

  function close() {
    stop();
    video.srcObject = null;
    panel.hidden = true;
    button.hidden = false;
    button.disabled = false;
  }

  button.addEventListener("click", open);
  byId("camera-close").addEventListener("click", close);
  byId("camera-light").addEventListener("click", light);
  byId("camera-other").addEventListener("click", () => {
    facing = facing === "environment" ? "user" : "environment";
    open();
  });
}

function loadReader({ script, wasm }) {
  return new Promise((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = script;
    tag.onload = () => window.deskReader(wasm).then(resolve, reject);
    tag.onerror = () => reject(new Error("not fetched"));
    document.head.append(tag);
  });
}
