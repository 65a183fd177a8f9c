/** One touch that lets the big screen sound, fill the screen and stay awake. */

/**
 * Show `button` unless the browser already allows sound; `onArmed` is called once, by the first
 * touch or key anywhere, or at once where nothing needs to be asked.
 */
export function armByTouch(button, onArmed) {
  let armed = false;

  function arm() {
    if (armed) return;
    armed = true;
    button.hidden = true;
    document.body.classList.add("is-armed");
    onArmed();
  }

  function touched() {
    arm();
    const root = document.documentElement;
    const ask = root.requestFullscreen || root.webkitRequestFullscreen;
    if (ask && !document.fullscreenElement) {
      // Refused inside other programs' windows: the page still fills what it is given.
      Promise.resolve(ask.call(root)).catch(() => {});
    }
    stayAwake();
  }

  document.addEventListener("click", touched);
  document.addEventListener("keydown", touched);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) stayAwake();
  });
  stayAwake();
  soundIsAllowed().then((allowed) => {
    if (allowed) arm();
    else button.hidden = armed;
  });
}

async function soundIsAllowed() {
  const Context = window.AudioContext || window.webkitAudioContext;
  if (!Context) return true;
  const context = new Context();
  const allowed = context.state === "running";
  if (context.close) await context.close();
  return allowed;
}

function stayAwake() {
  // Only on https or the screen's own machine; elsewhere the operating system's setting counts.
  if (navigator.wakeLock) navigator.wakeLock.request("screen").catch(() => {});
}
