/** Check-ins on their way: each is sent until the server has taken it, and counts once. */
import { send } from "../forms/send.js";

const AGAIN_MS = 3000;

/** Return a name for an event that no other desk gives (also without HTTPS). */
export function newKey() {
  const numbers = new Uint32Array(4);
  window.crypto.getRandomValues(numbers);
  return `web-${Array.from(numbers, (each) => each.toString(36)).join("-")}`;
}

/**
 * Return {put(event)}: put() sends at once and resolves to {status, said}, or to null when the
 * server was not reached; then the event stays here and is sent again, oldest first.
 *
 * @param {object} options
 * @param {string} options.url
 * @param {string} options.name under which this tab keeps what is waiting
 * @param {() => number} options.offsetMs server's clock minus this one
 * @param {(count: number) => void} options.onCount how many wait
 * @param {(event, answer) => void} options.onLate an answer to an event that had to wait
 */
export function outbox({ url, name, offsetMs, onCount, onLate }) {
  const waiting = remembered(name);

  function keep() {
    try {
      window.sessionStorage.setItem(name, JSON.stringify(waiting));
    } catch (error) {
      // A browser without storage keeps them in this page.
    }
    onCount(waiting.length);
  }

  async function deliver(event) {
    const body = Object.assign({}, event, { clock_offset_ms: Math.round(offsetMs()) });
    const answer = await send({ method: "POST", url, body }).catch(() => null);
    return answer && answer.status > 0 && answer.status < 500 ? answer : null;
  }

  async function sendWaiting() {
    while (waiting.length > 0) {
      const answer = await deliver(waiting[0]);
      if (!answer) break;
      onLate(waiting.shift(), answer);
      keep();
    }
    window.setTimeout(sendWaiting, AGAIN_MS);
  }

  window.addEventListener("beforeunload", (event) => {
    if (waiting.length > 0) event.preventDefault();
  });
  onCount(waiting.length);
  sendWaiting();

  return {
    async put(event) {
      const answer = waiting.length === 0 ? await deliver(event) : null;
      if (!answer) {
        waiting.push(event);
        keep();
      }
      return answer;
    },
  };
}

function remembered(name) {
  try {
    return JSON.parse(window.sessionStorage.getItem(name)) || [];
  } catch (error) {
    return [];
  }
}
