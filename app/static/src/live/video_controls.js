/** Start, pause, jump and rewind of the video on the big screen. */
import { videoPosition } from "./clock.js";
import { setText } from "../dom.js";

const JUMP_SECONDS = 10;
const TICK_MS = 500;

/**
 * Wire the buttons of `root`. `present()` returns {state, position_seconds, at} or null,
 * `serverNow()` the server's time in ms, `ask({video})` sends the command.
 */
export function videoControls(root, { present, serverNow, ask, words }) {
  const find = (name) => root.querySelector(`[data-video="${name}"]`);

  function position() {
    const video = present();
    return video ? Math.max(0, videoPosition(video, serverNow())) : 0;
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
    setText(find("position"), minutes(position()));
    setText(find("state"), words.videoStates[stateNow()]);
  }

  const moving = () => (stateNow() === "stopped" ? "paused" : stateNow());
  find("play").addEventListener("click", () => command("playing", position()));
  find("pause").addEventListener("click", () => command("paused", position()));
  find("stop").addEventListener("click", () => command("stopped", 0));
  find("earlier").addEventListener("click", () => command(moving(), position() - JUMP_SECONDS));
  find("later").addEventListener("click", () => command(moving(), position() + JUMP_SECONDS));
  window.setInterval(draw, TICK_MS);
  return { draw };
}

/** Return seconds as minutes and seconds: 75 → "1:15". */
export function minutes(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
