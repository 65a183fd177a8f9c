/** What a page holds back until its first picture stands (`later` in pieces.html). */

/** Put every piece that was held back in its place. */
export function unfold(page) {
  for (const piece of page.querySelectorAll("script.later")) piece.outerHTML = piece.textContent;
}
