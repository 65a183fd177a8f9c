/** A dialog and a toast that also work where <dialog> does not. */
import { element } from "./dom.js";

const FOCUSABLE = "a[href], button:not([disabled]), input, select, textarea";
const TOAST_MS = 3500;

/**
 * Open a dialog with `content` (nodes); returns close(). Escape and a press beside it close it too;
 * focus stays inside and goes back where it was.
 */
export function openDialog(heading, ...content) {
  const before = document.activeElement;
  const title = element("h2", { id: "dialog-title", tabindex: "-1" }, heading);
  const dialog = element(
    "div",
    { class: "dialog stack", role: "dialog", "aria-modal": "true", "aria-labelledby": title.id },
    title,
    ...content,
  );
  const veil = element("div", { class: "overlay" }, dialog);

  function close() {
    veil.remove();
    document.removeEventListener("keydown", onKey);
    if (before && before.focus) before.focus();
  }

  function onKey(event) {
    if (event.key === "Escape") close();
    if (event.key !== "Tab") return;
    const stops = Array.from(dialog.querySelectorAll(FOCUSABLE));
    const first = stops[0];
    const last = stops[stops.length - 1];
    const at = document.activeElement;
    if (event.shiftKey && (at === first || at === title)) {
      event.preventDefault();
      last.focus();
    } else if (!event.shiftKey && at === last) {
      event.preventDefault();
      first.focus();
    }
  }

  veil.addEventListener("click", (event) => {
    if (event.target === veil) close();
  });
  document.addEventListener("keydown", onKey);
  document.body.appendChild(veil);
  (dialog.querySelector("input, textarea") || title).focus();
  return close;
}

/** Say one sentence at the bottom of the page for a few seconds. */
export function toast(sentence) {
  const made = element("p", { class: "toast", role: "status" }, sentence);
  document.body.appendChild(made);
  window.setTimeout(() => made.remove(), TOAST_MS);
}
