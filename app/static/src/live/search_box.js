/** A search field that asks while one types, and shows only the answer to the last question. */

const PAUSE_MS = 250;
const SHORTEST = 2;

/**
 * Wire `form` (with one input[type=search]). `url(query)` names the address; the answer is a list
 * or {results: list}.
 */
export function searchBox(form, { url, onFound, onCleared, onFailed }) {
  const input = form.querySelector("input");
  let timer = null;
  let asked = "";

  async function ask() {
    const query = input.value.trim();
    if (query === asked) return;
    asked = query;
    if (query.length < SHORTEST) {
      onCleared();
      return;
    }
    try {
      const answer = await fetch(url(query), { credentials: "same-origin" });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const found = await answer.json();
      if (query === asked) onFound(found.results || found, query);
    } catch (error) {
      if (query === asked) {
        asked = "";
        onFailed(query);
      }
    }
  }

  input.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, PAUSE_MS);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    window.clearTimeout(timer);
    ask();
    input.blur();
  });
  if (input.value) ask();
}
