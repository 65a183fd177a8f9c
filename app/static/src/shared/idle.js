/** When a use is over because nobody goes on with it. Pure: the caller brings the time. */

export const WARN_MS = 30000;
export const TELL_EVERY_MS = 60000;

/**
 * Return {touched(now), look(now)}. `look` returns {over, secondsLeft, tell}: `secondsLeft` is null
 * until WARN_MS before the end; `tell`: the server should hear that somebody is here.
 */
export function idleWatch(idleMs, startMs) {
  let lastTouch = startMs;
  let lastTold = startMs;
  return {
    touched(now) {
      lastTouch = now;
    },
    look(now) {
      const left = lastTouch + idleMs - now;
      const tell = lastTouch > lastTold && now - lastTold >= TELL_EVERY_MS;
      if (tell) lastTold = now;
      return {
        over: left <= 0,
        secondsLeft: left <= WARN_MS ? Math.max(0, Math.ceil(left / 1000)) : null,
        tell,
      };
    },
  };
}
