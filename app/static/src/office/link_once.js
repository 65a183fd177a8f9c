/** A link that is shown once: to copy, or to be scanned from the screen. */
import { element, say } from "../dom.js";
import { openDialog } from "../overlay.js";
import { copyFrom } from "./copy.js";

/**
 * Show a link.
 *
 * @param {string} heading
 * @param {{url: string, qr: string, expires_at: string}} link as the API answers it
 * @param {object} words hand, copy, copied, notCopied, close, code
 */
export function showLink(heading, link, words) {
  const until = new Date(link.expires_at).toLocaleString(document.documentElement.lang, {
    dateStyle: "short",
    timeStyle: "short",
  });
  const address = element("input", {
    class: "input address-field",
    readonly: true,
    value: link.url,
    "aria-label": words.copy,
  });
  const close = openDialog(
    heading,
    element("p", {}, say(words.hand, { until })),
    element(
      "div",
      { class: "copy-row" },
      address,
      element("button", { type: "button", class: "button", onclick: () => copyFrom(address, words) }, words.copy),
    ),
    element("img", {
      class: "qr-code",
      src: `data:image/svg+xml,${encodeURIComponent(link.qr)}`,
      alt: words.code,
    }),
    element("button", { type: "button", class: "button button-plain", onclick: () => close() }, words.close),
  );
}
