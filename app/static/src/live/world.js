/** The real browser, as connection.js asks for it. */
import { io } from "socket.io-client";

import { serverClock } from "./clock.js";

const CONNECT_LIMIT_MS = 12000; // a hall that comes back at once needs seconds; polling goes on

/** Return the world of openLine(): one socket for this page, the browser's timers, the clock. */
export function browserWorld() {
  return {
    openSocket: () =>
      io({
        autoConnect: false,
        forceNew: true,
        // connection.js reconnects: the client's own delays lose their jitter at the maximum.
        reconnection: false,
        timeout: CONNECT_LIMIT_MS,
        transports: ["websocket", "polling"],
        tryAllTransports: true,
      }),
    fetch: (url, options) => window.fetch(url, options),
    page: document,
    network: window,
    setTimeout: (work, ms) => window.setTimeout(work, ms),
    clearTimeout: (timer) => window.clearTimeout(timer),
    setInterval: (work, ms) => window.setInterval(work, ms),
    clearInterval: (timer) => window.clearInterval(timer),
    now: () => Date.now(),
    random: () => Math.random(),
    clock: serverClock(),
  };
}
