/** Pairing: a code that the new machine enters, or a long token; either is shown once. */
import { element, readData } from "../dom.js";
import { copyFrom } from "../office/copy.js";
import { refreshAfterForms, refreshed } from "../office/refresh.js";
import { showPairingCode } from "../office/pairing_code.js";
import { wireRenaming } from "../office/rename.js";
import { openDialog } from "../overlay.js";

const words = readData("words");
const server = readData("server");
const form = document.getElementById("pair");

const refresh = refreshed(["devices"], (part) => wireRenaming(part, words, () => refresh()));
refreshAfterForms(refresh);

for (const button of form.querySelectorAll("[data-way]")) {
  button.addEventListener("click", () => (form.dataset.api = button.dataset.way));
}

form.addEventListener("answered", (event) => {
  if (event.detail.code) showPairingCode(event.detail, asked(), { server, words, onPaired: refresh });
  else showToken(event.detail);
});

function asked() {
  const { kind, name } = form.elements;
  return { kind: kind.value, name: name.value.trim() };
}

function showToken({ token, url, qr }) {
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
}

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
