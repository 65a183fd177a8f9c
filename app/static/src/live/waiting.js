/** When the hall waits, and what it sees meanwhile. Pure. */

/** Items in which the hall waits: their slides are the pictures of the loop. */
export const LOOP_KINDS = ["checkin", "break"];

/** Tell whether the hall waits: nothing is on, or check-in or a break, and no slide was chosen. */
export function isWaiting({ item, slide }) {
  return !slide && (!item || LOOP_KINDS.indexOf(item.kind) >= 0);
}

/** Return the item whose pictures are shown: the present one, else the first that waits. */
export function itemOfPictures({ item }, agenda) {
  if (item || !agenda) return item;
  const planned = agenda.items.find((each) => each.state === "planned");
  return planned && LOOP_KINDS.indexOf(planned.kind) >= 0 ? planned : null;
}

/**
 * Return what is shown in the round with this number: "welcome", then "agenda" when there is one,
 * then one of the pictures, the next one in the next round.
 */
export function panelAt(turn, { hasAgenda, pictures }) {
  const round = ["welcome"];
  if (hasAgenda) round.push("agenda");
  if (pictures.length > 0) round.push("picture");
  const panel = round[turn % round.length];
  if (panel !== "picture") return { panel };
  return { panel, url: pictures[Math.floor(turn / round.length) % pictures.length] };
}
