// A desk whose token was taken back is paired again by a code of the office, without a restart.
import { $, post } from "./page.js";

const PAIRABLE = ["token_refused", "not_a_desk"];

export const showPairing = (now) => {
  $("pairing").hidden = !now.troubles.some((code) => PAIRABLE.includes(code));
};

$("pairing").addEventListener("submit", async (event) => {
  event.preventDefault();
  const code = $("pairing-code").value.trim();
  if (code === "" || !(await post("/pair", { code }))) return;
  $("pairing-code").value = "";
});
