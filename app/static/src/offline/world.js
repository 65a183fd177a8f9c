/** Whether this browser can keep things, and how pages speak with the service worker. */

const SCRIPT = "/service-worker.js";
const CONTROL_WITHIN_MS = 10000;
const NEWS_MS = 300;
const NEWS_SPREAD_MS = 6000;

/** Tell whether this page may keep anything at all: HTTPS (or this very machine) and the APIs. */
export function canKeep() {
  if (document.body.dataset.sharedUse) return false; // the next person may be anybody
  return Boolean(window.isSecureContext && navigator.serviceWorker && window.caches);
}

/** Register the service worker and wait until it serves this page; rejects where it may not. */
export async function startKeeping() {
  await navigator.serviceWorker.register(SCRIPT);
  if (navigator.serviceWorker.controller) return;
  await navigator.serviceWorker.ready;
  await new Promise((resolve, reject) => {
    if (navigator.serviceWorker.controller) resolve();
    navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true });
    window.setTimeout(() => reject(new Error("no service worker")), CONTROL_WITHIN_MS);
  });
}

let news = null;

/** Ask the service worker to compare what is kept of a congress with the server. */
export function lookAgain(congress, { force = false } = {}) {
  const worker = canKeep() && navigator.serviceWorker.controller;
  if (worker) worker.postMessage({ look: congress, force });
}

/** The same when the documents changed: all phones hear that at once, so each waits a little. */
export function lookAtNews(congress) {
  if (news !== null) return;
  news = window.setTimeout(() => {
    news = null;
    lookAgain(congress, { force: true });
  }, NEWS_MS + Math.random() * NEWS_SPREAD_MS);
}

/** Call `onNews` when the service worker changed what is kept of a congress. */
export function onKeptChange(congress, onNews) {
  navigator.serviceWorker.addEventListener("message", (event) => {
    if (event.data && event.data.keptChanged === congress) onNews();
  });
  navigator.serviceWorker.startMessages();
}
