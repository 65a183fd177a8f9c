/** Moving rows up and down with buttons, and telling the server the whole new order. */
import { send } from "../forms/send.js";
import { toast } from "../overlay.js";

const REST_MS = 400;

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
  list.dataset.unsaved = "yes";
  window.clearTimeout(Number(list.dataset.timer));
  list.dataset.timer = String(
    window.setTimeout(() => {
      if (list.dataset.saving) saveSoon(list, words);
      else save(list, words);
    }, REST_MS),
  );
}

async function save(list, words) {
  const body = { ids: idsOf(list) };
  if (list.dataset.session) body.session_id = Number(list.dataset.session);
  list.dataset.saving = "yes";
  const answer = await send({ method: "PUT", url: list.dataset.order, body }).catch(() => null);
  delete list.dataset.saving;
  if (!answer || answer.status !== 204) {
    toast(words.orderFailed);
    window.setTimeout(() => window.location.reload(), 2000);
  } else if (String(idsOf(list)) === String(body.ids)) delete list.dataset.unsaved;
}

function idsOf(list) {
  return Array.from(list.children).map((row) => Number(row.dataset.id));
}

/** Resolve once no list of the page has an order that the server does not know. */
export async function ordersSaved() {
  while (document.querySelector("[data-unsaved]")) {
    await new Promise((resolve) => window.setTimeout(resolve, REST_MS));
  }
}
