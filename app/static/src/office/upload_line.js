/** The line of one upload: its name, what happens to it, its progress, and what can be chosen. */
import { element, fill, setText } from "../dom.js";

// Marks that turn the direction of writing: they would show "fdp.exe" as "exe.pdf".
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Add a line to `list`; returns {row, file, progress(share, sentence), problem(…), remove()}. */
export function uploadLine(list, file, words) {
  const bar = element("span");
  const state = element("span", { class: "row-note numbers" }, words.waiting);
  const choices = element("div", { class: "row-buttons" });
  const row = element(
    "li",
    { class: "upload-line" },
    element(
      "div",
      { class: "row" },
      element("span", { class: "row-main" }, element("span", { class: "row-title" }, file.name.replace(TURNS, "")), state),
    ),
    choices,
    element("div", { class: "progress" }, bar),
  );
  list.appendChild(row);
  list.hidden = false;
  return {
    row,
    file,
    progress(share, sentence) {
      bar.style.width = `${Math.round(100 * share)}%`;
      setText(state, sentence);
    },
    problem(sentence, ...buttons) {
      row.classList.toggle("has-problem", sentence !== "");
      fill(choices, buttons);
      if (sentence) setText(state, sentence);
    },
    remove() {
      row.remove();
      list.hidden = list.children.length === 0;
    },
  };
}
