/** Going to a page by its number or by the document's contents. */

/** Wire the panel behind the page button; `go(page)` moves, `place()` returns {page, pages}. */
export function jumpPanel(byId, { go, place }) {
  const panel = byId("jump");
  const field = byId("jump-page");

  function setOpen(open) {
    panel.hidden = !open;
    byId("page-button").setAttribute("aria-expanded", String(open));
    if (!open) return;
    const { page, pages } = place();
    field.value = page;
    field.max = pages;
    field.removeAttribute("aria-invalid");
    if (!panel.querySelector("[data-go]")) field.select();
  }

  function goTo(page) {
    setOpen(false);
    go(page);
  }

  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    const page = Number(field.value);
    if (page >= 1 && page <= place().pages) goTo(page);
    else field.setAttribute("aria-invalid", "true");
  });
  panel.addEventListener("click", (event) => {
    const entry = event.target.closest("[data-go]");
    if (entry) goTo(Number(entry.dataset.go));
  });
  byId("page-button").addEventListener("click", () => setOpen(panel.hidden));
  return { setOpen };
}
