/** How the hall keeps its hours: what is late, and when each later item will probably begin. */

const MINUTE_MS = 60000;

/** Fewer minutes than this nobody needs to be told of. */
export const WORTH_SAYING_MINUTES = 3;

/**
 * Return {lateMinutes, starts, pace} of an agenda state at `nowMs`.
 *
 * The present item ends after its planned minutes, or now if they are over; each later planned item
 * of the session follows the one before it, a later session begins when it is planned to, or when
 * the one before ends. `starts` maps an item's id to milliseconds since 1970; items that were passed
 * over are not in it. `pace` is {passed, minutes} of the present item. Without a present item nothing
 * is foretold: {lateMinutes: 0, starts: empty, pace: null}.
 */
export function forecast({ sessions, items }, nowMs) {
  const starts = new Map();
  let lateMinutes = 0;
  let pace = null;
  let free = null;
  for (const session of sessions) {
    const own = items.filter((item) => item.session_id === session.id);
    const at = own.findIndex((item) => item.state === "current" && item.started_at);
    if (at >= 0) {
      free = endOf(own[at], nowMs);
      lateMinutes = Math.round((free - Date.parse(own[at].starts_at)) / MINUTE_MS) - own[at].minutes;
      pace = paceOf(own[at], nowMs);
    } else if (free !== null) {
      free = Math.max(free, Date.parse(session.starts_at));
    } else continue;
    for (const item of own.slice(at + 1)) {
      if (item.state !== "planned") continue;
      starts.set(item.id, free);
      free += item.minutes * MINUTE_MS;
    }
  }
  return { lateMinutes, starts, pace };
}

/** Return whether an item will begin so much beside its plan that one should say so. */
export function isElsewhen(item, startMs) {
  if (startMs === undefined) return false;
  return Math.abs(startMs - Date.parse(item.starts_at)) >= WORTH_SAYING_MINUTES * MINUTE_MS;
}

function endOf(item, nowMs) {
  return Math.max(nowMs, Date.parse(item.started_at) + item.minutes * MINUTE_MS);
}

function paceOf(item, nowMs) {
  const passed = Math.max(0, Math.floor((nowMs - Date.parse(item.started_at)) / MINUTE_MS));
  return { passed, minutes: item.minutes };
}
