/**
 * The changes of the programme that this phone heard of today.
 *
 * What follows each other before the reader took note of it is one entry, told as the difference
 * from what the reader knew: an item that is pushed up three places was moved once, and one that
 * was put back was not moved at all.
 */
import { changesBetween, essence } from "./agenda_changes.js";

const MOST_ENTRIES = 50;

/**
 * Return {hear(agenda, stamp), rest(), entries()}.
 *
 * `stamp` is {epoch, seq} of the state: a page that opens from the phone's own memory may hold an
 * older state than the one that was heard last, and what is older is no news.
 * `store` keeps text: {read(), write(text)}; with it a phone that comes back hears what changed
 * while it was away. `now()` is milliseconds since 1970, `dayOf(ms)` names the day at the venue.
 */
export function changeLog({ store, now, dayOf }) {
  const kept = parsed(store.read());
  let seen = kept ? kept.seen : null;
  let newest = kept ? kept.newest : null;
  let known = seen;
  let entries = kept ? kept.entries : [];
  let open = null;

  function ofToday() {
    const today = dayOf(now());
    return entries.filter((entry) => dayOf(entry.at) === today);
  }

  return {
    /** Take an agenda state. Returns {changes not yet taken note of, isNew: some came just now}. */
    hear(agenda, stamp) {
      const isOld = newest && newest.epoch === stamp.epoch && stamp.seq < newest.seq;
      const next = isOld ? seen : essence(agenda);
      if (!isOld) newest = stamp;
      if (seen === null) known = next;
      const isNew = seen !== null && changesBetween(seen, next).length > 0;
      const changes = changesBetween(known, next);
      seen = next;
      entries = ofToday().filter((entry) => entry !== open);
      open = changes.length > 0 ? { at: isNew || !open ? now() : open.at, changes } : null;
      if (open) entries = entries.concat(open).slice(-MOST_ENTRIES);
      store.write(JSON.stringify({ seen, newest, entries }));
      return { changes, isNew };
    },
    /** The reader took note: what comes from now on is told by itself. */
    rest() {
      known = seen;
      open = null;
    },
    /** Return today's entries {at, changes}, the newest first. */
    entries: () => ofToday().reverse(),
  };
}

/** Return a store below `key` in the browser's own; without one nothing is kept. */
export function browserStore(key) {
  return {
    read() {
      try {
        return window.localStorage.getItem(key);
      } catch (error) {
        return null; // an in-app browser that keeps nothing
      }
    },
    write(text) {
      try {
        window.localStorage.setItem(key, text);
      } catch (error) {
        // The page goes on with what it holds itself.
      }
    },
  };
}

function parsed(text) {
  try {
    const kept = JSON.parse(text);
    return kept && kept.seen && kept.newest && Array.isArray(kept.entries) ? kept : null;
  } catch (error) {
    return null;
  }
}
