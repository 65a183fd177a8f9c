/** Signing in; the code of the second step is asked for only where the account has one. */
import { wirePasswords } from "../office/password_field.js";

wirePasswords();

const step = document.getElementById("second-step");
const code = document.getElementById("code");

document.getElementById("sign-in").addEventListener("refused", (event) => {
  if (!event.detail.needs_code) return;
  if (step.hidden) event.preventDefault(); // not a mistake: the second step only begins
  step.hidden = false;
  code.value = "";
  code.focus();
});
