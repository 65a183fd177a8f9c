/** A browser that a test moves by hand: its clock, its socket, its network. */

/** Return a world for openLine(), with `pass(ms)`, `server` and `socket` to play the other side. */
export function handMadeWorld({ random = () => 0.5 } = {}) {
  let now = 1_000_000;
  let timers = [];
  let nextTimer = 1;
  const socket = handMadeSocket();
  const server = { snapshot: null, etag: null, reachable: true, asked: [], hangs: false, lateMs: 0 };
  const later = (ms) =>
    ms ? new Promise((resolve) => schedule(resolve, ms, null)) : Promise.resolve();

  function schedule(work, ms, every) {
    const timer = { id: nextTimer, at: now + ms, work, every };
    nextTimer += 1;
    timers.push(timer);
    return timer.id;
  }

  const world = {
    openSocket: () => socket,
    fetch: (url, options) => later(server.lateMs).then(() => answer(server, url, options)),
    page: target({ hidden: false }),
    network: target({}),
    setTimeout: (work, ms) => schedule(work, ms, null),
    clearTimeout: (id) => {
      timers = timers.filter((timer) => timer.id !== id);
    },
    setInterval: (work, ms) => schedule(work, ms, ms),
    clearInterval: (id) => {
      timers = timers.filter((timer) => timer.id !== id);
    },
    now: () => now,
    random,
    clock: { hear() {}, hearHttpDate() {} },
  };

  /** Let time go by in the order of the timers; promises settle in between. */
  async function pass(ms) {
    const end = now + ms;
    for (;;) {
      await settle();
      const due = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      now = Math.max(now, due.at);
      if (due.every) due.at += due.every;
      else timers = timers.filter((timer) => timer !== due);
      due.work();
    }
    now = end;
    await settle();
  }

  /** Stop the page's timers for `ms`, as a phone in a pocket does. */
  function sleep(ms) {
    now += ms;
    for (const timer of timers) timer.at = Math.max(timer.at, now);
  }

  return { world, socket, server, pass, sleep, settle };
}

async function settle() {
  for (let i = 0; i < 20; i += 1) await Promise.resolve();
}

function answer(server, url, options) {
  server.asked.push(options.headers["If-None-Match"] || null);
  if (server.hangs) {
    return new Promise((resolve, reject) => {
      options.signal.addEventListener("abort", () => reject(new Error("aborted")));
    });
  }
  if (!server.reachable) return Promise.reject(new TypeError("failed to fetch"));
  const headers = { get: (name) => (name === "ETag" ? server.etag : null) };
  if (server.etag && options.headers["If-None-Match"] === server.etag) {
    return Promise.resolve({ status: 304, headers });
  }
  const snapshot = JSON.parse(JSON.stringify(server.snapshot));
  return Promise.resolve({ status: 200, headers, json: () => Promise.resolve(snapshot) });
}

function target(own) {
  const listeners = {};
  return Object.assign(own, {
    addEventListener(name, work) {
      (listeners[name] = listeners[name] || []).push(work);
    },
    removeEventListener(name, work) {
      listeners[name] = (listeners[name] || []).filter((each) => each !== work);
    },
    fire(name, event = { type: name }) {
      for (const work of listeners[name] || []) work(event);
    },
  });
}

function handMadeSocket() {
  const listeners = {};
  return {
    connected: false,
    answers: true,
    isSlow: false,
    connects: 0,
    sent: [],
    on(name, work) {
      listeners[name] = work;
    },
    emit(name, message, acknowledge) {
      this.sent.push([name, message]);
      acknowledge({ joined: true });
    },
    connect() {
      this.connects += 1;
      if (this.answers) {
        this.connected = true;
        listeners.connect();
      } else if (!this.isSlow) listeners.connect_error(new Error("no answer"));
    },
    disconnect() {
      const was = this.connected;
      this.connected = false;
      if (was) listeners.disconnect("io client disconnect");
    },
    /** The server says something. */
    hear(name, message) {
      listeners[name](message);
    },
    /** The network cuts the socket. */
    cut() {
      this.connected = false;
      listeners.disconnect("transport close");
    },
  };
}
