/**
 * Zooming the pages: two fingers, two taps, keys, the wheel with Ctrl.
 *
 * Our own, because the browsers inside chat programs often switch pinching off. While fingers move
 * the pages are only scaled; the layout follows when they are lifted.
 */

export const SMALLEST = 1;
export const LARGEST = 4;
const STEP = 1.4;
const TAPPED = 2.2;
const TWO_TAPS_MS = 320;
const TAP_SPREAD_PX = 28;

/** Return `zoom` within its limits. */
export function within(zoom) {
  return Math.min(Math.max(zoom, SMALLEST), LARGEST);
}

/**
 * Return how far to scroll so that what was under a finger stays there: `scrolled` before, the
 * finger `held` pixels from the edge of the window then and `at` now, content grown by `factor`.
 */
export function scrollUnder({ scrolled, held, at, factor }) {
  return (scrolled + held) * factor - at;
}

/**
 * Let `holder` inside `scroller` be zoomed.
 *
 * @param {() => boolean} options.isOn false while something else than pages is shown
 * @param {(zoom: number) => void} options.onZoom after each change
 * @param {(factor: number) => void} options.onPinchElsewhere a pinch while it is off
 */
export function zooming(scroller, holder, { isOn, onZoom, onPinchElsewhere }) {
  let zoom = 1;
  let pinch = null;
  let tap = null;

  function set(wanted, held, at = held) {
    const next = within(wanted);
    const factor = next / zoom;
    const left = scrollUnder({ scrolled: scroller.scrollLeft, held: held.x, at: at.x, factor });
    const top = scrollUnder({ scrolled: scroller.scrollTop, held: held.y, at: at.y, factor });
    zoom = next;
    holder.style.width = zoom === 1 ? "" : `${100 * zoom}%`;
    holder.style.maxWidth = zoom === 1 ? "" : "none";
    scroller.classList.toggle("is-zoomed", zoom > 1);
    scroller.scrollLeft = left;
    scroller.scrollTop = top;
    onZoom(zoom);
  }

  function centre() {
    return { x: scroller.clientWidth / 2, y: scroller.clientHeight / 2 };
  }

  function inside(x, y) {
    const edge = scroller.getBoundingClientRect();
    return { x: x - edge.left, y: y - edge.top };
  }

  function between(touches) {
    const [a, b] = [touches[0], touches[1]];
    return {
      apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
      at: inside((a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2),
    };
  }

  function begin(event) {
    if (event.touches.length !== 2) return;
    const { apart, at } = between(event.touches);
    pinch = { apart, held: at, at, factor: 1 };
    const x = scroller.scrollLeft + at.x - holder.offsetLeft;
    const y = scroller.scrollTop + at.y - holder.offsetTop;
    holder.style.transformOrigin = `${x}px ${y}px`;
  }

  function move(event) {
    if (!pinch || event.touches.length !== 2) return;
    event.preventDefault();
    const { apart, at } = between(event.touches);
    pinch.at = at;
    pinch.factor = isOn() ? within((zoom * apart) / pinch.apart) / zoom : apart / pinch.apart;
    if (!isOn()) return;
    const [x, y] = [at.x - pinch.held.x, at.y - pinch.held.y];
    holder.style.transform = `translate(${x}px, ${y}px) scale(${pinch.factor})`;
  }

  function end(event) {
    if (pinch && event.touches.length < 2) {
      const { held, at, factor } = pinch;
      pinch = null;
      tap = null;
      holder.style.transform = "";
      if (isOn()) set(zoom * factor, held, at);
      else onPinchElsewhere(factor);
    } else if (event.touches.length === 0) lookForTwoTaps(event);
  }

  function lookForTwoTaps(event) {
    const touch = event.changedTouches[0];
    const now = { at: event.timeStamp, x: touch.clientX, y: touch.clientY };
    const isSecond =
      tap !== null &&
      now.at - tap.at < TWO_TAPS_MS &&
      Math.hypot(now.x - tap.x, now.y - tap.y) < TAP_SPREAD_PX;
    tap = isSecond ? null : now;
    if (!isSecond || !isOn() || event.target.closest("a, button")) return;
    event.preventDefault();
    set(zoom > 1 ? 1 : TAPPED, inside(now.x, now.y));
  }

  scroller.addEventListener("touchstart", begin, { passive: true });
  scroller.addEventListener("touchmove", move, { passive: false });
  scroller.addEventListener("touchend", end, { passive: false });
  scroller.addEventListener("touchcancel", end, { passive: true });
  scroller.addEventListener("gesturestart", (event) => event.preventDefault());
  scroller.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey || !isOn()) return;
      event.preventDefault();
      set(zoom * Math.exp(-event.deltaY / 300), inside(event.clientX, event.clientY));
    },
    { passive: false },
  );

  return {
    larger: () => set(zoom * STEP, centre()),
    smaller: () => set(zoom / STEP, centre()),
    zoom: () => zoom,
  };
}
