/** People: inviting by link, roles, and links for new passwords. */
import { readData, say } from "../dom.js";
import { showLink } from "../office/link_once.js";
import { wirePasswords } from "../office/password_field.js";
import { refreshAfterForms, refreshed } from "../office/refresh.js";

const words = readData("words");

wirePasswords();
for (const form of document.querySelectorAll("#invite, #give")) {
  wirePlace(form);
  wireRole(form);
}

document.addEventListener("answered", (event) => {
  const form = event.target;
  if (!form.classList.contains("makes-link")) return;
  const name = form.elements.namedItem("display_name");
  showLink(form.dataset.heading || say(words.invited, { name: name.value }), event.detail, words);
});
refreshAfterForms(refreshed(["people"])); // after the name was read: it empties the form

/** One choice of a place stands in two fields of the API. */
function wirePlace(form) {
  const choice = form.querySelector(".place-choice");
  if (!choice) return;
  const spread = () => {
    const [field, id] = choice.value.split(":");
    for (const name of ["congress_id", "organisation_id"]) {
      form.elements.namedItem(name).value = name === field ? id : "";
    }
  };
  choice.addEventListener("change", spread);
  form.addEventListener("reset", () => window.setTimeout(spread));
  spread();
}

/** Making an administrator asks for one's own password. */
function wireRole(form) {
  const role = form.querySelector(".role-choice");
  const guard = form.querySelector(".for-admin");
  const look = () => {
    guard.hidden = role.value !== "admin";
  };
  role.addEventListener("change", look);
  form.addEventListener("reset", () => window.setTimeout(look));
  look();
}
