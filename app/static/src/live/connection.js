/**
 * The line to the hall: a socket that only listens, the snapshot that makes good what it missed,
 * and plain polling where no socket gets through.
 *
 * The snapshot is fetched on every connect, when the page wakes, when the heartbeat (`head`, every
 * 3 s) is ahead, and every 5 s while there is no socket.
 */
import { NOTHING, acceptChange, acceptSnapshot, isBehind } from "./state.js";

export const SILENCE_MS = 7000;
export const POLL_MS = 5000;
export const RECONNECT_MIN_MS = 250;
export const RECONNECT_SPREAD_MS = 1750;
export const ANNOUNCED_SPREAD_MS = 400;
export const WAKING_MS = 2500;
export const CONNECTING_LIMIT_MS = 6000;
const WATCH_MS = 1000;
const SLEPT_MS = 4000;
const FETCH_LIMIT_MS = 6000;

/**
 * Open the line and keep it open. `world` holds what a test replaces: openSocket(), fetch, page
 * (document), network (window), the timers, now, random, clock.
 *
 * @param {object} options
 * @param {string} options.snapshotUrl
 * @param {number} options.congress id to join
 * @param {object|null} options.snapshot what the page was served with, and its `etag` if known
 * @param {(held, changed: string[]) => void} options.onParts
 * @param {({online: boolean, socket: boolean}) => void} options.onLine `online` is false after
 *   SILENCE_MS without a word; `socket` at once when the socket is lost
 * @returns {{refresh: () => Promise<void>, accept: (snapshot) => void, close: () => void}} `accept`
 *   takes a snapshot that came another way, as the answer to one's own change
 */
