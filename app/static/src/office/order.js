/** Moving rows with buttons or by dragging, and telling the server the whole new order. */
import { send } from "../forms/send.js";
import { toast } from "../overlay.js";
import { wireDrag } from "./drag.js";

const REST_MS = 400;

/**
 * Wire every list with data-order (the API's address) in `root`. Lists with data-order-whole are
 * parts of one order: that element holds all of its rows, under headings that move too, or one
 * list inside another. A list fires `ordered` when the server knows its order.
 */
export function wireOrder(root, words) {
  for (const list of root.querySelectorAll("[data-order]")) {
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (button && listOf(button) === list) move(list, button, words);
    });
  }
  wireDrag(root, (list) => saveSoon(list, words));
  for (const button of root.querySelectorAll("[data-move-group]")) {
    button.addEventListener("click", () => moveGroup(button, words));
  }
  window.addEventListener("pagehide", saveOnLeaving); // added twice, it is still called once
}

/** A list may stand inside a row of another: a button moves the row of its own list. */
function listOf(button) {
  return button.closest("[data-order]");
}

/** Whoever leaves before the rows rest has moved them all the same. */
function saveOnLeaving() {
  for (const list of document.querySelectorAll("[data-unsaved]")) {
    fetch(list.dataset.order, {
      method: "PUT",
      keepalive: true,
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(orderOf(list)),
    }).catch(() => {});
  }
}

function moveGroup(button, words) {
  const group = button.closest("[data-group]");
  swap(group, button.dataset.moveGroup === "up");
  button.focus();
  saveSoon(group.querySelector("[data-order]"), words);
}

/** Put an element before or after its neighbour of the same kind. */
function swap(one, isUp) {
  const other = isUp ? one.previousElementSibling : one.nextElementSibling;
  if (!other || one.hasAttribute("data-group") !== other.hasAttribute("data-group")) return false;
  one.parentElement.insertBefore(isUp ? one : other, isUp ? other : one);
  return true;
}

function move(list, button, words) {
  const row = button.closest("[data-id]");
  if (!swap(row, button.dataset.move === "up")) return;
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
  const body = orderOf(list);
  list.dataset.saving = "yes";
  const answer = await send({ method: "PUT", url: list.dataset.order, body }).catch(() => null);
  delete list.dataset.saving;
  if (!answer || answer.status !== 204) {
    toast(words.orderFailed);
    window.setTimeout(() => window.location.reload(), 2000);
  } else if (String(idsOf(list)) === String(body.ids)) {
    delete list.dataset.unsaved;
    list.dispatchEvent(new CustomEvent("ordered", { bubbles: true }));
  }
}

function orderOf(list) {
  const { session } = list.dataset;
  return session ? { ids: idsOf(list), session_id: Number(session) } : { ids: idsOf(list) };
}

function idsOf(list) {
  const whole = list.dataset.orderWhole;
  const rows = whole ? document.querySelector(whole).querySelectorAll("[data-id]") : list.children;
  return Array.from(rows, (row) => Number(row.dataset.id));
}

/** Tell whether somebody holds a row, or a list has an order that the server does not know. */
export function isBeingOrdered() {
  return document.querySelector("[data-unsaved], .is-dragged") !== null;
}

/** Resolve once that is over. */
export async function ordersSaved() {
  while (isBeingOrdered()) {
    await new Promise((resolve) => window.setTimeout(resolve, REST_MS));
  }
}
