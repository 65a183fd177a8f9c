/** The server's clock, learned from what it sends; phones' own clocks may be minutes away. */

const REMEMBERED = 20;
const HTTP_DATE_ROUNDS_DOWN_MS = 500;

/**
 * Return a clock {hear, hearHttpDate, now, isSet}; all in milliseconds since 1970. Until isSet() the
 * server was not heard, and now() is only what this device believes.
 *
 * A message arrives late by the time it travelled, never early: of the last messages the one with
 * the greatest offset travelled least.
 */
export function serverClock(localNow = () => Date.now()) {
  const offsets = [];
  let roughOffset = 0;
  let isSet = false;
  return {
    hear(serverMs) {
      isSet = true;
      offsets.push(serverMs - localNow());
      if (offsets.length > REMEMBERED) offsets.shift();
    },
    hearHttpDate(header) {
      const serverMs = Date.parse(header);
      if (!Number.isNaN(serverMs)) {
        isSet = true;
        roughOffset = serverMs + HTTP_DATE_ROUNDS_DOWN_MS - localNow();
      }
    },
    isSet: () => isSet,
    now() {
      return localNow() + (offsets.length > 0 ? Math.max(...offsets) : roughOffset);
    },
  };
}

/** Return where a video stands now, in seconds, from the stage's `video` and the server's clock. */
export function videoPosition(video, serverNowMs) {
  if (video.state !== "playing") return video.position_seconds;
  const since = (serverNowMs - Date.parse(video.at)) / 1000;
  return Math.max(0, video.position_seconds + since);
}
