/** Finding a name in the list of delegates, without accents, on the page itself. */
import { fold } from "../reader/fold.js";

const input = document.querySelector("#filter input");
const none = document.getElementById("filter-none");
const groups = Array.from(document.querySelectorAll("[data-filter-group]")).map((box) => ({
  box,
  name: fold(box.dataset.filterGroup),
  rows: Array.from(box.querySelectorAll("[data-filter-text]")).map((row) => ({
    row,
    name: fold(row.dataset.filterText),
  })),
}));

function filter() {
  const wanted = fold(input.value.trim());
  let any = false;
  for (const group of groups) {
    const whole = group.name.includes(wanted);
    let shown = false;
    for (const { row, name } of group.rows) {
      row.hidden = !(whole || name.includes(wanted));
      shown = shown || !row.hidden;
    }
    group.box.hidden = !shown;
    any = any || shown;
  }
  none.hidden = any || groups.length === 0;
}

input.addEventListener("input", filter);
document.getElementById("filter").addEventListener("submit", (event) => event.preventDefault());
filter();
