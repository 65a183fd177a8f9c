/** The time that is running: only the instant at which it ends is sent, every device counts itself. */
import { setText } from "../dom.js";

const TICK_MS = 200;

/** Return the whole seconds that are left, the begun one counted, never fewer than none. */
export function secondsLeft(endsAt, nowMs) {
  return Math.max(0, Math.ceil((Date.parse(endsAt) - nowMs) / 1000));
}

/** Return seconds as clocks show them: 65 → "1:05", 3723 → "1:02:03". */
export function clockText(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const last = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${last}` : `${minutes}:${last}`;
}

/**
 * Return {show(countdown)} for `holder`, whose [data-countdown="left"] gets the digits. Nothing is
 * shown before the server's clock is known: a device's own may be minutes away.
 */
export function countdownView(holder, { words, world }) {
  const digits = holder.querySelector('[data-countdown="left"]');
  let endsAt = null;
  let timer = null;

  function draw() {
    holder.hidden = endsAt === null || !world.clock.isSet();
    if (holder.hidden) return;
    const left = secondsLeft(endsAt, world.clock.now());
    setText(digits, left > 0 ? clockText(left) : words.timeUp);
    holder.classList.toggle("is-over", left === 0);
  }

  return {
    show(countdown) {
      endsAt = countdown ? countdown.ends_at : null;
      if (endsAt !== null && timer === null) timer = world.setInterval(draw, TICK_MS);
      if (endsAt === null && timer !== null) {
        world.clearInterval(timer);
        timer = null;
      }
      draw();
    },
  };
}
