// The desk's PIN: with it faces come back after a restart without the server.
import { $, post, say, text, words } from "./page.js";

export const showPin = (now) => {
  $("unlock").hidden = now.faces !== "locked";
  $("pin").hidden = now.faces !== "ready" || !now.online;
  text("pin-title", words[now.pin === "no_pin" ? "pin_set_title" : "pin_is_set"]);
};

const sendPin = async (path, input) => {
  const taken = await post(path, { pin: input.value });
  input.value = "";
  return taken;
};

$("unlock").addEventListener("submit", (event) => {
  event.preventDefault();
  sendPin("/unlock", $("unlock-pin"));
});

$("pin").querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!(await sendPin("/pin", $("new-pin")))) return;
  $("pin").open = false;
  say("pin_kept");
});
