/** The roster while a desk stays open: who was added, and whose badge was replaced meanwhile. */

const FRESH_MS = 5 * 60 * 1000;

/** Ask for this page again every five minutes and call `onRoster(delegates)`; in silence if not. */
export function freshRoster(onRoster) {
  window.setInterval(async () => {
    const listed = await rosterOf(window.location.href).catch(() => null);
    if (listed) onRoster(listed);
  }, FRESH_MS);
}

/** The header lets the service worker keep the newer page for the time without a network. */
async function rosterOf(address) {
  const answer = await fetch(address, {
    headers: { "X-Keep": "page" },
    credentials: "same-origin",
  });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const isOfNow = answer.ok && !page.body.dataset.kept;
  const holder = isOfNow ? page.getElementById("delegates") : null;
  return holder ? JSON.parse(holder.textContent) : null;
}
