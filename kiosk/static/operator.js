// Who is at the desk without a face: search by name, and badges read by a scanner that types.
import { $, facts, make, post, refill, words } from "./page.js";

let asked = 0;
const search = async () => {
  const mine = ++asked;
  const query = $("search").value.trim();
  const found = query ? await (await fetch(`/search?q=${encodeURIComponent(query)}`)).json() : [];
  if (mine !== asked) return;
  const rows = found.map((person) => {
    const row = make("li");
    const button = make("button", "person");
    button.type = "button";
    button.append(make("b", "", person.name), make("span", "", facts(person)));
    button.addEventListener("click", () => checkIn(person));
    row.append(button);
    return row;
  });
  refill("found", ...(rows.length || !query ? rows : [make("li", "none", words.search_none)]));
  $("search-hint").hidden = query !== "";
};

const endSearch = () => {
  $("search").value = "";
  $("search").blur();
  search();
};

const checkIn = async (person) => {
  if (await post("/check-in", { delegate_id: person.id, method: "name" })) endSearch();
};

// Also what Telex has changed on its way: the desk says so, where a search would find nobody.
const looksScanned = (typed) => /^https?:|:\/\/|\/b\/|^[0-9A-Za-z_-]{16}$/.test(typed);

const submitSearch = () => {
  const typed = $("search").value.trim();
  if (looksScanned(typed)) {
    post("/scan", { text: typed }).then(endSearch);
    return;
  }
  const people = document.querySelectorAll("#found .person");
  if (people.length === 1) people[0].click();
  else if (people.length) people[0].focus();
};

const moveInList = (event) => {
  const people = [...document.querySelectorAll("#found .person")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !people.length) return;
  event.preventDefault();
  const place = people.indexOf(document.activeElement) + step;
  (place < 0 ? $("search") : people[Math.min(place, people.length - 1)]).focus();
};

$("search").addEventListener("input", search);
$("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter") submitSearch();
  if (event.key === "Escape") endSearch();
});
$("search").closest("section").addEventListener("keydown", moveInList);

// A scanner types and ends with Enter; slow ones, and a busy desk, leave gaps between the keys.

const NEXT_KEY_MS = 1000;
const SLASH_ALONE_MS = 120;
let typed = "";
let typedAt = 0;
document.addEventListener("keydown", (event) => {
  const into = event.target.tagName;
  if (into === "INPUT" || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.timeStamp - typedAt > NEXT_KEY_MS) typed = "";
  typedAt = event.timeStamp;
  // A list with the focus would jump to whatever begins with a letter of the badge.
  if (into === "SELECT" && event.key.length === 1) event.preventDefault();
  if (event.key.length === 1) {
    if (event.key === "/" && typed === "") {
      setTimeout(() => typed === "/" && $("search").focus(), SLASH_ALONE_MS);
    }
    typed += event.key;
  } else if (event.key === "Enter" && typed.length > 3) {
    event.preventDefault(); // not also a press of the focused button
    post("/scan", { text: typed });
    typed = "";
  }
});
