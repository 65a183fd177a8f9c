/** Passing on the address of a page: it opens for nobody what they may not see anyway. */
import { element } from "../dom.js";
import { copyFrom } from "../office/copy.js";
import { openDialog } from "../overlay.js";

/** Return the address that is passed on: the page's own, without what was searched. */
export function addressOf(location, page) {
  return `${location.origin}${location.pathname}#page=${page}`;
}

/**
 * Show `heading`, a `sentence` and the address of `page`, to copy or to send by the phone's own
 * sharing where it has one.
 */
export function offerAddress(heading, sentence, { page, words }) {
  const address = addressOf(window.location, page);
  const field = element("input", {
    class: "input",
    type: "text",
    readonly: true,
    value: address,
    "aria-label": heading,
  });
  const copy = () => copyFrom(field, words);
  const send = () => navigator.share({ title: document.title, url: address }).catch(() => {});
  const close = openDialog(
    heading,
    element("p", {}, sentence),
    field,
    element(
      "div",
      { class: "button-row" },
      element("button", { type: "button", class: "button", onclick: copy }, words.copy),
      navigator.share
        ? element("button", { type: "button", class: "button", onclick: send }, words.shareBy)
        : null,
      element(
        "button",
        { type: "button", class: "button button-plain", onclick: () => close() },
        words.close,
      ),
    ),
  );
}
