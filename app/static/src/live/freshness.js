/**
 * Whether what a page shows may be taken for the present. Nothing here waits: the time is handed in.
 *
 * It may while the last heartbeat is at most SILENCE_MS old, and while nothing that is known to
 * exist is missing for longer than MISSING_MS: it may have come right after the heartbeat before. Who reads slowly hears old heartbeats: each is as much older
 * as it came later than the quickest one. Once a page is old, it is fresh again when the server is
 * heard and nothing is missing at all.
 *
 * A clock that was put is told from a slow network by an answer: the server wrote its time into it
 * after it was asked, so its clock cannot be further ahead of the page's than that.
 */

export const SILENCE_MS = 7000;
export const MISSING_MS = 4000;
const DATE_STEP_MS = 1000;

/**
 * Return what judges a page that is right at `nowMs` (milliseconds of the page's own clock), or, when
 * it `isOld`, that is not until the server is heard.
 */
export function freshness(nowMs, isOld = false) {
  let heardAt = isOld ? -Infinity : nowMs;
  let socketHeardAt = nowMs;
  let quickest = -Infinity;
  let behindSince = null;
  let wasFresh = !isOld;

  return {
    /** A socket opened; that tells nothing of the hall. */
    opened(now) {
      socketHeardAt = now;
    },
    /**
     * A heartbeat came that the server sent at `serverMs` of its own clock, if it says so. Returns
     * when that was by the page's clock.
     */
    beat(now, serverMs) {
      const ahead = Number.isNaN(serverMs) ? quickest : serverMs - now;
      quickest = Math.max(quickest, ahead);
      const sentAt = ahead === quickest ? now : now - (quickest - ahead);
      socketHeardAt = Math.max(socketHeardAt, sentAt);
      heardAt = Math.max(heardAt, sentAt);
      return sentAt;
    },
    /**
     * The server answered with all that there was after it was asked at `askedAt`, not more: an
     * answer that crawls through a poor network is as old as its question. `serverMs` is the time
     * of its Date, in whole seconds, NaN without one.
     */
    answer(askedAt, serverMs = NaN) {
      const furthest = serverMs + DATE_STEP_MS - askedAt;
      if (quickest > furthest) quickest = furthest;
      heardAt = Math.max(heardAt, askedAt);
      if (behindSince !== null) behindSince = Math.max(behindSince, askedAt);
    },
    /** Note whether something that is known to exist, since `since`, is not there yet. */
    behind(since, isBehind) {
      if (!isBehind) behindSince = null;
      else if (behindSince === null) behindSince = since;
    },
    /** The page slept: what it did not hear meanwhile is excused for `ms` from now on. */
    excuse(now, ms) {
      if (wasFresh) heardAt = Math.max(heardAt, now - SILENCE_MS + ms);
    },
    /** Tell whether the socket was silent for longer than `ms`. */
    isSocketSilent(now, ms) {
      socketHeardAt = Math.min(socketHeardAt, now); // a clock that was put back
      return now - socketHeardAt > ms;
    },
    isFresh(now) {
      heardAt = Math.min(heardAt, now);
      const isWhole = behindSince === null || (wasFresh && now - behindSince <= MISSING_MS);
      wasFresh = isWhole && now - heardAt <= SILENCE_MS;
      return wasFresh;
    },
  };
}
