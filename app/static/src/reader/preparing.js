/** Follows a document while its pages are being made. */

const ASK_MS = 1500;

/** Ask `url` until the document is ready, refused or withdrawn; `onNews` gets each answer. */
export function followPreparing(url, document, onNews) {
  async function ask() {
    try {
      const answer = await fetch(url, { credentials: "same-origin" });
      if (answer.ok) document = await answer.json();
    } catch (error) {
      // The network is away for a moment; the next question comes anyway.
    }
    onNews(document);
    goOn();
  }

  function goOn() {
    if (document.state === "waiting" || document.state === "working") {
      window.setTimeout(ask, ASK_MS);
    }
  }

  goOn();
}
