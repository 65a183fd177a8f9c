/** Seeing comes first: what a page can do is fetched once its first picture is painted. */

const LATEST_MS = 1500;

/**
 * Call `then` once, when `picture` is on the screen; where it is long in coming or fails, without it.
 *
 * @param {Window} world
 */
export function oncePainted(picture, then, world = window) {
  let called = false;

  function call() {
    if (called) return;
    called = true;
    then();
  }

  // A frame begins after this, and holds the picture; what is asked for in it comes after it.
  const afterFrame = () => world.requestAnimationFrame(() => world.setTimeout(call));

  if (picture.complete) afterFrame();
  else {
    picture.addEventListener("load", afterFrame);
    picture.addEventListener("error", call);
  }
  // No frame comes while the page is not looked at.
  world.setTimeout(call, LATEST_MS);
}
