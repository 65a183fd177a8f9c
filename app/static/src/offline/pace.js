/** How fast a phone may ask: thousands download at once, and the hall itself comes first. */

const SLOW_MS = 800;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 20000;

/**
 * Return pace {before(), after(ms)}: told how long the server took to begin an answer, it waits the
 * longer before the next question the busier the server is, and less again when it is free.
 */
export function pace(wait, random = Math.random) {
  let pauseMs = 0;
  return {
    before: () => (pauseMs > 0 ? wait(pauseMs * (0.5 + random())) : null),
    after(tookMs) {
      const longer = Math.max(2 * pauseMs, FIRST_PAUSE_MS);
      const shorter = pauseMs < FIRST_PAUSE_MS ? 0 : pauseMs / 2;
      pauseMs = tookMs > SLOW_MS ? Math.min(longer, LONGEST_PAUSE_MS) : shorter;
    },
  };
}
