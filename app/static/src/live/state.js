/**
 * What a page knows of the hall, and how news changes it. Pure: nothing here waits or draws.
 *
 * `held` is {epoch, seq, parts: {NAME: {seq, state}}}; `seq` is the change up to which nothing can
 * be missing. A part keeps its newest state, whatever the order in which news arrives.
 */

export const NOTHING = Object.freeze({ epoch: null, seq: -1, parts: Object.freeze({}) });

/**
 * Take a snapshot. Another epoch (the server was restored) replaces everything; in the same epoch
 * each part keeps its newer state. Returns {held, changed: names of the parts that moved}.
 */
export function acceptSnapshot(held, snapshot) {
  const known = snapshot.epoch === held.epoch ? held.parts : {};
  const complete = snapshot.epoch !== held.epoch || snapshot.seq >= held.seq;
  const parts = complete ? {} : Object.assign({}, known);
  const changed = [];
  for (const name of Object.keys(snapshot.parts)) {
    const offered = snapshot.parts[name];
    const own = known[name];
    const newer = !own || offered.seq > own.seq;
    parts[name] = newer ? offered : own;
    if (newer) changed.push(name);
  }
  const gone = Object.keys(held.parts).filter((name) => !(name in parts));
  const seq =
    snapshot.epoch === held.epoch ? Math.max(held.seq, snapshot.seq) : snapshot.seq;
  return { held: { epoch: snapshot.epoch, seq, parts }, changed: changed.concat(gone) };
}

/**
 * Take one `changed` message. Returns {held, changed, fetch}: `fetch` is true when only a snapshot
 * can tell what happened (another epoch, or a part that was announced without its state).
 *
 * `seq` moves on only over the very next change: after a gap the next `head` shows what is missing.
 */
export function acceptChange(held, message) {
  if (message.epoch !== held.epoch) return { held, changed: [], fetch: true };
  const own = held.parts[message.part];
  const newer = !own || message.seq > own.seq;
  if (message.state === undefined || message.state === null) {
    return { held, changed: [], fetch: newer };
  }
  const seq = message.seq <= held.seq + 1 ? Math.max(held.seq, message.seq) : held.seq;
  const parts = newer
    ? Object.assign({}, held.parts, {
        [message.part]: { seq: message.seq, state: message.state },
      })
    : held.parts;
  return {
    held: { epoch: held.epoch, seq, parts },
    changed: newer ? [message.part] : [],
    fetch: false,
  };
}

/** Tell whether a `head` {epoch, seq} speaks of changes that `held` does not know. */
export function isBehind(held, head) {
  return head.epoch !== held.epoch || head.seq > held.seq;
}

/** Return the state of one part, or null before it is known. */
export function part(held, name) {
  return held.parts[name] ? held.parts[name].state : null;
}
