/** The one request of the remote. */

const LIMIT_MS = 4000;

/**
 * Return send(change) for commandLine; the answer is the new snapshot. A refusal rejects with the
 * server's sentence, a lost answer with an error without one.
 */
export function stageSender(url, line) {
  return async function send(change) {
    const stop = new AbortController();
    const timer = window.setTimeout(() => stop.abort(), LIMIT_MS);
    try {
      const answer = await fetch(url, {
        method: "PUT",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify(change),
        credentials: "same-origin",
        signal: stop.signal,
      });
      const said = await answer.json().catch(() => ({}));
      if (!answer.ok) {
        throw Object.assign(new Error(`status ${answer.status}`), { sentence: said.detail });
      }
      line.accept(said);
    } finally {
      window.clearTimeout(timer);
    }
  };
}
