/**
 * What the chair asked for and the server has not yet confirmed. Every command is absolute ("show
 * slide 7"), so a command that arrives twice changes nothing, and only the newest one waits.
 */

import { LOOP_KINDS } from "./waiting.js";

/**
 * Return {ask(change), shown(stage)}.
 *
 * `send(change)` resolves when the server's answer is part of the page, and rejects when it is not
 * known to have arrived; what waited behind it is then forgotten: the chair sees the hall as it is
 * and presses again. `onChange({sending, failed})` follows every step.
 */
export function commandLine({ send, onChange }) {
  let sending = null;
  let waiting = null;

  async function flush() {
    sending = waiting;
    waiting = null;
    onChange({ sending: true, failed: null });
    try {
      await send(sending);
    } catch (error) {
      sending = null;
      waiting = null;
      onChange({ sending: false, failed: error });
      return;
    }
    sending = null;
    if (waiting) flush();
    else onChange({ sending: false, failed: null });
  }

  return {
    ask(change) {
      waiting = Object.assign({}, waiting, change);
      if (sending) onChange({ sending: true, failed: null });
      else flush();
    },
    /** Return what is being asked for, over what the server said: {item_id, slide_id, …}. */
    shown(stage) {
      return Object.assign(present(stage), sending, waiting);
    },
  };
}

/** Return the stage as the values a command would have. */
export function present(stage) {
  return {
    item_id: stage && stage.item ? stage.item.id : null,
    slide_id: stage && stage.slide ? stage.slide.id : null,
    video: stage ? stage.video : null,
    blank: Boolean(stage && stage.blank),
    hold: Boolean(stage && stage.hold),
    announcement: (stage && stage.announcement) || null,
    countdown: (stage && stage.countdown) || null,
    floor: (stage && stage.floor) || null,
  };
}

/**
 * Return what "forward" (step 1) or "back" (step −1) means now: {item_id, slide_id, item, slide} or
 * null at the end. Within a deck it is the neighbouring slide, at its end the next item with its
 * first slide, at its beginning the item before with its last.
 */
export function neighbour(shown, { items, decks }, step) {
  const deck = stepsOf(items.find((each) => each.id === shown.item_id), decks);
  const at = deck.findIndex((slide) => slide.id === shown.slide_id);
  const slide = at >= 0 ? deck[at + step] : step > 0 ? deck[0] : null;
  if (slide) return { item_id: shown.item_id, slide_id: slide.id, item: null, slide };
  const open = items.filter((item) => item.state !== "skipped" || item.id === shown.item_id);
  const here = open.findIndex((item) => item.id === shown.item_id);
  const item = here >= 0 ? open[here + step] : step > 0 ? open[0] : null;
  if (!item) return null;
  return { ...openingOf(item, decks, step), item, slide: null };
}

/** The pictures of an item in which the hall waits are its loop's: nobody steps through them. */
function stepsOf(item, decks) {
  return item && LOOP_KINDS.indexOf(item.kind) < 0 ? decks[item.id] || [] : [];
}

/** Return the command that moves the hall to an item: with its first (or last) slide. */
export function openingOf(item, decks, step = 1) {
  const deck = stepsOf(item, decks);
  const slide = step > 0 ? deck[0] : deck[deck.length - 1];
  return { item_id: item.id, slide_id: slide ? slide.id : null };
}
