/** A QR code as large as the window, ready to be scanned from it or printed. */
import { element } from "../dom.js";
import { openDialog } from "../overlay.js";
import { copyFrom } from "./copy.js";

window.addEventListener("beforeprint", () => {
  const isOpen = document.querySelector(".overlay-code") !== null;
  document.body.classList.toggle("shows-code", isOpen);
});

/**
 * Show a code.
 *
 * @param {object} code
 * @param {string} code.name what it opens, or whose it is
 * @param {string} code.url the address that it holds
 * @param {string} code.picture address of the code's picture
 * @param {string[]} code.notes lines for the printed sheet
 * @param {object} words print, copy, copied, notCopied, close
 */
export function showCode({ name, url, picture, notes }, words, description) {
  const address = element("input", {
    class: "input address-field",
    readonly: true,
    value: url,
    "aria-label": words.copy,
  });
  const close = openDialog(
    name,
    element(
      "div",
      { class: "code-sheet" },
      notes.filter(Boolean).map((note) => element("p", { class: "code-note" }, note)),
      element("img", { class: "code-picture", src: picture, alt: description }),
      element("p", { class: "code-address" }, url),
    ),
    address,
    element(
      "div",
      { class: "button-row no-print" },
      element("button", { type: "button", class: "button", onclick: () => window.print() }, words.print),
      element(
        "button",
        { type: "button", class: "button button-plain", onclick: () => copyFrom(address, words) },
        words.copy,
      ),
      element("button", { type: "button", class: "button button-plain", onclick: () => close() }, words.close),
    ),
  );
  const veil = document.querySelector("body > .overlay:last-of-type");
  veil.classList.add("overlay-code");
  document.getElementById("dialog-title").focus();
}
