/** Going to a page by its number or by the document's contents. */

/**
 * Wire the panel behind the page button; `go(page)` moves, `place()` returns {page, pages}.
 * Returns onOpen, which fills it in.
 */
export function jumpPanel(byId, { go, place }) {
  const panel = byId("jump");
  const field = byId("jump-page");

  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    const page = Number(field.value);
    if (page >= 1 && page <= place().pages) go(page);
    else field.setAttribute("aria-invalid", "true");
  });
  panel.addEventListener("click", (event) => {
    const entry = event.target.closest("[data-go]");
    if (entry) go(Number(entry.dataset.go));
  });

  return function onOpen() {
    const { page, pages } = place();
    field.value = page;
    field.max = pages;
    field.removeAttribute("aria-invalid");
    if (!panel.querySelector("[data-go]")) window.setTimeout(() => field.select());
  };
}
