/** The check-in desk in any browser: a USB scanner, a number or a name. */
import { readData, say, setText } from "../dom.js";
import { send } from "../forms/send.js";
import { openLine } from "../live/connection.js";
import { part } from "../live/state.js";
import { browserWorld } from "../live/world.js";
import { answerCard, verdict } from "../office/desk_answer.js";
import { foundList } from "../office/desk_list.js";
import { newKey, outbox } from "../office/desk_outbox.js";
import { findPeople, kindOfEntry, searchable } from "../office/desk_people.js";

const words = readData("words");
const place = readData("place");
const api = `/api/congresses/${place.congress_id}`;
const byId = (id) => document.getElementById(id);
const delegates = readData("delegates");
const byNumber = new Map(delegates.map((each) => [each.id, each]));

if (place.session_id !== null) openDesk();

function openDesk() {
  const entry = byId("entry");
  const world = browserWorld();
  const people = searchable(delegates);
  const card = answerCard(words);
  let last = null;

  const found = foundList(byId("found"), entry, { words, onPick: pick });
  const box = outbox({
    url: `${api}/check-ins`,
    name: `desk-${place.congress_id}`,
    offsetMs: () => world.clock.now() - Date.now(),
    onCount(count) {
      byId("pending").hidden = count === 0;
      setText(byId("pending"), say(words.waiting, { count }));
    },
    onLate: (event, answer) => card.remember(lineFor(answer)),
  });

  openLine(
    {
      snapshotUrl: `${api}/live`,
      congress: place.congress_id,
      snapshot: null,
      etag: null,
      onParts(held) {
        const attendance = part(held, "attendance");
        if (!attendance || attendance.session_id !== place.session_id) return;
        setText(byId("present"), String(attendance.present));
        setText(byId("convened"), String(attendance.convened));
      },
      onLine() {},
    },
    world,
  );

  function lineFor({ status, said }) {
    if (status >= 300) return { kind: "bad", heading: words.refused, line: said.detail || "" };
    const shown = verdict(said, words);
    return { kind: shown.kind, heading: shown.heading, line: shown.short };
  }

  async function record(who, method, known) {
    const direction = byId("desk").elements.direction.value;
    const event = { key: newKey(), session_id: place.session_id, direction, method };
    Object.assign(event, who, { at: new Date().toISOString() });
    clearEntry();
    const answer = await box.put(event);
    last = answer && answer.status < 300 ? answer.said : null;
    if (!answer) {
      const heading = known ? known.name : words.kept;
      card.show({ kind: "ask", heading, line: words.kept, place: known && known.seat });
      return;
    }
    if (answer.status >= 300) {
      card.show({ kind: "bad", heading: words.refused, line: answer.said.detail || "" });
      return;
    }
    card.show(verdict(answer.said, words));
    card.remember(lineFor(answer));
    const delegate = byNumber.get(answer.said.delegate_id);
    if (delegate && direction === "in") delegate.present = true;
  }

  function pick(delegate) {
    record({ delegate_id: delegate.id }, "name", delegate);
  }

  function clearEntry() {
    entry.value = "";
    found.clear();
    entry.focus();
  }

  function enter() {
    const text = entry.value.trim();
    const kind = kindOfEntry(text);
    if (text === "") return;
    if (kind === "badge") record({ badge: text }, "badge", null);
    else if (kind === "disturbed") refuse(words.typing, words.typingHint);
    else {
      const matches = findPeople(people, text);
      const chosen = found.chosen() || (matches.length === 1 ? matches[0] : ownNumber(matches, text));
      if (chosen) pick(chosen);
      else if (matches.length === 0) refuse(words.nobody, words.nobodyHint);
    }
  }

  function ownNumber(matches, text) {
    const isNumber = matches.length > 0 && matches[0].number.toLowerCase() === text.toLowerCase();
    return isNumber ? matches[0] : null;
  }

  function refuse(heading, line) {
    last = null;
    card.show({ kind: "bad", heading, line });
    entry.select();
  }

  async function undo() {
    if (!last) return;
    const url = `${api}/check-ins/${last.id}/undo`;
    const body = { reason: words.undoReason };
    const answer = await send({ method: "POST", url, body }).catch(() => null);
    const isDone = answer !== null && answer.status === 200;
    const line = isDone ? words.undone : words.undoFailed;
    card.show({ kind: isDone ? "" : "ask", heading: last.name, line, canUndo: !isDone });
    if (isDone) card.remember({ kind: "", heading: last.name, line: words.undone });
    const delegate = byNumber.get(last.delegate_id);
    if (isDone && delegate && !last.conflict) delegate.present = false;
    entry.focus();
  }

  byId("desk").addEventListener("submit", (event) => {
    event.preventDefault();
    enter();
  });
  entry.addEventListener("input", () => {
    const isWords = kindOfEntry(entry.value) === "words";
    found.show(isWords ? findPeople(people, entry.value) : []);
  });
  entry.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      found.move(event.key === "ArrowDown" ? 1 : -1);
    }
    if (event.key === "Escape") clearEntry();
  });
  byId("undo").addEventListener("click", undo);
  byId("session").addEventListener("change", (event) => {
    window.location.search = `?session_id=${event.target.value}`;
  });
  for (const choice of document.querySelectorAll("[name=direction]")) {
    choice.addEventListener("change", () => entry.focus());
  }
  entry.focus();
}
