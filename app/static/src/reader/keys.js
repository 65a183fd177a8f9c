/** Reading with a keyboard or a finger's swipe. */

const SWIPE_PX = 60;
const SWIPE_MS = 700;

/** Call `actions[key]` when one types nowhere; Escape works everywhere. */
export function listenToKeys(actions) {
  document.addEventListener("keydown", (event) => {
    const isTyping = /^(input|select|textarea)$/i.test(event.target.tagName);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping && event.key !== "Escape") return;
    if (document.querySelector(".overlay")) return;
    const act = actions[event.key];
    if (act && act(event) !== false) event.preventDefault();
  });
}

/** Call `turn(1)` or `turn(-1)` for a swipe of one finger across `holder` while `isOn()`. */
export function listenToSwipes(holder, { isOn, turn }) {
  let begun = null;
  holder.addEventListener(
    "touchstart",
    (event) => {
      const touch = event.touches[0];
      const isOne = event.touches.length === 1;
      begun = isOne ? { x: touch.clientX, y: touch.clientY, at: event.timeStamp } : null;
    },
    { passive: true },
  );
  holder.addEventListener("touchend", (event) => {
    if (!begun || !isOn() || event.timeStamp - begun.at > SWIPE_MS) return;
    const x = event.changedTouches[0].clientX - begun.x;
    const y = event.changedTouches[0].clientY - begun.y;
    if (Math.abs(x) > SWIPE_PX && Math.abs(x) > 2 * Math.abs(y)) turn(x < 0 ? 1 : -1);
  });
}
