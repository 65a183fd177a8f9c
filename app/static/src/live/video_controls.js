/** Start, pause, jump, seek and rewind of the video on the big screen. */
import { videoPosition } from "./clock.js";
import { setText } from "../dom.js";

const JUMP_SECONDS = 10;
const TICK_MS = 500;

/**
 * Wire the buttons of `root`. `present()` returns {state, position_seconds, at} or null, `url()` the
 * address of the video or null, `serverNow()` the server's time in ms, `ask({video})` sends the
 * command.
 */
export function videoControls(root, { present, url, serverNow, ask, words }) {
  const find = (name) => root.querySelector(`[data-video="${name}"]`);
  const bar = find("seek");
  const length = lengthOf(draw);
  let isSeeking = false;

  function position() {
    const video = present();
    const seconds = video ? Math.max(0, videoPosition(video, serverNow())) : 0;
    return Math.min(seconds, length.seconds() || Infinity);
  }

  function command(state, seconds) {
    ask({ video: { state, position_seconds: Math.round(10 * Math.max(0, seconds)) / 10 } });
  }

  function stateNow() {
    const video = present();
    return video ? video.state : "stopped";
  }

  function draw() {
    const playing = stateNow() === "playing";
    find("play").hidden = playing;
    find("pause").hidden = !playing;
    setText(find("state"), words.videoStates[stateNow()]);
    length.follow(url());
    const whole = length.seconds();
    bar.hidden = !whole;
    bar.max = String(Math.floor(whole));
    if (!isSeeking) bar.value = String(Math.floor(position()));
    tellPosition(isSeeking ? Number(bar.value) : position());
  }

  function tellPosition(seconds) {
    const whole = length.seconds();
    const told = whole ? `${minutes(seconds)} / ${minutes(whole)}` : minutes(seconds);
    setText(find("position"), told);
    bar.setAttribute("aria-valuetext", told);
  }

  const moving = () => (stateNow() === "stopped" ? "paused" : stateNow());
  find("play").addEventListener("click", () => command("playing", position()));
  find("pause").addEventListener("click", () => command("paused", position()));
  find("stop").addEventListener("click", () => command("stopped", 0));
  find("earlier").addEventListener("click", () => command(moving(), position() - JUMP_SECONDS));
  find("later").addEventListener("click", () => command(moving(), position() + JUMP_SECONDS));
  bar.addEventListener("input", () => {
    isSeeking = true;
    tellPosition(Number(bar.value));
  });
  bar.addEventListener("change", () => {
    isSeeking = false;
    command(moving(), Number(bar.value));
  });
  window.setInterval(draw, TICK_MS);
  return { draw };
}

/** Return {follow(url), seconds()}: the length of a video by its first bytes, 0 while unknown. */
function lengthOf(onKnown) {
  const video = document.createElement("video");
  let followed = null;
  let seconds = 0;
  video.preload = "metadata";
  video.muted = true;
  video.addEventListener("durationchange", () => {
    seconds = Number.isFinite(video.duration) ? video.duration : 0;
    onKnown();
  });

  function follow(url) {
    if (url === followed) return;
    followed = url;
    seconds = 0;
    if (url) video.src = url;
    else video.removeAttribute("src");
    video.load();
  }

  return { follow, seconds: () => seconds };
}

/** Return seconds as minutes and seconds: 75 → "1:15". */
export function minutes(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
