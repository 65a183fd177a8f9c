/** Check-ins on their way: each is stored first, sent until the server took it, counted once. */
import { send } from "../forms/send.js";
import { isSiteRefused } from "./desk_site.js";

const AGAIN_MS = 3000;
const ANSWER_LIMIT_MS = 8000;
const NOISE_MS = 2000;
const LONGEST_PAUSE_MS = 60000;
export const PATIENCE_MS = 1200;

/** Return a name for an event that no other desk gives (also without HTTPS). */
export function newKey() {
  const numbers = new Uint32Array(4);
  window.crypto.getRandomValues(numbers);
  return `web-${Array.from(numbers, (each) => each.toString(36)).join("-")}`;
}

/** Return what this browser calls itself, always the same: one computer has one clock. */
export function deskName() {
  try {
    const name = window.localStorage.getItem("desk-name") || newKey();
    window.localStorage.setItem("desk-name", name);
    return name;
  } catch (error) {
    return newKey();
  }
}

/** Tell whether an answer is about the event; else the event waits for a better moment. */
export function isAbout(status) {
  return status >= 200 && status < 500 && [401, 403, 408, 425, 429].indexOf(status) < 0;
}

/**
 * Return the clock's offset to send: nothing while it is no more than how far two measurements
 * differ (an HTTP date is a whole second), or it would put two quick check-ins in the wrong order.
 */
export function steady(offsetMs) {
  return Math.abs(offsetMs) < NOISE_MS ? 0 : Math.round(offsetMs);
}

/** Return why the server did not take an event, and whether it can be mended and sent again. */
function refusal(answer) {
  return { refused: answer.said.detail || " ", mendable: isSiteRefused(answer) };
}

/**
 * Return {put(event), forget(id), again(id, facts)}. put() resolves once the event is stored, to
 * the server's answer {status, said} if that comes within PATIENCE_MS, else to null: then it is
 * sent again, oldest first. What the server refuses is set aside, and what it stumbles over (5xx) waits longer from
 * the second time on: neither ever holds the others up.
 *
 * @param {object} options
 * @param {object} options.store as deskStore() gives
 * @param {(body: object) => Promise<{status, said}>} options.post
 * @param {() => number} options.offsetMs server's clock minus this one
 * @param {(box: {waiting: object[], refused: object[], closed: boolean}) => void} options.onChange
 *   what is stored; `closed` while this browser has to sign in again
 * @param {(event, answer) => void} options.onAnswer every answer about an event
 */
export function outbox({ store, post, offsetMs, onChange, onAnswer }) {
  const asked = new Map();
  const stumbled = new Map();
  let isReached = true;
  let isClosed = false;
  let running = null;
  let timer = null;

  async function tell() {
    const entries = await store.all();
    const refused = entries.filter((each) => each.refused);
    onChange({ waiting: entries.filter((each) => !each.refused), refused, closed: isClosed });
  }

  async function deliver(event) {
    const body = Object.assign({}, event, { clock_offset_ms: steady(offsetMs()) });
    const answer = await post(body).catch(() => null);
    if (answer !== null && answer.status >= 500) stumble(event.key);
    else if (answer !== null) stumbled.delete(event.key);
    isReached = answer !== null && isAbout(answer.status);
    isClosed = answer !== null && (answer.status === 401 || answer.status === 403);
    return isReached ? answer : null;
  }

  function stumble(key) {
    const times = stumbled.has(key) ? stumbled.get(key).times : 0;
    const pause = times === 0 ? 0 : Math.min(1000 * Math.pow(2, times), LONGEST_PAUSE_MS);
    stumbled.set(key, { times: times + 1, until: Date.now() + pause });
  }

  function isDue({ refused, event }) {
    const held = stumbled.get(event.key);
    return !refused && (held === undefined || held.until <= Date.now());
  }

  /** The first time the server itself may be at fault; again, it is this event. */
  function isPassed(event) {
    return stumbled.has(event.key) && stumbled.get(event.key).times > 1;
  }

  async function sendOldest() {
    const entry = (await store.all()).find(isDue);
    if (!entry) return false;
    const answer = await deliver(entry.event);
    if (answer) {
      if (answer.status < 300) await done(entry);
      else await store.change(Object.assign({}, entry, refusal(answer)));
      onAnswer(entry.event, answer);
      const waits = asked.get(entry.event.key);
      if (waits) waits(answer);
    } else asked.forEach((resolve) => resolve(null));
    await tell();
    return answer !== null || isPassed(entry.event);
  }

  /** What was taken back is no longer to be mended either: sent again, it would count. */
  async function done({ id, event }) {
    await store.remove(id);
    if (!event.of) return;
    const dropped = (await store.all()).filter((each) => each.event.key === event.of.key);
    for (const each of dropped) await store.remove(each.id);
  }

  async function sendAll() {
    try {
      while (await sendOldest());
    } finally {
      running = null;
      window.clearTimeout(timer);
      timer = window.setTimeout(start, AGAIN_MS);
    }
  }

  function start() {
    if (running === null) running = sendAll();
    return running;
  }

  function answerTo(event) {
    return new Promise((resolve) => {
      asked.set(event.key, resolve);
      window.setTimeout(() => resolve(null), isReached ? PATIENCE_MS : 0);
    });
  }

  window.addEventListener("online", start);
  tell().then(start);

  return {
    async put(event) {
      await store.add(event);
      await tell();
      const answered = answerTo(event);
      // A round that is just ending has not seen this event: then there is another one.
      start().then(start);
      const answer = await answered;
      asked.delete(event.key);
      return answer;
    },
    async forget(id) {
      await store.remove(id);
      await tell();
    },
    /** Send what was refused once more, with these facts instead of what was wrong. */
    async again(id, facts) {
      const entry = (await store.all()).find((each) => each.id === id);
      if (!entry) return;
      const event = Object.assign({}, entry.event);
      delete event.site_id;
      await store.change({ id, event: Object.assign(event, facts) });
      await tell();
      start().then(start);
    },
  };
}

/**
 * Return the `post` of an outbox: one request that does not wait for ever. An event goes to
 * /check-ins below `api`, or to the door that it names: walk-ins, absences, undo.
 */
export function posting(api) {
  const post = (door, body) =>
    send({ method: "POST", url: `${api}/${door}`, body, limitMs: ANSWER_LIMIT_MS });

  /** The same event again is the same answer: it tells the id of what is to be taken back. */
  async function takeBack({ of, reason, clock_offset_ms }) {
    const answer = await post("check-ins", Object.assign({}, of, { clock_offset_ms }));
    if (answer.status < 300) return post(`check-ins/${answer.said.id}/undo`, { reason });
    return isAbout(answer.status) ? { status: 204, said: {} } : answer; // refused: nothing was done
  }

  return (event) => {
    if (event.door === "undo") return takeBack(event);
    const body = Object.assign({}, event);
    delete body.door;
    return post(event.door || "check-ins", body);
  };
}
