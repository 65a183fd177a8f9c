/** Opens the reader: the picture of the page first, then everything that one can do with it. */
import { readData } from "../dom.js";
import { oncePainted } from "../reader/first_picture.js";
import { kept } from "../reader/kept.js";
import { isDark, wear } from "../reader/theme.js";
import { unfold } from "../reader/unfold.js";

const { styles, script, congress_id: congress, id } = readData("document");
const picture = document.querySelector(".sheet-picture img");

function add(name, properties) {
  return document.head.appendChild(Object.assign(document.createElement(name), properties));
}

/** Both files are fetched at once; the script runs when the styles stand, or will not come. */
function fetchRest() {
  unfold(document);
  add("link", { rel: "preload", as: "script", href: script });
  const run = () => add("script", { src: script });
  add("link", { rel: "stylesheet", href: styles, onload: run, onerror: run });
}

/** Who was here before comes back to a place or a way of reading that is not the first picture. */
function comesBack() {
  const page = Number(kept(`page:${congress}:${id}`) || 1);
  return page > 1 || kept("paged") || kept("reading") || /page=\d/.test(window.location.hash);
}

if (kept("theme")) wear(isDark());
if (picture && !comesBack()) oncePainted(picture, fetchRest);
else fetchRest();
