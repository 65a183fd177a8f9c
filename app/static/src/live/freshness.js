/**
 * Whether what a page shows may be taken for the present. Nothing here waits: the time is handed in.
 *
 * It may while the last heartbeat is at most SILENCE_MS old, and while nothing that is known to
 * exist is missing for longer than that. Who reads slowly hears old heartbeats: each is as much older
 * as it came later than the quickest one. Once a page is old, it is fresh again when the server is
 * heard and nothing is missing at all.
 */

export const SILENCE_MS = 7000;
export const CREDIBLE_MS = 3000;

/**
 * Return what judges a page that is right at `nowMs` (milliseconds of the page's own clock), or, when
 * it `isOld`, that is not until the server is heard.
 */
export function freshness(nowMs, isOld = false) {
  let heardAt = isOld ? -Infinity : nowMs;
  let socketHeardAt = nowMs;
  let quickest = -Infinity;
  let isSocketNew = true;
  let behindSince = null;
  let wasFresh = !isOld;

  return {
    /** A socket opened; that tells nothing of the hall. */
    opened(now) {
      socketHeardAt = now;
      isSocketNew = true;
    },
    /**
     * A heartbeat came that the server sent at `serverMs` of its own clock, if it says so. Nothing
     * piles up in a new socket: when its first one is very late, one of the clocks was put.
     */
    beat(now, serverMs) {
      const ahead = Number.isNaN(serverMs) ? quickest : serverMs - now;
      if (ahead > quickest || (isSocketNew && quickest - ahead > CREDIBLE_MS)) quickest = ahead;
      isSocketNew = false;
      const sentAt = ahead === quickest ? now : now - (quickest - ahead);
      socketHeardAt = Math.max(socketHeardAt, sentAt);
      heardAt = Math.max(heardAt, sentAt);
    },
    /**
     * The server answered with all that there was after it was asked at `askedAt`, not more: an
     * answer that crawls through a poor network is as old as its question.
     */
    answer(askedAt) {
      heardAt = Math.max(heardAt, askedAt);
      if (behindSince !== null) behindSince = Math.max(behindSince, askedAt);
    },
    /** Note whether something that is known to exist is not there yet. */
    behind(now, isBehind) {
      if (!isBehind) behindSince = null;
      else if (behindSince === null) behindSince = now;
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
      const isWhole = behindSince === null || (wasFresh && now - behindSince <= SILENCE_MS);
      wasFresh = isWhole && now - heardAt <= SILENCE_MS;
      return wasFresh;
    },
  };
}
