/** What every page of a congress does to be there when the network is gone. */
import { canKeep, lookAgain, startKeeping } from "./world.js";

const SPREAD_MS = 3000;

/**
 * Keep this page from now on. The first page that a phone opens was fetched before the service
 * worker was there: it and what it showed are asked for once more, mostly from the browser's own
 * cache. Resolves to whether this browser keeps things.
 */
export async function keepOpened(congress) {
  if (!canKeep()) return false;
  const isFirst = !navigator.serviceWorker.controller;
  try {
    if (isFirst) await loaded();
    await startKeeping();
  } catch (error) {
    return false; // an in-app browser, a certificate that is not trusted: reading goes on without
  }
  if (isFirst) await keepAgain();
  window.addEventListener("online", () => lookAgain(congress));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) lookAgain(congress);
  });
  return true;
}

/** Wait for the page itself, and then a moment: thousands of phones scan in the same minute. */
async function loaded() {
  if (document.readyState !== "complete") {
    await new Promise((resolve) => window.addEventListener("load", resolve, { once: true }));
  }
  await new Promise((resolve) => window.setTimeout(resolve, Math.random() * SPREAD_MS));
}

async function keepAgain() {
  const shown = window.performance.getEntriesByType("resource").map((each) => each.name);
  const worthIt = shown.filter((url) => /\/static\/dist\/|\/pages\/\d+(\/text|\?)/.test(url));
  const page = window.location.pathname;
  await Promise.all([
    fetch(page, { headers: { "X-Keep": "page" }, credentials: "same-origin" }),
    ...worthIt.map((url) => fetch(url, { credentials: "same-origin" })),
  ]).catch(() => null);
}
