/** A video on the big screen that stands where the remote says, whenever the page was opened. */
import { videoPosition } from "./clock.js";

const DRIFT_SECONDS = 0.8;
const CHECK_MS = 1000;
const SEEK_PAUSE_MS = 3000;

/**
 * Return {show(url, state), arm()} for a <video>. `state` is the stage's `video`, or null;
 * `serverNow()` gives the server's time in ms; `onReady(boolean)` tells when there is a picture.
 */
export function videoPlayer(video, { serverNow, onReady }) {
  let url = null;
  let wanted = null;
  let lastSeek = 0;

  function follow(exact) {
    if (!wanted || !url) return;
    const target = videoPosition(wanted, serverNow());
    const end = video.duration || Infinity;
    const drift = Math.abs(video.currentTime - Math.min(target, end));
    const mayJump = !video.seeking && Date.now() - lastSeek > SEEK_PAUSE_MS;
    if (video.readyState > 0 && drift > (exact ? 0.1 : DRIFT_SECONDS) && (exact || mayJump)) {
      lastSeek = Date.now();
      video.currentTime = Math.min(target, end);
    }
    if (wanted.state === "playing" && target < end) play();
    else video.pause();
  }

  function play() {
    if (!video.paused) return;
    const started = video.play();
    if (!started) return;
    started.catch(() => {
      // The browser forbids sound before somebody touched the page: the picture goes on without.
      video.muted = true;
      const again = video.play();
      if (again) again.catch(() => onReady(false));
    });
  }

  video.addEventListener("loadedmetadata", () => follow(true));
  video.addEventListener("loadeddata", () => onReady(true));
  window.setInterval(() => follow(false), CHECK_MS);

  return {
    show(nextUrl, state) {
      const moved = !wanted || !state || wanted.state !== state.state || wanted.at !== state.at
        || wanted.position_seconds !== state.position_seconds;
      wanted = state;
      if (nextUrl !== url) {
        url = nextUrl;
        onReady(false);
        if (url) video.src = url;
        else {
          video.pause();
          video.removeAttribute("src");
          video.load();
        }
      } else if (moved) follow(true);
    },
    /** Somebody touched the page: sound is allowed from now on. */
    arm() {
      video.muted = false;
    },
  };
}
