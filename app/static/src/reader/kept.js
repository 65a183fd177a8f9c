/** What the reader's own phone remembers; a browser that forbids it just forgets. */

/** On a device that several people use, only this tab remembers, until the use ends. */
function store() {
  const body = typeof document === "undefined" ? null : document.body;
  return body && body.dataset.sharedUse ? window.sessionStorage : window.localStorage;
}

/** Return the remembered value under `name`, or null. */
export function kept(name) {
  try {
    return store().getItem(name);
  } catch (error) {
    return null;
  }
}

/** Remember `value` under `name`; null forgets it. Returns false where nothing can be kept. */
export function keep(name, value) {
  try {
    if (value === null) store().removeItem(name);
    else store().setItem(name, String(value));
    return true;
  } catch (error) {
    // Private windows and some chat programs refuse storage; reading goes on without it.
    return false;
  }
}

/** Return every remembered name. */
export function keptNames() {
  try {
    return Object.keys(store());
  } catch (error) {
    return [];
  }
}
