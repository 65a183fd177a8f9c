/** Asking the server to forget, forgetting here, and going to where the next person begins. */
import { wipe } from "./wipe.js";

const ADDRESS = "/api/shared-device";
const AGAIN_MS = 2000;

/**
 * Let the server do `method` on `path`, forget everything here, and leave this page for good.
 * Without the network the page stays blank with `sentence` and asks again: nothing may be read
 * meanwhile. Resolves to false where the server refused.
 */
export async function forget({ method, path, sentence }) {
  document.documentElement.classList.add("is-forgetting");
  document.body.setAttribute("data-forgetting", sentence);
  for (;;) {
    const answer = await fetch(ADDRESS + path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
    }).catch(() => null);
    if (answer && answer.ok) {
      const { next } = await answer.json();
      await wipe();
      window.location.replace(next);
      return true;
    }
    if (answer && answer.status < 500) break;
    await new Promise((resolve) => window.setTimeout(resolve, AGAIN_MS));
  }
  document.documentElement.classList.remove("is-forgetting");
  return false;
}

/** Say that somebody is still here; without the network it is said the next time. */
export function sayStillHere() {
  fetch(`${ADDRESS}/use`, { method: "POST", credentials: "same-origin" }).catch(() => null);
}
