/** The check-in desk in any browser: a USB scanner, a number or a name, also without a network. */
import { readData, setText } from "../dom.js";
import { openLine } from "../live/connection.js";
import { part } from "../live/state.js";
import { browserWorld } from "../live/world.js";
import { keepOpened } from "../offline/keep_opened.js";
import { answerCard, ownVerdict, verdict } from "../office/desk_answer.js";
import { whyUnknown } from "../office/desk_badge.js";
import { deskCamera } from "../office/desk_camera.js";
import { absenceForm, guestForm } from "../office/desk_entries.js";
import { foundList } from "../office/desk_list.js";
import { deskName, newKey, outbox, posting } from "../office/desk_outbox.js";
import { findPeople, kindOfEntry, ownerOf, searchable } from "../office/desk_people.js";
import { photoAddress } from "../office/desk_photo.js";
import { freshRoster, rosterNews } from "../office/desk_roster.js";
import { isSiteRefused, SAID_BY_THE_OFFICE, siteChoice } from "../office/desk_site.js";
import { deskStore } from "../office/desk_store.js";
import { takeBack, undoOf } from "../office/desk_undo.js";
import { waitingLine } from "../office/desk_waiting.js";

const words = readData("words");
const place = readData("place");
const api = `/api/congresses/${place.congress_id}`;
const byId = (id) => document.getElementById(id);

if (place.session_id !== null) openDesk(sessionShown());

/** The session of the address: a page that this computer kept may have been of another one. */
function sessionShown() {
  const asked = new URLSearchParams(window.location.search).get("session_id");
  const select = byId("session");
  if (asked !== null) select.value = asked;
  if (select.value === "") select.value = String(place.session_id);
  return Number(select.value);
}

