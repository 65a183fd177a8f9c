/** Undoing a step of the roster; a large one is done by the worker, so its end is waited for. */
import { element, say } from "../dom.js";
import { send } from "../forms/send.js";

const ASK_MS = 500;
const OFFER_MS = 12000;

/** Undo the step at `url` and resolve to it once it is undone; rejects with a sentence. */
export async function undo(url, offline) {
  const answer = await send({ method: "POST", url: `${url}/undo`, body: null }).catch(() => null);
  if (!answer) throw new Error(offline);
  if (answer.status >= 300) throw new Error(answer.said.detail);
  let step = answer.said;
  while (!step.undone_at) {
    await new Promise((resolve) => window.setTimeout(resolve, ASK_MS));
    const asked = await send({ method: "GET", url, body: null }).catch(() => null);
    if (asked && asked.status === 200) step = asked.said;
  }
  return step;
}

/** Return what to say about a step that was undone. */
export function undoneSentence(step, words) {
  const stay = step.counts.stay || 0;
  return stay ? say(words.undoneBut, { count: stay }) : words.undone;
}

/** Say what was done at the bottom of the page, with a button that undoes it. */
export function offerUndo(sentence, word, onUndo) {
  const offer = element(
    "div",
    { class: "toast toast-undo", role: "status" },
    element("span", {}, sentence),
    element("button", { type: "button", class: "button button-plain", onclick: take }, word),
  );
  const timer = window.setTimeout(() => offer.remove(), OFFER_MS);
  document.body.appendChild(offer);

  function take() {
    window.clearTimeout(timer);
    offer.remove();
    onUndo();
  }
}
