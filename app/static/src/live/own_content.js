/** A paired screen shows what the office chose for it where it stands; it changes with that. */

const ASK_EVERY_MS = 10000;

/**
 * Ask every few seconds what this screen is to show; `content` is what the page was served as, null
 * where its address chose. Another answer loads the page anew.
 */
export function followContent(url, content, world) {
  if (content === null) return;
  world.setInterval(async () => {
    const answer = await world.fetch(url, { credentials: "same-origin" }).catch(() => null);
    if (!answer || !answer.ok) return;
    const chosen = await answer.json();
    const isSame = chosen.shows === content.shows && chosen.site_id === content.site_id;
    if (!isSame) window.location.reload();
  }, ASK_EVERY_MS);
}
