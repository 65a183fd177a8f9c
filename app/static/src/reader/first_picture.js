/** Seeing comes first: what a page can do is fetched once its first picture is painted. */

const LATEST_MS = 1500;
/** A picture that arrived stands soon after, also where nobody tells when. */
const DRAWN_MS = 300;

/**
 * Call `then` once, when `picture` is on the screen; where it is long in coming or fails, without it.
 *
 * A browser that times elements (`elementtiming`, Chrome from 77) tells when the picture really
 * stands: it is decoded beside the page, after the frame was put together, and whatever ran then
 * would take the decoder's time. Elsewhere the frame after its arrival must do.
 *
 * @param {Window} world
 */
export function oncePainted(picture, then, world = window) {
  const isTimed = timesElements(world);
  let called = false;

  function call() {
    if (called) return;
    called = true;
    then();
  }

  // A frame begins after this, and holds the picture; what is asked for in it comes after it.
  function afterFrame() {
    world.requestAnimationFrame(() => world.setTimeout(call, isTimed ? DRAWN_MS : 0));
  }

  if (isTimed) {
    const painted = new world.PerformanceObserver((list) => {
      if (list.getEntries().some((entry) => entry.element === picture)) call();
    });
    painted.observe({ type: "element", buffered: true });
  }
  if (picture.complete) afterFrame();
  else {
    picture.addEventListener("load", afterFrame);
    picture.addEventListener("error", call);
  }
  // No frame comes while the page is not looked at.
  world.setTimeout(call, LATEST_MS);
}

function timesElements(world) {
  const types = world.PerformanceObserver && world.PerformanceObserver.supportedEntryTypes;
  return Boolean(types) && types.includes("element");
}
