// The bar above: session, direction, numbers, connection; and what the operator must know.
import { $, fill, make, post, refill, text, words } from "./page.js";

export const showBar = (now) => {
  text("congress", now.congress || words.title);
  $("rehearsal").hidden = !now.rehearsal;
  text("desk", now.desk || words.title);
  const numbers = now.attendance;
  text("present", numbers ? fill("present_of", numbers) : "");
  $("link").dataset.online = String(now.online);
  const pending = now.pending ? fill("pending", { count: now.pending }) : "";
  text("link", pending || words[now.online ? "online" : "offline"]);
  document.querySelectorAll("[data-direction]").forEach((button) =>
    button.setAttribute("aria-pressed", String(button.dataset.direction === now.direction)));
  showSessions(now);
};

let sessions = "";
const showSessions = (now) => {
  const which = JSON.stringify([now.sessions, now.session_id, now.session_is_chosen]);
  if (which === sessions || document.activeElement === $("session")) return;
  sessions = which;
  const follow = new Option(fill("session_follows", { title: now.session_title || words.session_none }), "");
  const each = now.sessions.map((session) => new Option(session.title, JSON.stringify(session.id)));
  refill("session", follow, ...each);
  $("session").value = now.session_is_chosen ? JSON.stringify(now.session_id) : "";
};

let notes = "";
export const showNotes = (now) => {
  const faces = words[`faces_${now.faces}`];
  const said = [
    ...now.troubles.map((code) => [words[`trouble_${code}`], "grave"]),
    ...(now.refused ? [[fill("refused_count", { count: now.refused }), "grave"]] : []),
    ...(now.session_on_now
      ? [[fill("session_other", { chosen: now.session_title, now: now.session_on_now }), ""]]
      : []),
    ...(now.online || now.troubles.length ? [] : [[words.offline_note, ""]]),
    ...(faces && now.faces !== "loading" ? [[faces, ""]] : []),
  ];
  if (JSON.stringify(said) === notes) return;
  notes = JSON.stringify(said);
  refill("notes", ...said.map(([sentence, className]) => make("p", className, sentence)));
};

/** Nobody is seen now: neither badges nor faces. */
export const isBlind = (now) => now.camera === "lost" || (now.camera === "live" && now.dark);

export const showCamera = (now) => {
  const denied = document.body.dataset.cameraDenied === "true";
  const live = now.dark ? words.camera_dark : "";
  const note = denied ? words.camera_denied : now.camera === "live" ? live : words[`camera_${now.camera}`];
  text("camera-note", note);
  $("camera-note").classList.toggle("wrong", denied || isBlind(now));
};

$("session").addEventListener("change", () => {
  const chosen = $("session").value;
  post("/session", { session_id: chosen ? JSON.parse(chosen) : null });
  $("session").blur();
});
document.querySelectorAll("[data-direction]").forEach((button) =>
  button.addEventListener("click", () => post("/direction", { direction: button.dataset.direction })));
