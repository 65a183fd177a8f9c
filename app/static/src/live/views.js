/** The views of one page behind its tabs; the address keeps which one is open. */

/**
 * Show the view that the address names after #, else the first. Tabs are links
 * `<a href="#name">`, views are `<section data-view="name">`.
 */
export function openViews(tabs, views) {
  const names = views.map((view) => view.dataset.view);

  function show() {
    const asked = window.location.hash.slice(1);
    const open = names.indexOf(asked) >= 0 ? asked : names[0];
    for (const view of views) view.hidden = view.dataset.view !== open;
    for (const tab of tabs) {
      if (tab.getAttribute("href") === `#${open}`) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    window.scrollTo(0, 0);
  }

  window.addEventListener("hashchange", show);
  show();
}
