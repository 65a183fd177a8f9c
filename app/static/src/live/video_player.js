/** A video on the big screen that stands where the remote says, whenever the page was opened. */
import { videoPosition } from "./clock.js";

const DRIFT_SECONDS = 0.8;
const CHECK_MS = 1000;
const SEEK_PAUSE_MS = 3000;
const RETRY_MS = 2000;
const LONGEST_RETRY_MS = 30000;
const NETWORK_FAILED = 2; // MediaError.MEDIA_ERR_NETWORK
const SURE_AFTER = 2;

/**
 * Return {show(url, state), arm()} for a <video>. `state` is the stage's `video`, or null;
 * `serverNow()` gives the server's time in ms; `onReady(boolean)` tells when there is a picture,
 * `onProblem(boolean)` when this browser cannot play the video, however often it is tried.
 */
export function videoPlayer(video, { serverNow, onReady, onProblem = () => {} }) {
  let url = null;
  let wanted = null;
  let lastSeek = 0;
  let failures = 0;
  let retry = null;

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
    started.catch((error) => {
      // Whoever pauses or jumps breaks a start off; that is no reason to lose the sound.
      if (error.name !== "NotAllowedError") return;
      // The browser forbids sound before somebody touched the page: the picture goes on without.
      video.muted = true;
      const again = video.play();
      if (again) again.catch(() => onReady(false));
    });
  }

  /** The network may have been away: it is tried again, ever more rarely, as long as it is wanted. */
  function failed() {
    if (!url || !video.error) return;
    failures += 1;
    if (video.error.code !== NETWORK_FAILED && failures >= SURE_AFTER) onProblem(true);
    const waitMs = Math.min(RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
    window.clearTimeout(retry);
    retry = window.setTimeout(() => video.load(), waitMs);
  }

  function came() {
    failures = 0;
    onProblem(false);
    onReady(true);
  }

  video.addEventListener("loadedmetadata", () => follow(true));
  video.addEventListener("loadeddata", came);
  video.addEventListener("error", failed);
  window.setInterval(() => follow(false), CHECK_MS);

  return {
    show(nextUrl, state) {
      const moved = !wanted || !state || wanted.state !== state.state || wanted.at !== state.at
        || wanted.position_seconds !== state.position_seconds;
      wanted = state;
      if (nextUrl !== url) {
        url = nextUrl;
        failures = 0;
        window.clearTimeout(retry);
        onReady(false);
        onProblem(false);
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
