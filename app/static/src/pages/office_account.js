/** One's own account: setting up the second step, and its codes on paper. */
import { element, readData, setText } from "../dom.js";
import { wirePasswords } from "../office/password_field.js";
import { refreshAfterForms, refreshed } from "../office/refresh.js";
import { openDialog } from "../overlay.js";

const words = readData("words");
const account = readData("account");
const settingUp = document.getElementById("setting-up");

wirePasswords(() => account.names);
refreshAfterForms(refreshed(["sign-ins"]));

if (settingUp) {
  const begin = document.getElementById("begin");
  begin.addEventListener("answered", (event) => {
    const { secret, address, qr } = event.detail;
    document.getElementById("secret-code").src = `data:image/svg+xml,${encodeURIComponent(qr)}`;
    document.getElementById("secret-link").href = address;
    setText(document.getElementById("secret-text"), secret.match(/.{1,4}/g).join(" "));
    begin.hidden = true;
    settingUp.hidden = false;
    document.getElementById("code").focus();
  });
}

document.addEventListener("answered", (event) => {
  if (event.detail.codes) showCodes(event.detail.codes);
});

/** Show the codes until the reader says that they have them; closing it otherwise loses nothing more. */
function showCodes(codes) {
  document.body.classList.add("shows-code");
  const text = `${words.codesSheet}\n\n${codes.join("\n")}\n`;
  openDialog(
    words.codesHeading,
    element("p", { class: "no-print" }, words.codesHow),
    element("p", { class: "only-print" }, words.codesSheet),
    element("ul", { class: "plain recovery-codes" }, codes.map((code) => element("li", {}, code))),
    element(
      "div",
      { class: "button-row no-print" },
      element("button", { type: "button", class: "button button-plain", onclick: () => window.print() }, words.print),
      element(
        "a",
        {
          class: "button button-plain",
          download: words.file,
          href: `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`,
        },
        words.save,
      ),
      element("button", { type: "button", class: "button", onclick: () => window.location.reload() }, words.done),
    ),
  );
  document.querySelector("body > .overlay:last-of-type").classList.add("overlay-code");
}
