/** Starting, lengthening and stopping the countdown from the remote. */
import { element, say } from "../dom.js";
import { openDialog } from "../overlay.js";
import { countdownView } from "./countdown.js";

export const PRESETS_MINUTES = [3, 5, 10, 15];
const MINUTE_MS = 60000;

/** Return the countdown that ends so many minutes after `fromMs`. */
export function lasting(minutes, fromMs) {
  return { ends_at: new Date(fromMs + minutes * MINUTE_MS).toISOString() };
}

/** Return a countdown with one minute more; one that is over begins again with a minute. */
export function lengthened(countdown, nowMs) {
  return lasting(1, Math.max(nowMs, Date.parse(countdown.ends_at)));
}

/** Return the buttons of the usual lengths; a press calls `onMinutes(minutes)`. */
export function lengths(words, onMinutes) {
  return element(
    "div",
    { class: "remote-lengths" },
    PRESETS_MINUTES.map((minutes) =>
      element(
        "button",
        { type: "button", class: "button", onclick: () => onMinutes(minutes) },
        say(words.minutes, { minutes }),
      ),
    ),
  );
}

/**
 * Wire the button and the line of the running countdown; returns {draw()}. `present()` is the
 * countdown as it is asked for, `ask({countdown})` sends the command.
 */
export function remoteCountdown(byId, { present, ask, world, words }) {
  const view = countdownView(byId("countdown"), { words, world });

  function choose() {
    if (!world.clock.isSet()) return;
    const close = openDialog(
      words.countdownHeading,
      lengths(words, (minutes) => {
        close();
        ask({ countdown: lasting(minutes, world.clock.now()) });
      }),
      element(
        "button",
        { type: "button", class: "button button-plain button-wide", onclick: () => close() },
        words.cancel,
      ),
    );
  }

  byId("count").addEventListener("click", choose);
  byId("count-more").addEventListener("click", () => {
    if (present()) ask({ countdown: lengthened(present(), world.clock.now()) });
  });
  byId("count-stop").addEventListener("click", () => ask({ countdown: null }));

  return {
    draw() {
      byId("count").setAttribute("aria-pressed", String(Boolean(present())));
      view.show(present());
    },
  };
}
