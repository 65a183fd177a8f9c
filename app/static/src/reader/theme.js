/** Dark or light: as it was left, else as the phone asks. */
import { kept } from "./kept.js";

export function isDark() {
  const chosen = kept("theme");
  return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
}

/** Make the whole page dark or light. */
export function wear(dark) {
  const root = window.document.documentElement;
  root.classList.toggle("theme-dark", dark);
  root.classList.toggle("theme-light", !dark);
}
