/** On every page of a device that several people use: the button that ends a use, and the clock. */
import { readData, say, setText } from "../dom.js";
import { forget, sayStillHere } from "../shared/device.js";
import { idleWatch } from "../shared/idle.js";
import { wipe } from "../shared/wipe.js";

const LOOK_MS = 1000;
const TOUCHES = ["pointerdown", "touchstart", "keydown", "wheel", "scroll"];
const MARK = "shared-use";

const { idleSeconds, words } = readData("shared-use");
const use = document.body.dataset.sharedUse;
const byId = (id) => document.getElementById(id);
const watch = idleWatch(idleSeconds * 1000, Date.now());
let ending = false;

/** Whatever an earlier use left here, because its page was closed by force, goes now. */
async function beginUse() {
  const before = marked();
  if (before !== use) await wipe();
  try {
    window.sessionStorage.setItem(MARK, use);
  } catch (error) {
    // A browser that keeps nothing has nothing to tell apart.
  }
}

function marked() {
  try {
    return window.sessionStorage.getItem(MARK);
  } catch (error) {
    return use;
  }
}

function end() {
  if (ending) return;
  ending = true;
  forget({ method: "POST", path: "/end", sentence: words.ending });
}

function look() {
  const { over, secondsLeft, tell } = watch.look(Date.now());
  if (over) end();
  else if (tell) sayStillHere();
  const asks = secondsLeft !== null && !ending;
  byId("shared-left").hidden = !asks;
  if (asks) setText(byId("shared-left-text"), say(words.left, { seconds: secondsLeft }));
}

for (const name of TOUCHES) {
  window.addEventListener(name, () => watch.touched(Date.now()), { passive: true, capture: true });
}
byId("shared-end").addEventListener("click", end);
byId("shared-stay").addEventListener("click", look);
// A tablet that slept kept no time: the first thing it does is look.
document.addEventListener("visibilitychange", look);
window.addEventListener("pageshow", look);
window.setInterval(look, LOOK_MS);
beginUse();
