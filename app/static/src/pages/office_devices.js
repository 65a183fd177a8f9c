/** Pairing: what a new device needs is shown once. */
import { element, readData } from "../dom.js";
import { copyFrom } from "../office/copy.js";
import { refreshAfterForms, refreshed } from "../office/refresh.js";
import { openDialog } from "../overlay.js";

const words = readData("words");
const server = readData("server");
const form = document.getElementById("pair");

refreshAfterForms(refreshed(["devices"]));

form.addEventListener("answered", (event) => {
  const { token, url, qr } = event.detail;
  const parts = url ? screenParts(url, qr) : deskParts(token);
  const leave = element(
    "button",
    { type: "button", class: "button button-plain", onclick: () => close() },
    words.close,
  );
  const close = openDialog(
    url ? words.screenHeading : words.deskHeading,
    ...parts,
    element("p", { class: "notice notice-warn" }, words.once),
    leave,
  );
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
  const field = element(
    "textarea",
    { class: "input command-field", readonly: true, rows: 3, spellcheck: "false", "aria-label": words.copy },
    text,
  );
  const button = element(
    "button",
    { type: "button", class: "button button-plain", onclick: () => copyFrom(field, words) },
    words.copy,
  );
  return [element("div", { class: "copy-row" }, field, button)];
}
