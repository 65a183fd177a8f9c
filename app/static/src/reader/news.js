/** What the reader hears of its document while it is open: a new version, or that it is gone. */

const SPREAD_MS = 2000;

/**
 * Follow `document` ({version, state}) at `api`. reader_news.js hears the hall and says when the
 * list of documents has changed (event `library` of the window, detail: the list).
 *
 * @param {(state: "renewed"|"withdrawn"|"closed"|"open") => void} options.onNews
 */
export function followNews(api, document, { onNews }) {
  let timer = null;

  async function ask() {
    timer = null;
    try {
      const answer = await fetch(api, { credentials: "same-origin", cache: "no-store" });
      if (answer.status === 404) onNews(await whyGone());
      if (!answer.ok) return;
      const { state, version } = await answer.json();
      if (state === "withdrawn") onNews("withdrawn");
      else onNews(version > document.version ? "renewed" : "open");
    } catch (error) {
      // The network is away; the next change of the list asks again.
    }
  }

  /** The API says no more than 404; the reader's own address says why: 410 is withdrawn. */
  async function whyGone() {
    const page = await fetch(window.location.pathname, {
      credentials: "same-origin",
      cache: "no-store",
    });
    return page.status === 410 ? "withdrawn" : "closed";
  }

  window.addEventListener("library", (event) => {
    const listed = event.detail.find((each) => each.id === document.id);
    if (listed && listed.state === "ready" && listed.version === document.version) onNews("open");
    else if (timer === null) timer = window.setTimeout(ask, Math.random() * SPREAD_MS);
  });
}