export function openLine({ snapshotUrl, congress, snapshot, etag, onParts, onLine }, world) {
  let held = NOTHING;
  let newest = null;
  let knownTag = etag || null;
  let lastHeard = world.now();
  let lastSocketWord = lastHeard;
  let lastWatch = lastHeard;
  let lastPoll = lastHeard;
  let fetching = false;
  let fetchAgain = false;
  let fetchFailed = false;
  let fetchTimer = null;
  let reconnectTimer = null;
  let connectingSince = null;
  let line = { online: true, socket: false };
  let closed = false;

  function take(result) {
    held = result.held;
    if (result.changed.length > 0) onParts(held, result.changed);
  }

  function tellLine(online, connected) {
    if (online === line.online && connected === line.socket) return;
    line = { online, socket: connected };
    onLine(line);
  }

  function heard() {
    lastHeard = world.now();
    tellLine(true, socket.connected);
  }

  function heardSocket() {
    lastSocketWord = world.now();
    heard();
  }

  async function fetchSnapshot() {
    if (fetching || closed) {
      fetchAgain = true;
      return;
    }
    fetching = true;
    fetchAgain = false;
    fetchFailed = false;
    try {
      const answer = await readWithin(world, FETCH_LIMIT_MS, snapshotUrl, knownTag);
      if (answer.date) world.clock.hearHttpDate(answer.date);
      if (answer.snapshot) {
        knownTag = answer.etag;
        take(acceptSnapshot(held, answer.snapshot));
      }
      heard();
    } catch (error) {
      // The watch tells the reader after SILENCE_MS, and asks again.
      fetchFailed = true;
    }
    fetching = false;
    if (fetchAgain && !fetchFailed) fetchSnapshot();
  }

  /** Note how far the server is; fetch when this page is not there, all phones not at once. */
  function note(head) {
    if (newest === null || head.epoch !== newest.epoch || head.seq > newest.seq) newest = head;
    fetchMissingSoon();
  }

  function fetchMissingSoon() {
    if (fetchTimer !== null || newest === null || !isBehind(held, newest)) return;
    fetchTimer = world.setTimeout(() => {
      fetchTimer = null;
      if (isBehind(held, newest)) fetchSnapshot();
    }, world.random() * ANNOUNCED_SPREAD_MS);
  }

  /** Asked twice while the first asking is under way, a server answers one with an error, and the
   * official client then takes itself for connected and hears nothing: one at a time. */
  function connect() {
    const now = world.now();
    if (closed || socket.connected) return;
    if (connectingSince !== null && now - connectingSince < CONNECTING_LIMIT_MS) return;
    if (connectingSince !== null) socket.disconnect();
    connectingSince = now;
    socket.connect();
  }

  function lost() {
    connectingSince = null;
    reconnectSoon();
  }

  function reconnectSoon() {
    tellLine(line.online, false);
    if (closed || reconnectTimer !== null) return;
    reconnectTimer = world.setTimeout(() => {
      reconnectTimer = null;
      connect();
    }, RECONNECT_MIN_MS + world.random() * RECONNECT_SPREAD_MS);
  }

  const socket = world.openSocket();
  socket.on("connect", () => {
    connectingSince = null;
    heardSocket();
    // Fetched once the server has put this page into its room: nothing falls between the two.
    socket.emit("join", { congress }, fetchSnapshot);
  });
  socket.on("changed", (message) => {
    heardSocket();
    take(acceptChange(held, message));
    if (message.epoch !== held.epoch || held.owed >= 0) note(message);
  });
  socket.on("head", (head) => {
    if (head.at) world.clock.hear(Date.parse(head.at));
    heardSocket();
    note(head);
  });
  socket.on("disconnect", lost);
  socket.on("connect_error", lost);

  function dropDeadSocket(silenceMs) {
    if (socket.connected && world.now() - lastSocketWord > silenceMs) socket.disconnect();
  }

  function watch() {
    const now = world.now();
    if (now - lastWatch > SLEPT_MS) wake();
    lastWatch = now;
    dropDeadSocket(SILENCE_MS);
    if (!socket.connected) reconnectSoon();
    if (now - lastHeard > SILENCE_MS) tellLine(false, socket.connected);
    if (!socket.connected && now - lastPoll >= POLL_MS) {
      lastPoll = now;
      fetchSnapshot();
    } else if (fetchFailed) fetchMissingSoon();
  }

  /** After sleep the silence was the phone's own: ask first, complain WAKING_MS later. */
  function wake(event) {
    if (world.page.hidden || (event && event.type === "pageshow" && !event.persisted)) return;
    lastWatch = world.now();
    lastHeard = Math.max(lastHeard, lastWatch - SILENCE_MS + WAKING_MS);
    dropDeadSocket(SLEPT_MS);
    connect();
    fetchSnapshot();
  }

  world.page.addEventListener("visibilitychange", wake);
  world.network.addEventListener("online", wake);
  world.network.addEventListener("pageshow", wake);
  const watching = world.setInterval(watch, WATCH_MS);

  if (snapshot) take(acceptSnapshot(held, snapshot));
  connect();

  return {
    refresh: fetchSnapshot,
    accept: (offered) => take(acceptSnapshot(held, offered)),
    close() {
      closed = true;
      world.clearInterval(watching);
      world.clearTimeout(fetchTimer);
      world.clearTimeout(reconnectTimer);
      world.page.removeEventListener("visibilitychange", wake);
      world.network.removeEventListener("online", wake);
      world.network.removeEventListener("pageshow", wake);
      socket.disconnect();
    },
  };
}

/** Fetch and read within a time limit: {snapshot|null when unchanged, etag, date}; else reject. */
async function readWithin(world, limitMs, url, etag) {
  const stop = new AbortController();
  const timer = world.setTimeout(() => stop.abort(), limitMs);
  try {
    // no-store: the browser's own cache would turn a 304 into a 200 and read it all again.
    const answer = await world.fetch(url, {
      headers: etag ? { "If-None-Match": etag } : {},
      signal: stop.signal,
      cache: "no-store",
      credentials: "same-origin",
    });
    if (answer.status !== 200 && answer.status !== 304) throw new Error(`status ${answer.status}`);
    return {
      snapshot: answer.status === 200 ? await answer.json() : null,
      etag: answer.headers.get("ETag"),
      date: answer.headers.get("Date"),
    };
  } finally {
    world.clearTimeout(timer);
  }
}
