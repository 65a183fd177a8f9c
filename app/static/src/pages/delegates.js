/** The list of delegates: it follows the roster, and finds names without accents. */
import { element, fill, readData } from "../dom.js";
import { openLine } from "../live/connection.js";
import { browserWorld } from "../live/world.js";
import { fold } from "../reader/fold.js";

const SPREAD_MS = 1500;

const { id: congress, noDelegation } = readData("congress");
const input = document.querySelector("#filter input");
const holder = document.getElementById("delegations");
let timer = null;
let tag = null;

function filter() {
  const wanted = fold(input.value.trim());
  let any = false;
  for (const group of holder.children) {
    const whole = fold(group.dataset.filterGroup).includes(wanted);
    let shown = false;
    for (const row of group.querySelectorAll("[data-filter-text]")) {
      row.hidden = !(whole || fold(row.dataset.filterText).includes(wanted));
      shown = shown || !row.hidden;
    }
    group.hidden = !shown;
    any = any || shown;
  }
  document.getElementById("filter-none").hidden = any || holder.children.length === 0;
  document.getElementById("nobody").hidden = holder.children.length > 0;
}

function draw(delegations) {
  fill(
    holder,
    delegations.map(({ name, delegates }) =>
      element(
        "section",
        { "data-filter-group": name },
        element(
          "h2",
          {},
          element("span", {}, name || noDelegation),
          " ",
          element("span", { class: "chip numbers" }, delegates.length),
        ),
        element("ul", { class: "rows" }, delegates.map(row)),
      ),
    ),
  );
  filter();
}

function row({ name, position }) {
  const words = element("span", { class: "row-main" }, element("span", { class: "row-title" }, name));
  if (position) words.append(element("span", { class: "row-note" }, position));
  return element("li", { "data-filter-text": name }, element("div", { class: "row" }, words));
}

async function ask() {
  timer = null;
  try {
    const answer = await fetch(`/api/congresses/${congress}/names`, {
      credentials: "same-origin",
      cache: "no-store",
      headers: tag ? { "If-None-Match": tag } : {},
    });
    if (answer.status !== 200) return;
    tag = answer.headers.get("ETag");
    draw(await answer.json());
  } catch (error) {
    // The network is away; the line asks again when it is back.
  }
}

input.addEventListener("input", filter);
document.getElementById("filter").addEventListener("submit", (event) => event.preventDefault());
filter();

openLine(
  {
    snapshotUrl: `/api/congresses/${congress}/live`,
    congress,
    snapshot: null,
    etag: null,
    onParts(held, changed) {
      // Whoever enters, changes or removes a delegate changes the numbers, too.
      if (!changed.includes("attendance") || timer !== null) return;
      timer = window.setTimeout(ask, Math.random() * SPREAD_MS);
    },
    onLine({ online }) {
      document.getElementById("offline").hidden = online;
    },
  },
  browserWorld(),
);
