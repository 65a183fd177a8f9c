/** The panels above the reader's bar: one at a time, focus goes in and comes back. */

/**
 * Wire `pairs` of [button, panel, onOpen]. Returns {open(button), close()}.
 */
export function panels(pairs) {
  let shown = null;

  function close({ focus = false } = {}) {
    if (!shown) return false;
    const [button, panel] = shown;
    panel.hidden = true;
    button.setAttribute("aria-expanded", "false");
    shown = null;
    if (focus) button.focus();
    return true;
  }

  function open(pair) {
    close();
    const [button, panel, onOpen] = pair;
    shown = pair;
    panel.hidden = false;
    button.setAttribute("aria-expanded", "true");
    onOpen();
    const first = panel.querySelector("button, input, a[href], textarea");
    if (first) first.focus();
  }

  for (const pair of pairs) {
    pair[0].addEventListener("click", () => (shown === pair ? close() : open(pair)));
    pair[1].addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close({ focus: true });
    });
  }
  return { close };
}
