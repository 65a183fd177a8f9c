/**
 * In which form a phone takes slides: the picture, a small picture, or the words first. Pure.
 *
 * Left to itself ("auto") it goes by how long the last pictures took, and by what the browser says
 * of its network; a form that somebody chose by hand stays.
 */

export const FORMS = ["picture", "small", "text"];
export const AUTO = "auto";
/** How long a picture may take before less is asked for. */
export const PATIENCE_MS = 4000;
const QUICK_MS = { picture: 1500, small: 600 };
const GOOD_AGAIN_MS = 2000;
const TIMES = 2;
const MOST_TIMES = 16;

/**
 * Return what keeps the present form.
 *
 * @param {string|null} remembered what was chosen on this phone before
 * @param {() => number} floor the least saving that the browser asks for: 0, 1 or 2 (leastOf)
 */
export function slideForms({ remembered, floor = () => 0 }) {
  let chosen = FORMS.indexOf(remembered) >= 0 ? remembered : AUTO;
  let level = 0;
  let quick = 0;
  let needed = TIMES;

  /** One that was too hopeful needs twice as much to hope again. */
  function sink(to) {
    if (to === 1 && level === 0) needed = Math.min(2 * needed, MOST_TIMES);
    level = Math.max(level, to);
    quick = 0;
  }

  function afterSmall(ms) {
    if (ms > PATIENCE_MS) return sink(2);
    if (level === 2) {
      if (ms <= GOOD_AGAIN_MS) level = 1;
      return undefined;
    }
    quick = ms <= QUICK_MS.small ? quick + 1 : 0;
    if (quick >= needed) {
      level = 0;
      quick = 0;
    }
    return undefined;
  }

  return {
    chosen: () => chosen,
    choose(name) {
      chosen = FORMS.indexOf(name) >= 0 ? name : AUTO;
    },
    isAuto: () => chosen === AUTO,
    /** Return "picture", "small" or "text". */
    form: () => (chosen === AUTO ? FORMS[Math.max(level, floor())] : chosen),
    /** Say why less than the picture is shown: "slow", "saving" (the phone asks for it) or "". */
    reason() {
      if (chosen !== AUTO || Math.max(level, floor()) === 0) return "";
      return level > 0 ? "slow" : "saving";
    },
    /** Take note that a picture in a form came after so many ms; Infinity: not yet, or never. */
    heard(form, ms) {
      if (form === "small") afterSmall(ms);
      else if (ms > PATIENCE_MS) sink(1);
      else if (ms <= QUICK_MS.picture) needed = TIMES;
    },
  };
}

/** Return the least saving that navigator.connection asks for, 0 where the browser has none. */
export function leastOf(connection) {
  if (!connection) return 0;
  if (connection.effectiveType === "slow-2g") return 2;
  return connection.saveData || connection.effectiveType === "2g" ? 1 : 0;
}
