/** Following a document until its pages are made. */

const ASK_MS = 700;
const LOST_MS = 3000;

/**
 * Ask how far the newest file of a document is, again and again until it is ready or refused.
 *
 * @param {string} url address of the document in the API
 * @param {(newest: {state, pages, pages_ready, reason}, document) => void} onState
 */
export function watchDocument(url, onState) {
  async function ask() {
    const found = await read(url);
    if (found) onState(found.newest, found);
    if (found && found.newest.state !== "waiting" && found.newest.state !== "working") return;
    window.setTimeout(ask, found ? ASK_MS : LOST_MS);
  }
  ask();
}

async function read(url) {
  try {
    const answer = await fetch(url, { credentials: "same-origin", cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch (error) {
    return null;
  }
}
