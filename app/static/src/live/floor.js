/** Who has the floor, as screens and phones name them. */
import { setText } from "../dom.js";

/** Return position and delegation in one line, as far as there are any. */
export function placeOf({ position, delegation }) {
  return [position, delegation].filter(Boolean).join(" · ");
}

/** Return {show(floor)} for `holder` with its [data-floor="name"] and [data-floor="place"]. */
export function floorView(holder) {
  const name = holder.querySelector('[data-floor="name"]');
  const place = holder.querySelector('[data-floor="place"]');
  return {
    show(floor) {
      holder.hidden = !floor;
      setText(name, floor ? floor.name : "");
      setText(place, floor ? placeOf(floor) : "");
      place.hidden = !place.textContent;
    },
  };
}
