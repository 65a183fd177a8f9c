/**
 * What a page knows of the hall, and how news changes it. Pure: nothing here waits or draws.
 *
 * `held` is {epoch, seq, owed, parts: {NAME: {seq, state}}}. `seq` is the change up to which
 * nothing was missed; `owed` the newest change that was announced without its state (−1: none),
 * which only a snapshot can bring. A part keeps its newest state, whatever the order news arrives
 * in.
 */

export const NOTHING = Object.freeze({ epoch: null, seq: -1, owed: -1, parts: Object.freeze({}) });

/**
 * Take a snapshot. Another epoch (the server was restored) replaces everything; in the same epoch
 * each part keeps its newer state. Returns {held, changed: names of the parts that moved}.
 */
export function acceptSnapshot(held, snapshot) {
  const sameEpoch = snapshot.epoch === held.epoch;
  const known = sameEpoch ? held.parts : {};
  const isComplete = !sameEpoch || snapshot.seq >= held.seq;
  const parts = isComplete ? {} : Object.assign({}, known);
  const changed = [];
  for (const name of Object.keys(snapshot.parts)) {
    const offered = snapshot.parts[name];
    const isNewer = !known[name] || offered.seq > known[name].seq;
    parts[name] = isNewer ? offered : known[name];
    if (isNewer) changed.push(name);
  }
  const gone = Object.keys(held.parts).filter((name) => !(name in parts));
  const seq = sameEpoch ? Math.max(held.seq, snapshot.seq) : snapshot.seq;
  const owed = sameEpoch && held.owed > snapshot.seq ? held.owed : -1;
  return { held: { epoch: snapshot.epoch, seq, owed, parts }, changed: changed.concat(gone) };
}

/**
 * Take one `changed` message {epoch, seq, part, state?, since?}. Returns {held, changed}.
 *
 * A message tells everything after change `since` (default: it tells one change). After a gap
 * `seq` stays, so that the next `head` shows that something is missing. A message of another epoch
 * changes nothing: isBehind() says that a snapshot is needed.
 */
export function acceptChange(held, message) {
  if (message.epoch !== held.epoch) return { held, changed: [] };
  const known = held.parts[message.part];
  const isNewer = !known || message.seq > known.seq;
  const hasState = message.state !== undefined && message.state !== null;
  const since = message.since === undefined ? message.seq - 1 : message.since;
  const next = Object.assign({}, held);
  if (since <= held.seq) next.seq = Math.max(held.seq, message.seq);
  if (isNewer && !hasState) next.owed = Math.max(held.owed, message.seq);
  if (isNewer && hasState) {
    next.parts = Object.assign({}, held.parts, {
      [message.part]: { seq: message.seq, state: message.state },
    });
  }
  return { held: next, changed: isNewer && hasState ? [message.part] : [] };
}

/**
 * Take a heartbeat {epoch, seq, news?}; `news` is the newest change of which pages are told at all.
 * When that is known, the changes after it were of others' concern, and nothing was missed up to
 * `seq`. Returns held.
 */
export function acceptHead(held, head) {
  if (head.seq <= held.seq || isBehind(held, head)) return held;
  return Object.assign({}, held, { seq: head.seq });
}

/** Tell whether a head or change that was heard speaks of something that `held` does not know. */
export function isBehind(held, { epoch, seq, news = seq }) {
  return epoch !== held.epoch || news > held.seq || held.owed >= 0;
}

/** Return the state of one part, or null before it is known. */
export function part(held, name) {
  return held.parts[name] ? held.parts[name].state : null;
}
