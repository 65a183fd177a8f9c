/** The roster while a desk stays open: who was added, and whose badge was replaced meanwhile. */

const FRESH_MS = 5 * 60 * 1000;
const NEWS_MS = 8000;

/**
 * Ask every few seconds who is new and whose badge was replaced, and call `onNews({people, badges})`
 * when there is any; `highest()` is the greatest id that this desk knows.
 */
export function rosterNews(api, session, { highest, onNews }) {
  let tag = "";
  let askedAbove = null;

  async function ask() {
    const above = highest();
    const headers = above === askedAbove && tag ? { "If-None-Match": tag } : {};
    const address = `${api}/desk-news?above=${above}&session_id=${session}`;
    const answer = await fetch(address, { headers, cache: "no-store", credentials: "same-origin" });
    if (answer.status !== 200) return;
    const news = await answer.json();
    tag = answer.headers.get("ETag") || "";
    askedAbove = above;
    if (news.people.length > 0 || news.badges.length > 0) onNews(news);
  }

  async function keepAsking() {
    if (!document.hidden) await ask().catch(() => null); // without a network: the next time
    window.setTimeout(keepAsking, NEWS_MS);
  }
  window.setTimeout(keepAsking, NEWS_MS);
}

/**
 * Ask for this page again every five minutes and call `onRoster(delegates)`; in silence if not.
 * Returns ask(), for when something is known to be another now; true when there was an answer.
 */
export function freshRoster(onRoster) {
  async function ask() {
    const listed = await rosterOf(window.location.href).catch(() => null);
    if (listed) onRoster(listed);
    return listed !== null;
  }
  window.setInterval(ask, FRESH_MS);
  return ask;
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