async function openDesk(session) {
  const entry = byId("entry");
  const world = browserWorld();
  const desk = deskName();
  const card = answerCard(words);
  let delegates = [];
  let people = [];
  let shownKey = null;
  /** What was done last and may be taken back: the server's answer, or what still waits. */
  let last = null;
  let waiting = null;

  // Enter may be pressed before the store is open: it waits, and the page is never left.
  let isReady;
  const ready = new Promise((resolve) => (isReady = resolve));
  byId("desk").addEventListener("submit", (event) => {
    event.preventDefault();
    ready.then(enter);
  });

  const site = place.sites
    ? siteChoice(`desk-site-${place.congress_id}`, place.sites, { words, onSaid: () => entry.focus() })
    : SAID_BY_THE_OFFICE;
  const photoOf = (delegate) => photoAddress(api, delegate);
  const found = foundList(byId("found"), entry, { words, onPick: pick, photoOf });
  useRoster(readData("delegates"), session === place.session_id);

  const store = await deskStore(`desk-${place.congress_id}`);
  const showWaiting = waitingLine({
    words,
    kind: store.kind,
    nameOf: (event) => event.name || (nameOf(event) || {}).name || words.someBadge,
    onSeen: (id) => box.forget(id),
    onAgain: (id) => (site.isAsking() ? site.ask() : box.again(id, site.facts())),
  });
  const box = outbox({
    store,
    post: posting(api),
    offsetMs: () => world.clock.now() - Date.now(),
    onChange(stored) {
      stored.waiting.forEach(({ event }) => note(event));
      showWaiting(stored);
    },
    onAnswer: answered,
  });
  keepOpened(place.congress_id);
  const askForRoster = freshRoster((fresh) => useRoster(fresh, session === place.session_id));
  rosterNews(api, session, { highest, onNews: learn });
  listenToCounts(world, session, { askForRoster, onSites: site.use });
  deskCamera({ words, reader: readData("reader"), onText: readCode });

  function useRoster(listed, isOfSession) {
    const before = new Set(delegates.filter((each) => each.present).map((each) => each.id));
    delegates = listed.map((each) =>
      Object.assign({}, each, { present: (isOfSession && each.present) || before.has(each.id) }),
    );
    people = searchable(delegates);
  }

  function highest() {
    return delegates.reduce((most, each) => Math.max(most, each.id), 0);
  }

  /** Add who is new, and forget badges that were replaced. */
  function learn({ people: added, badges }) {
    const known = new Set(delegates.map((each) => each.id));
    const badgeOf = new Map(badges.map((each) => [each.id, each.badge]));
    const kept = delegates.map((each) =>
      badgeOf.has(each.id) ? Object.assign({}, each, { badge: badgeOf.get(each.id) }) : each,
    );
    useRoster(kept.concat(added.filter((each) => !known.has(each.id))), true);
  }

  function nameOf(event) {
    return delegates.find((each) => each.id === event.delegate_id) || null;
  }

  /** Remember where an event leaves somebody, so that the list and the next answer say it. */
  function note(event) {
    const isPassing = event.door !== "absences" && event.session_id === session;
    const delegate = isPassing ? nameOf(event) : null;
    if (!delegate) return;
    delegate.present = event.door === "undo" ? event.was_present : event.direction === "in";
  }

  function answered(event, answer) {
    const isRefused = answer.status >= 300;
    if (event.door === "undo" && !isRefused) return;
    if (isSiteRefused(answer) && event.site_id === site.facts().site_id) site.forget();
    const shown = isRefused
      ? { kind: "bad", heading: words.refused, line: answer.said.detail || "", short: words.refused }
      : event.door === "absences"
        ? excused(nameOf(event) || { name: words.someBadge })
        : verdict(answer.said, words);
    card.remember({ kind: shown.kind, heading: shown.heading, line: shown.short });
    if (!isRefused) note(Object.assign({}, event, { delegate_id: answer.said.delegate_id }));
    if (event.key !== shownKey) return;
    const canUndo = !isRefused && !["absences", "undo"].includes(event.door);
    last = canUndo ? answer.said : null;
    const photo = isRefused ? "" : photoOf(nameOf(answer.said));
    card.show(Object.assign({ photo }, shown));
    if (event.badge && answer.said.conflict === "unknown_delegate") explain(event);
  }

  async function explain(event) {
    const why = await whyUnknown(api, event.badge, { words, nameOf }).catch(() => null);
    if (why !== null && event.key === shownKey) card.show(Object.assign({ kind: "bad" }, why));
  }

  async function record(who, method, delegate) {
    const direction = byId("desk").elements.direction.value;
    const event = { key: newKey(), desk, session_id: session, direction, method };
    Object.assign(event, site.facts(), who, { at: new Date().toISOString() });
    const own = Object.assign(ownVerdict(event, delegate, words), { photo: photoOf(delegate) });
    const wasPresent = delegate ? delegate.present : false;
    clearEntry();
    shownKey = event.key;
    [last, waiting] = [null, null];
    const answer = await box.put(event).catch(() => undefined);
    if (answer === undefined) refuse(words.notWritten, words.notWrittenHint);
    else if (answer === null && shownKey === event.key && last === null) {
      waiting = { event, wasPresent };
      card.show(own);
    }
  }

  /** Keep what was entered besides a check-in, and say so; the server's answer may follow. */
  async function enterBeside(door, facts, own) {
    const event = { door, key: newKey(), session_id: session, at: new Date().toISOString() };
    Object.assign(event, facts);
    shownKey = event.key;
    [last, waiting] = [null, null];
    const answer = await box.put(event).catch(() => undefined);
    if (answer === undefined) refuse(words.notWritten, words.notWrittenHint);
    else if (answer === null && shownKey === event.key && last === null) {
      card.show(Object.assign({}, own, { line: `${own.line} · ${words.kept}` }));
    }
    entry.focus();
  }

  function welcomeGuest(facts) {
    const own = { kind: "good", heading: facts.name, short: words.guest, line: words.guestIn };
    enterBeside("walk-ins", Object.assign({ desk }, site.facts(), facts), own);
  }

  function excuse(person, reason) {
    enterBeside("absences", { delegate_id: person.id, reason }, excused(person));
  }

  function excused(person) {
    return { kind: "good", heading: person.name, short: words.excused, line: words.excused };
  }

  function pick(delegate) {
    record({ delegate_id: delegate.id }, "name", delegate);
  }

  function readBadge(text) {
    const owner = ownerOf(delegates, text);
    record(owner ? { delegate_id: owner.id } : { badge: text }, "badge", owner);
  }

  function readCode(text) {
    if (site.isAsking()) return; // the camera may still be open
    if (kindOfEntry(text) === "badge") readBadge(text);
    else refuse(words.notABadge, words.unknownHint);
  }

  function clearEntry() {
    entry.value = "";
    found.clear();
    entry.focus();
  }

  function enter() {
    const text = entry.value.trim();
    const kind = kindOfEntry(text);
    if (text === "" || site.isAsking()) return;
    if (kind === "badge") readBadge(text);
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
    [last, waiting, shownKey] = [null, null, null];
    card.show({ kind: "bad", heading, line });
    entry.select();
  }

  async function undo() {
    if (last) await undoAtOnce(last);
    else if (waiting) await undoLater(waiting);
    entry.focus();
  }

  async function undoAtOnce(taken) {
    const isDone = await takeBack(api, taken, words.undoReason);
    if (!isDone) {
      card.show({ kind: "ask", heading: taken.name, line: words.undoFailed, canUndo: true });
      return;
    }
    tellUndone(taken.name);
    const delegate = nameOf(taken);
    if (delegate && !taken.conflict) delegate.present = taken.direction === "out";
  }

  /** The network is away: the undoing is kept like the check-in, and sent behind it. */
  async function undoLater({ event, wasPresent }) {
    const undo = undoOf(event, { wasPresent, reason: words.undoReason });
    [shownKey, waiting] = [undo.key, null];
    const answer = await box.put(undo).catch(() => undefined);
    if (answer === undefined) refuse(words.notWritten, words.notWrittenHint);
    else tellUndone((nameOf(event) || { name: words.someBadge }).name);
  }

  function tellUndone(name) {
    card.show({ kind: "", heading: name, line: words.undone });
    card.remember({ kind: "", heading: name, line: words.undone });
  }

  guestForm(byId("guest"), { onGuest: welcomeGuest });
  absenceForm(byId("absence"), { words: words.absence, people: () => people, onAbsence: excuse });
  isReady();
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
  document.addEventListener("keydown", (event) => {
    if (isForEntry(event)) entry.focus(); // a scanner types wherever the focus is
  });
  for (const choice of document.querySelectorAll("[name=direction]")) {
    choice.addEventListener("change", () => entry.focus());
  }
  entry.focus();
}

/** A letter that nothing else on the page would take: not one of a form's own fields. */
function isForEntry(event) {
  if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.altKey || event.metaKey) {
    return false;
  }
  const { tagName, type } = event.target;
  return tagName !== "TEXTAREA" && (tagName !== "INPUT" || type === "radio");
}

/** Follow numbers and sites; when somebody begins or ends to stand in, the list is asked for anew. */
function listenToCounts(world, session, { askForRoster, onSites }) {
  let version = readData("places-version");
  openLine(
    {
      snapshotUrl: `${api}/live`,
      congress: place.congress_id,
      snapshot: null,
      etag: null,
      onParts(held) {
        const attendance = part(held, "attendance");
        if (attendance && attendance.sites) onSites(attendance.sites);
        if (!attendance || attendance.session_id !== session) return;
        setText(byId("present"), String(attendance.present));
        setText(byId("convened"), String(attendance.convened));
        const newest = attendance.places;
        if (newest === version) return;
        version = newest;
        askForRoster().then((isThere) => {
          if (!isThere && version === newest) version = null;
        });
      },
      onLine() {},
    },
    world,
  );
}
