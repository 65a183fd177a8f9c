/** One picture after another in the same place: the old one stays until the new one is there. */

const RETRY_MS = 2000;
const LONGEST_RETRY_MS = 30000;

/**
 * Return show(url, description) for `holder`; show(null) empties it. A picture that fails to load
 * is asked for again, ever more rarely, as long as it is the wanted one.
 * `onState("waiting" | "shown")` tells which of the two the reader sees.
 */
export function pictureIn(holder, onState = () => {}) {
  let wanted = null;
  let coming = null;

  function load(url, description, retryMs = RETRY_MS) {
    const next = new Image();
    next.alt = description;
    next.src = url;
    coming = next;
    ready(next).then(
      () => {
        if (wanted !== url) return;
        coming = null;
        while (holder.firstChild) holder.removeChild(holder.firstChild);
        holder.appendChild(next);
        onState("shown");
      },
      () => {
        window.setTimeout(() => {
          if (wanted === url) load(url, description, Math.min(2 * retryMs, LONGEST_RETRY_MS));
        }, retryMs);
      },
    );
  }

  return function show(url, description = "") {
    if (url === wanted) return;
    wanted = url;
    // On a slow network what nobody waits for any more must not delay what somebody waits for.
    if (coming) coming.removeAttribute("src");
    coming = null;
    if (url) {
      onState("waiting");
      load(url, description);
    } else {
      while (holder.firstChild) holder.removeChild(holder.firstChild);
      onState("shown");
    }
  };
}

/** Fetch a picture before it is needed. */
export function preload(url) {
  if (url) new Image().src = url;
}

function ready(image) {
  if (image.decode) return image.decode();
  return new Promise((resolve, reject) => {
    image.onload = resolve;
    image.onerror = reject;
  });
}
