/** Pairing: what a new device needs is shown once. */
import { element, readData } from "../dom.js";
import { copyFrom } from "../office/copy.js";
import { openDialog } from "../overlay.js";

const words = readData("words");
const server = readData("server");
const form = document.getElementById("pair");

form.addEventListener("answered", (event) => {
  const { token, url, qr } = event.detail;
  const parts = url ? screenParts(url, qr) : deskParts(token);
  const leave = element(
    "button",
    { type: "button", class: "button button-plain", onclick: () => window.location.reload() },
    words.close,
  );
  openDialog(
    url ? words.screenHeading : words.deskHeading,
    ...parts,
    element("p", { class: "notice notice-warn" }, words.once),
    leave,
  );
  form.reset();
});

function deskParts(token) {
  const command = `./run kiosk --server ${server.url} --token ${token}`;
  return [element("p", {}, words.deskHow), ...copyable(command)];
}

function screenParts(url, qr) {
  const picture = `data:image/svg+xml,${encodeURIComponent(qr)}`;
  return [
    element("p", {}, words.screenHow),
    ...copyable(url),
    element("img", { class: "qr-code", src: picture, alt: words.code }),
    element("p", { class: "quiet" }, words.screenCommand),
    ...copyable(`./run screen ${url}`),
  ];
}

function copyable(text) {
  const field = element("input", {
    class: "input command-field",
    readonly: true,
    value: text,
    "aria-label": words.copy,
    spellcheck: "false",
  });
  const button = element(
    "button",
    { type: "button", class: "button button-plain", onclick: () => copyFrom(field, words) },
    words.copy,
  );
  return [element("div", { class: "copy-row" }, field, button)];
}
