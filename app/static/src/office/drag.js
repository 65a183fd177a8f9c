/** Dragging rows of a list by their grip, with a mouse, a pen or a finger. */

/** Wire every list with data-order in `root`; `onMoved(list)` when a row was put down elsewhere. */
export function wireDrag(root, onMoved) {
  for (const list of root.querySelectorAll("[data-order]")) {
    list.addEventListener("pointerdown", (event) => {
      const grip = event.target.closest("[data-drag]");
      if (grip && event.isPrimary && event.button === 0) drag(list, grip, event, onMoved);
    });
  }
}

function drag(list, grip, start, onMoved) {
  const row = grip.closest("[data-id]");
  const before = row.nextElementSibling;
  start.preventDefault();
  row.classList.add("is-dragged");

  function move(event) {
    const rows = Array.from(list.children).filter((each) => each !== row);
    const next = rows.find((each) => event.clientY < middleOf(each)) || null;
    if (next !== row.nextElementSibling) list.insertBefore(row, next);
  }

  function end() {
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

function middleOf(row) {
  const box = row.getBoundingClientRect();
  return box.top + box.height / 2;
}
