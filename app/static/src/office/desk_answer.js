/** What the desk says about the person in front of it, in one large card. */
import { element, say, setText } from "../dom.js";
import { showPhoto } from "./desk_photo.js";

const KINDS = { good: "answer-good", ask: "answer-ask", bad: "answer-bad" };
const MOST_RECENT = 12;

/** Return {show, remember}; `words` are those of the page. */
export function answerCard(words) {
  const card = document.getElementById("answer");
  const name = document.getElementById("answer-name");
  const note = document.getElementById("answer-note");
  const seat = document.getElementById("answer-seat");
  const buttons = document.getElementById("answer-buttons");
  const recent = document.getElementById("recent");

  /** Show a heading, a line below it, a seat; `kind` good, ask, bad or none; `canUndo`; `photo`. */
  function show({ kind, heading, line, place, canUndo, photo }) {
    card.className = `answer ${KINDS[kind] || ""}`;
    setText(name, heading);
    setText(note, line);
    setText(seat, place || "");
    seat.hidden = !place;
    buttons.hidden = !canUndo;
    showPhoto(document.getElementById("answer-photo"), photo);
  }

  /** Put a line on top of the list of what this desk did. */
  function remember({ kind, heading, line }) {
    const chips = { good: "chip chip-good", ask: "chip chip-warn", bad: "chip chip-bad" };
    const clock = new Date().toLocaleTimeString(document.documentElement.lang, {
      hour: "2-digit",
      minute: "2-digit",
    });
    recent.prepend(
      element(
        "li",
        {},
        element(
          "div",
          { class: "row" },
          element("span", { class: "agenda-clock numbers" }, clock),
          element("span", { class: "row-main" }, element("span", { class: "row-title" }, heading)),
          element("span", { class: chips[kind] || "chip" }, line),
        ),
      ),
    );
    while (recent.children.length > MOST_RECENT) recent.lastElementChild.remove();
    document.getElementById("recent-none").hidden = true;
  }

  return { show, remember };
}

/** When and where somebody came before, as far as the server said. */
function earlierWords(earlier, words) {
  if (!earlier) return "";
  const time = new Date(earlier.at).toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
  });
  return say(words.earlier, { time, desk: earlier.desk });
}

/** Return what to show while the server's answer is out, from what this desk knows itself. */
export function ownVerdict(event, delegate, words) {
  if (!delegate) {
    const [heading, line] = [words.kept, words.keptBadge];
    return { kind: "ask", heading, short: words.kept, line, canUndo: true };
  }
  const isRepeated = event.direction === "in" ? delegate.present : !delegate.present;
  const conflict = event.direction === "in" ? "already_in" : "out_before_in";
  const shown = verdict(
    Object.assign({}, delegate, {
      direction: event.direction,
      conflict: isRepeated ? conflict : null,
    }),
    words,
  );
  const line = [shown.line, words.kept].filter(Boolean).join(" · ");
  return Object.assign(shown, { line });
}

/** Return what to show for the server's answer to a check-in. */
export function verdict(said, words) {
  if (said.conflict === "unknown_delegate") {
    return { kind: "bad", heading: words.unknown, short: words.unknown, line: words.unknownHint };
  }
  if (said.replaced_by && said.direction === "in") return placeTaken(said, words);
  const done = said.direction === "in" ? words.cameIn : words.wentOut;
  const state = words.conflicts[said.conflict] || done;
  return {
    kind: said.conflict ? "ask" : "good",
    heading: said.name,
    short: state,
    line: [state, earlierWords(said.earlier, words), instead(said, words), said.delegation]
      .filter(Boolean)
      .join(" · "),
    place: said.seat ? say(words.seat, { seat: said.seat }) : words.noSeat,
    canUndo: true,
  };
}

/** In whose place somebody comes, if in anybody's. */
export function instead(said, words) {
  return said.in_place_of ? say(words.inPlaceOf, { name: said.in_place_of }) : "";
}

/** Somebody comes whose place a substitute has: who it is, and what to do; nothing is refused. */
function placeTaken(said, words) {
  const name = said.replaced_by;
  return {
    kind: "ask",
    heading: said.name,
    short: say(words.placeTaken, { name }),
    line: [say(words.placeTaken, { name }), say(words.placeTakenHint, { name })].join(". "),
    canUndo: true,
  };
}
