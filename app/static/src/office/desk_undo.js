/** Taking back what the desk did last: at once where the server has it, else behind what waits. */
import { send } from "../forms/send.js";
import { newKey } from "./desk_outbox.js";

/** Take back a check-in that the server has, by its answer; returns whether it did. */
export async function takeBack(api, said, reason) {
  const url = `${api}/check-ins/${said.id}/undo`;
  const answer = await send({ method: "POST", url, body: { reason } }).catch(() => null);
  return answer !== null && answer.status === 200;
}

/** Return the event that takes back one which still waits; it is sent after it. */
export function undoOf(event, { wasPresent, reason }) {
  const undo = { door: "undo", key: newKey(), of: event, reason, was_present: wasPresent };
  const { session_id, delegate_id } = event;
  return Object.assign(undo, { session_id, delegate_id, at: new Date().toISOString() });
}
