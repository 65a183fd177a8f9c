/**
 * The line to the hall: a socket that only listens, the snapshot that makes good what it missed,
 * and plain polling where no socket gets through.
 *
 * The snapshot is fetched on every connect, when the page wakes, when the heartbeat (`head`, every
 * 3 s) is ahead, and every 5 s while there is no socket.
 */
import { SILENCE_MS, freshness } from "./freshness.js";
import { NOTHING, acceptChange, acceptHead, acceptSnapshot, isBehind } from "./state.js";

export const POLL_MS = 5000;
export const RECONNECT_MIN_MS = 250;
export const RECONNECT_SPREAD_MS = 1750;
export const ANNOUNCED_SPREAD_MS = 400;
export const WAKING_MS = 2500;
export const CONNECTING_LIMIT_MS = 13000; // more than the socket's own (world.js)
export const HANGING_MS = 3000;
const QUICK_MS = 1000;
const WATCH_MS = 1000;
const LOOK_MS = 500;
const SLEPT_MS = 4000;
const ANSWER_LIMIT_MS = 4500; // less than POLL_MS: the next request finds the network that is back
const READ_LIMIT_MS = 6000;

/**
 * Open the line and keep it open. `world` holds what a test replaces: openSocket(), fetch, page
 * (document), network (window), the timers, now, random, clock.
 *
 * @param {object} options
 * @param {string} options.snapshotUrl
 * @param {number} options.congress id to join
 * @param {object|null} options.snapshot what the page was served with, and its `etag` if known
 * @param {boolean} [options.isOld] the page comes from the phone's own memory
 * @param {(held, changed: string[]) => void} options.onParts
 * @param {({online: boolean, socket: boolean}) => void} options.onLine `online` is false when what
 *   is shown may be old (freshness.js); `socket` at once when the socket is lost
 * @returns {{refresh: () => Promise<void>, accept: (snapshot) => void, close: () => void}} `accept`
 *   takes a snapshot that came another way, as the answer to one's own change
 */
