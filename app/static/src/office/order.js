/** Moving rows up and down with buttons, and telling the server the whole new order. */
import { toast } from "../overlay.js";
import { send } from "../forms/send.js";

/** Wire every list with data-order (the API's address) in `root`. */
export function wireOrder(root, words) {
  for (const list of root.querySelectorAll("[data-order]")) {
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (button) move(list, button, words);
    });
  }
}

function move(list, button, words) {
  const row = button.closest("[data-id]");
  const isUp = button.dataset.move === "up";
  const other = isUp ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  list.insertBefore(isUp ? row : other, isUp ? other : row);
  button.focus();
  saveSoon(list, words);
}

/** Send once the rows rest, never two orders at a time: the newest one wins. */
function saveSoon(list, words) {
  window.clearTimeout(Number(list.dataset.timer));
  list.dataset.timer = String(
    window.setTimeout(() => {
      if (list.dataset.saving) saveSoon(list, words);
      else save(list, words);
    }, 400),
  );
}

async function save(list, words) {
  list.dataset.saving = "yes";
  const body = { ids: Array.from(list.children).map((row) => Number(row.dataset.id)) };
  if (list.dataset.session) body.session_id = Number(list.dataset.session);
  const answer = await send({ method: "PUT", url: list.dataset.order, body }).catch(() => null);
  delete list.dataset.saving;
  if (answer && answer.status === 204) return;
  toast(words.orderFailed);
  window.setTimeout(() => window.location.reload(), 2000);
}
