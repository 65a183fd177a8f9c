// The last check-ins, each with half a minute to take it back for a reason.
import { $, clock, complain, fill, make, post, refill, text, words } from "./page.js";

let undoing = null;
const openUndo = (entry) => {
  undoing = entry;
  text("undo-who", `${entry.name} · ${entry.delegation}`);
  $("undo-reason").value = "";
  $("undo").hidden = false;
  $("undo").querySelector("[data-reason]").focus();
};
const closeUndo = () => ($("undo").hidden = true);
const undo = async (reason) => {
  if (!reason.trim()) {
    complain("undo_needs_reason");
    return;
  }
  await post("/undo", { key: undoing.key, reason });
  closeUndo();
};
document.querySelectorAll("[data-reason]").forEach((button) =>
  button.addEventListener("click", () => undo(button.dataset.reason)));
$("undo").querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  undo($("undo-reason").value);
});
$("undo-close").addEventListener("click", closeUndo);
$("undo").addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeUndo();
  if (event.key !== "Tab") return;
  const stops = [...$("undo").querySelectorAll("button, input")];
  const end = event.shiftKey ? stops[0] : stops[stops.length - 1];
  if (document.activeElement === end) {
    event.preventDefault();
    (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
  }
});

let recent = "";
export const showRecent = (now) => {
  if (JSON.stringify(now.recent) === recent) return;
  const focused = document.activeElement && document.activeElement.dataset.key;
  recent = JSON.stringify(now.recent);
  const rows = now.recent.map((entry) => {
    const row = make("li", entry.undone ? "undone" : "");
    const who = make("div");
    const marks = [clock(entry.at, now.time_zone), words[`method_${entry.method}`]];
    if (entry.direction === "out") marks.push(words.direction_out);
    if (entry.undone) marks.push(words.undone_mark);
    who.append(make("b", "", entry.name), make("span", "", marks.join(" · ")));
    row.append(who);
    if (entry.undo_seconds > 0) {
      const button = make("button", "", fill("undo_within", { seconds: entry.undo_seconds }));
      button.type = "button";
      button.dataset.key = entry.key;
      button.addEventListener("click", () => openUndo(entry));
      row.append(button);
    }
    return row;
  });
  refill("recent", ...(rows.length ? rows : [make("li", "hint", words.recent_none)]));
  if (focused) {
    const again = $("recent").querySelector(`[data-key="${focused}"]`);
    if (again) again.focus();
  }
};