export function openLine(options, world) {
  const { snapshotUrl, congress, snapshot, etag, isOld = false, onParts, onLine } = options;
  let held = NOTHING;
  let newest = null;
  let knownTag = etag || null;
  let lastWatch = world.now();
  let lastPoll = lastWatch;
  let fetching = null;
  let fetchAgain = false;
  let fetchFailed = false;
  let isGivenUp = false;
  let fetchTimer = null;
  let reconnectTimer = null;
  let connectingSince = null;
  let line = { online: !isOld, socket: false };
  let closed = false;
  const fresh = freshness(lastWatch, isOld);

  function take(result) {
    held = result.held;
    fresh.behind(world.now(), newest !== null && isBehind(held, newest));
    if (result.changed.length > 0) onParts(held, result.changed);
  }

  function tellLine(online, connected) {
    if (online === line.online && connected === line.socket) return;
    line = { online, socket: connected };
    onLine(line);
  }

  function tellTruth() {
    tellLine(fresh.isFresh(world.now()), socket.connected);
  }

  async function fetchSnapshot() {
    if (fetching || closed) {
      fetchAgain = true;
      return;
    }
    fetching = new AbortController();
    fetchAgain = false;
    fetchFailed = false;
    isGivenUp = false;
    const began = world.now();
    try {
      const answer = await readWithin(world, snapshotUrl, knownTag, fetching);
      if (answer.date) world.clock.hearHttpDate(answer.date);
      fresh.answer(began, Date.parse(answer.date || ""));
      if (answer.snapshot) knownTag = answer.etag;
      take(answer.snapshot ? acceptSnapshot(held, answer.snapshot) : { held, changed: [] });
      tellTruth();
      if (world.now() - began < QUICK_MS) leaveHangingSocket();
    } catch (error) {
      // The look tells the reader after SILENCE_MS, and the watch asks again.
      fetchFailed = true;
    }
    fetching = null;
    if (fetchAgain && (isGivenUp || !fetchFailed)) fetchSnapshot();
  }

  /** Ask now: a request from before the network came back may hang in it until its limit. */
  function fetchAfresh() {
    if (fetching) {
      isGivenUp = true;
      fetchAgain = true;
      fetching.abort();
    } else fetchSnapshot();
  }

  /** Note how far the server was at `at`. */
  function note(head, at) {
    if (newest === null || head.epoch !== newest.epoch || head.seq > newest.seq) newest = head;
    fresh.behind(at, isBehind(held, newest));
  }

  /** Fetch when the server is further than this page, all phones not at once. */
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

  /**
   * Both network and server answer at once: a socket that opens for so long hangs in the network of
   * before. A server that answers late is busy with the whole hall; asked anew it would never end.
   */
  function leaveHangingSocket() {
    if (connectingSince === null || world.now() - connectingSince < HANGING_MS) return;
    socket.disconnect();
    connectingSince = null;
    connect();
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
    fresh.opened(world.now());
    tellTruth();
    // Fetched once the server has put this page into its room: nothing falls between the two.
    socket.emit("join", { congress }, fetchAfresh);
  });
  socket.on("changed", (message) => {
    take(acceptChange(held, message));
    note(message, world.now());
    tellTruth();
    if (message.epoch !== held.epoch || held.owed >= 0) fetchMissingSoon();
  });
  socket.on("head", (head) => {
    if (head.at) world.clock.hear(Date.parse(head.at));
    const sentAt = fresh.beat(world.now(), Date.parse(head.at));
    held = acceptHead(held, head);
    note(head, sentAt);
    tellTruth();
    fetchMissingSoon();
  });
  socket.on("disconnect", lost);
  socket.on("connect_error", lost);

  function dropDeadSocket(silenceMs) {
    if (socket.connected && fresh.isSocketSilent(world.now(), silenceMs)) socket.disconnect();
  }

  function watch() {
    const now = world.now();
    if (now - lastWatch > SLEPT_MS) wake();
    lastWatch = now;
    dropDeadSocket(SILENCE_MS);
    if (!socket.connected) reconnectSoon();
    if (!socket.connected && now - lastPoll >= POLL_MS) {
      lastPoll = now;
      fetchSnapshot();
    } else if (fetchFailed) fetchMissingSoon();
  }

  /**
   * After sleep the silence was the phone's own: ask first, complain WAKING_MS later. A network that
   * comes and goes excuses nothing.
   */
  function wake(event) {
    const type = event ? event.type : "sleep";
    if (world.page.hidden || (type === "pageshow" && !event.persisted)) return;
    const now = world.now();
    if (type !== "online" || now - lastWatch > SLEPT_MS) fresh.excuse(now, WAKING_MS);
    lastWatch = now;
    dropDeadSocket(SLEPT_MS);
    connect();
    fetchAfresh();
  }

  world.page.addEventListener("visibilitychange", wake);
  world.network.addEventListener("online", wake);
  world.network.addEventListener("pageshow", wake);
  const watching = world.setInterval(watch, WATCH_MS);
  const looking = world.setInterval(tellTruth, LOOK_MS);

  if (snapshot) take(acceptSnapshot(held, snapshot));
  connect();

  return {
    refresh: fetchSnapshot,
    accept: (offered) => take(acceptSnapshot(held, offered)),
    close() {
      closed = true;
      world.clearInterval(watching);
      world.clearInterval(looking);
      world.clearTimeout(fetchTimer);
      world.clearTimeout(reconnectTimer);
      world.page.removeEventListener("visibilitychange", wake);
      world.network.removeEventListener("online", wake);
      world.network.removeEventListener("pageshow", wake);
      socket.disconnect();
    },
  };
}

/** Fetch and read within the limits: {snapshot|null when unchanged, etag, date}; else reject. */
async function readWithin(world, url, etag, stop) {
  let timer = world.setTimeout(() => stop.abort(), ANSWER_LIMIT_MS);
  try {
    // no-store: the browser's own cache would turn a 304 into a 200 and read it all again.
    const answer = await world.fetch(url, {
      headers: etag ? { "If-None-Match": etag } : {},
      signal: stop.signal,
      cache: "no-store",
      credentials: "same-origin",
    });
    world.clearTimeout(timer);
    timer = world.setTimeout(() => stop.abort(), READ_LIMIT_MS);
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
