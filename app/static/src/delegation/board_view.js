/** The delegation's board: how many are here, and everybody by where they are. */
import { element, fill, say, setText } from "../dom.js";

const STATES = ["missing", "reported", "excused", "present", "replaced"];

/**
 * Return show(board). `page` is the element that holds the figures and lists; `onReport(person)`
 * and `onTakeBack(person)` are called when somebody presses a button.
 */
export function boardView(page, { words, clock, onReport, onTakeBack }) {
  const lists = page.querySelector("[data-board=lists]");

  function note(text, kind = "") {
    return text && element("span", { class: `row-note ${kind}`.trim() }, text);
  }

  function reportNotes({ state, report }) {
    if (!report || state === "present") return [];
    const notes = [note(report.reason)];
    if (report.substitute) notes.push(note(say(words.instead, { name: report.substitute })));
    if (report.state === "waiting") return notes;
    const { decided_by: by, decline_reason: why } = report;
    const said = report.state === "declined" ? say(words.declined, { reason: why }) : words.confirmed;
    const signed = by ? `${said} (${by})` : said;
    const kind = report.state === "declined" ? "row-note-bad" : "";
    return report.state === "declined" ? [note(signed, kind)] : notes.concat(note(signed));
  }

  function button(text, person, onPress) {
    return element(
      "button",
      { type: "button", class: "button button-plain", onclick: () => onPress(person) },
      text,
      element("span", { class: "only-heard" }, ` ${person.name}`),
    );
  }

  function buttons(person) {
    if (person.in_place_of) return [];
    if (person.state === "missing") return [button(words.report, person, onReport)];
    if (person.state !== "reported") return [];
    return [button(words.change, person, onReport), button(words.takeBack, person, onTakeBack)];
  }

  function row(person) {
    const facts = [person.position, person.seat && say(words.seat, { seat: person.seat })];
    const found = buttons(person);
    return element(
      "li",
      { class: "member", "data-member": person.id },
      element(
        "div",
        { class: "member-words" },
        element("span", { class: "row-title" }, person.name),
        person.in_place_of && note(say(words.inPlaceOf, { name: person.in_place_of })),
        note(facts.filter(Boolean).join(" · ")),
        person.state === "present" && note(say(words.at, { time: clock(person.arrived_at) })),
        reportNotes(person),
      ),
      found.length > 0 && element("div", { class: "member-buttons" }, found),
    );
  }

  function list(state, people) {
    const heading = `${words.states[state]} (${people.length})`;
    return element(
      "section",
      { class: "stack", "data-state": state },
      element("h2", {}, heading),
      people.length > 0
        ? element("ul", { class: "rows" }, people.map(row))
        : element("p", { class: "quiet" }, words.nobody[state]),
    );
  }

  return function show(board) {
    for (const figure of page.querySelectorAll("[data-figure]")) {
      setText(figure, String(board[figure.dataset.figure]));
    }
    page.querySelector("[data-board=closed]").hidden = !board.is_closed;
    const shown = STATES.map((state) => [
      state,
      board.people.filter((person) => person.state === state),
    ]).filter(([state, people]) => people.length > 0 || state === "missing");
    fill(
      lists,
      shown.map(([state, people]) => list(state, people)),
    );
  };
}
