// The door of a shared kiosk: the office's code makes this browser a desk.
import { $, post } from "./page.js";

$("pairing").addEventListener("submit", async (event) => {
  event.preventDefault();
  const code = $("pairing-code").value.trim();
  if (code !== "" && (await post("/pair", { code }))) window.location.reload();
});
