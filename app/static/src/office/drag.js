/** Dragging rows of a list, or cards of a grid, by their grip, with a mouse, a pen or a finger. */

const EDGE_PX = 72;
const STEP_PX = 10;

/** Wire every list with data-order in `root`; `onMoved(list)` when a row was put down elsewhere. */
export function wireDrag(root, onMoved) {
  for (const list of root.querySelectorAll("[data-order]")) {
    list.addEventListener("pointerdown", (event) => {
      const grip = event.target.closest("[data-drag]");
      const isOwn = grip && grip.closest("[data-order]") === list;
      if (isOwn && event.isPrimary && event.button === 0) drag(list, grip, event, onMoved);
    });
  }
}

function drag(list, grip, start, onMoved) {
  const row = grip.closest("[data-id]");
  const before = row.nextElementSibling;
  start.preventDefault();
  row.classList.add("is-dragged");
  const isGrid = list.dataset.orderGrid !== undefined;
  let x = start.clientX;
  let y = start.clientY;
  let frame = window.requestAnimationFrame(scroll);

  function move(event) {
    x = event.clientX;
    y = event.clientY;
    place();
  }

  function place() {
    const rows = Array.from(list.children).filter((each) => each !== row);
    const next = rows.find((each) => (isGrid ? isBeforeCard(each, x, y) : y < middleOf(each))) || null;
    if (next !== row.nextElementSibling) list.insertBefore(row, next);
  }

  /** Whoever holds the row at the edge of the window gets on to the rows beyond. */
  function scroll() {
    const before = window.scrollY;
    if (y < EDGE_PX) window.scrollBy(0, -STEP_PX);
    else if (y > window.innerHeight - EDGE_PX) window.scrollBy(0, STEP_PX);
    if (window.scrollY !== before) place();
    frame = window.requestAnimationFrame(scroll);
  }

  function end() {
    window.cancelAnimationFrame(frame);
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", end);
    document.removeEventListener("pointercancel", end);
    row.classList.remove("is-dragged");
    if (row.nextElementSibling !== before) onMoved(list);
  }

  // On the document: a row that is put elsewhere loses what its grip had captured.
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
}

/** Cards are read line by line: a point above the card's line, or in it and left of the middle. */
function isBeforeCard(card, x, y) {
  const box = card.getBoundingClientRect();
  return y < box.top || (y < box.bottom && x < box.left + box.width / 2);
}

function middleOf(row) {
  const box = row.getBoundingClientRect();
  return box.top + box.height / 2;
}
