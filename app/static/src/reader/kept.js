/** What the reader's own phone remembers; a browser that forbids it just forgets. */

/** Return the remembered value under `name`, or null. */
export function kept(name) {
  try {
    return window.localStorage.getItem(name);
  } catch (error) {
    return null;
  }
}

/** Remember `value` under `name`; null forgets it. Returns false where nothing can be kept. */
export function keep(name, value) {
  try {
    if (value === null) window.localStorage.removeItem(name);
    else window.localStorage.setItem(name, String(value));
    return true;
  } catch (error) {
    // Private windows and some chat programs refuse storage; reading goes on without it.
    return false;
  }
}

/** Return every remembered name. */
export function keptNames() {
  try {
    return Object.keys(window.localStorage);
  } catch (error) {
    return [];
  }
}
