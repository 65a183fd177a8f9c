/** What changed in the programme between two of its states. Pure: data in, data and sentences out. */
import { say } from "../dom.js";

/** A break is what people remember a place by: "after the break", not "before the report". */
const WEIGHT_OF_BREAK = 1.5;

const ORDER_OF_TALLIES = ["added", "removed", "moved", "changed"];
const TALLIES = {
  added: "added",
  sessionAdded: "added",
  removed: "removed",
  sessionRemoved: "removed",
  skipped: "removed",
  moved: "moved",
  movedFirst: "moved",
  sessionMoved: "moved",
};

/** Return what delegates are told of when it changes: not where the hall is, and no forecast. */
export function essence({ sessions, items }) {
  return {
    sessions: sessions.map(({ id, title, starts_at, ends_at }) => ({ id, title, starts_at, ends_at })),
    items: items.map(({ id, session_id, parent_id, title, kind, minutes, speaker, state }) => ({
      id,
      group: parent_id ? `item-${parent_id}` : `session-${session_id}`,
      session_id,
      title,
      isBreak: kind === "break",
      minutes,
      speaker,
      isSkipped: state === "skipped",
    })),
  };
}

/**
 * Return [{kind, title, …}] that lead from one essence to the next; empty when a delegate need not
 * hear of anything, and when nothing was known before. `kind` names the sentence in words.changes.
 */
export function changesBetween(before, after) {
  if (before.sessions.length === 0) return [];
  return sessionChanges(before.sessions, after.sessions).concat(itemChanges(before, after));
}

function sessionChanges(before, after) {
  const old = byId(before);
  const changes = [];
  for (const session of after) {
    const { title, starts_at, ends_at } = session;
    const was = old.get(session.id);
    if (!was) changes.push({ kind: "sessionAdded", title, starts_at, ends_at });
    else {
      if (was.title !== title) changes.push({ kind: "renamed", before: was.title, title });
      if (was.starts_at !== starts_at || was.ends_at !== ends_at) {
        changes.push({ kind: "sessionMoved", title, starts_at, ends_at });
      }
    }
  }
  const kept = byId(after);
  const gone = before.filter(({ id }) => !kept.has(id));
  return changes.concat(gone.map(({ title }) => ({ kind: "sessionRemoved", title })));
}

function itemChanges(before, after) {
  const old = byId(before.items);
  const kept = byId(after.items);
  const sessionsBefore = byId(before.sessions);
  const sessionsAfter = byId(after.sessions);
  const moved = movedItems(before.items, after.items);
  const changes = [];
  for (const item of after.items) {
    const was = old.get(item.id);
    if (was) changes.push(...changesOf(was, item));
    else if (sessionsBefore.has(item.session_id)) changes.push({ kind: "added", title: item.title });
    if (moved.has(item.id) && !item.isSkipped) changes.push(moveOf(item, after));
  }
  // What goes with its session is told with the session.
  const gone = before.items.filter((item) => !kept.has(item.id) && sessionsAfter.has(item.session_id));
  return changes.concat(gone.map(({ title }) => ({ kind: "removed", title })));
}

function changesOf(was, item) {
  const { title, minutes, speaker } = item;
  if (was.isSkipped !== item.isSkipped) {
    return [{ kind: item.isSkipped ? "skipped" : "takenIn", title }];
  }
  if (item.isSkipped) return [];
  const changes = [];
  if (was.title !== title) changes.push({ kind: "renamed", before: was.title, title });
  if (was.speaker !== speaker && speaker) changes.push({ kind: "speaker", title, speaker });
  if (was.minutes !== minutes && minutes) {
    changes.push({ kind: was.minutes ? "minutes" : "minutesSet", title, before: was.minutes, minutes });
  }
  return changes;
}

/** Return the ids of the items that changed their place among those that stand beside them. */
function movedItems(before, after) {
  const placeBefore = new Map(before.map((item, at) => [item.id, { at, group: item.group }]));
  const moved = new Set();
  const groups = new Map();
  for (const item of after) {
    const was = placeBefore.get(item.id);
    if (!was) continue;
    if (was.group !== item.group) moved.add(item.id);
    else groups.set(item.group, (groups.get(item.group) || []).concat(item));
  }
  for (const items of groups.values()) {
    const stayed = heaviestInOrder(items, (item) => placeBefore.get(item.id).at);
    for (const item of items) if (!stayed.has(item.id)) moved.add(item.id);
  }
  return moved;
}

/** Return the ids of the heaviest part of `items` that kept its order: all others were moved. */
function heaviestInOrder(items, placeOf) {
  const best = [];
  let end = -1;
  items.forEach((item, at) => {
    let from = -1;
    for (let earlier = 0; earlier < at; earlier += 1) {
      const isBefore = placeOf(items[earlier]) < placeOf(item);
      if (isBefore && (from < 0 || best[earlier].weight > best[from].weight)) from = earlier;
    }
    const weight = (item.isBreak ? WEIGHT_OF_BREAK : 1) + (from < 0 ? 0 : best[from].weight);
    best.push({ weight, from });
    if (end < 0 || weight > best[end].weight) end = at;
  });
  const kept = new Set();
  for (let at = end; at >= 0; at = best[at].from) kept.add(items[at].id);
  return kept;
}

function moveOf(item, { sessions, items }) {
  const beside = items.filter((each) => each.group === item.group && !each.isSkipped);
  const before = beside[beside.indexOf(item) - 1];
  if (before) return { kind: "moved", title: item.title, after: before.title };
  const above = items.find((each) => `item-${each.id}` === item.group);
  const place = above || sessions.find(({ id }) => id === item.session_id);
  return { kind: "movedFirst", title: item.title, place: place ? place.title : "" };
}

/** Return one change as a sentence. */
export function sentenceOf(change, { words, times }) {
  const hours = change.starts_at
    ? `${times.day(change.starts_at)} ${times.clock(change.starts_at)}–${times.clock(change.ends_at)}`
    : "";
  return say(words.changes[change.kind], Object.assign({ hours }, change));
}

/** Return one sentence for all changes: the change itself, or how many there are of each sort. */
export function summaryOf(changes, { words, times }) {
  if (changes.length === 1) return sentenceOf(changes[0], { words, times });
  const counts = new Map();
  for (const { kind } of changes) {
    const tally = TALLIES[kind] || "changed";
    counts.set(tally, (counts.get(tally) || 0) + 1);
  }
  const tallies = ORDER_OF_TALLIES.filter((tally) => counts.has(tally)).map((tally) =>
    say(words.tallies[tally], { count: counts.get(tally) }),
  );
  return say(words.severalChanges, { count: changes.length, tallies: tallies.join(", ") });
}

function byId(rows) {
  return new Map(rows.map((row) => [row.id, row]));
}
