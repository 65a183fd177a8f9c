/** The roster's list: found by the server as one types, a page at a time. */
import { element, fill, say, setText } from "../dom.js";

const PAGE = 100;
/** What one looks at while typing: two screens full. The rest comes when one scrolls. */
const FIRST = 40;

/**
 * Wire the list; `told` is the page's roster-data. Returns {refresh, query, total}. `onRows` is
 * called after rows changed.
 */
export function wireList(form, told, words, onRows) {
  const table = document.querySelector("#roster tbody");
  const more = document.getElementById("more");
  let shown = table.rows.length;
  let total = told.of;
  let newest = 0;

  function query() {
    const wanted = new URLSearchParams();
    for (const field of form.elements) {
      const value = field.name ? field.value.trim() : "";
      if (value) wanted.set(field.name, value);
    }
    return wanted;
  }

  async function load(start) {
    const mine = (newest += 1);
    const wanted = query();
    wanted.set("before", String(start));
    wanted.set("limit", String(start === 0 ? FIRST : PAGE));
    const answer = await fetch(`${told.api}/roster?${wanted}`, { cache: "no-store" }).catch(() => null);
    // Only the newest question counts: an older answer may come later.
    if (mine !== newest || !answer || !answer.ok) return;
    const { people, of } = await answer.json();
    if (mine !== newest) return;
    const rows = people.map((person) => rowOf(person, told));
    if (start === 0) fill(table, rows);
    else table.append(...rows);
    shown = start + rows.length;
    total = of;
    tell();
    onRows();
    look();
  }

  function tell() {
    const sentence = total === told.of ? words.all : words.shown;
    setText(document.getElementById("shown"), say(sentence, { shown: total, all: told.of }));
    document.getElementById("filter-none").hidden = total > 0;
    more.hidden = shown >= total;
  }

  form.addEventListener("input", () => load(0));
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => load(shown));
  const seen =
    "IntersectionObserver" in window &&
    new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting) && !more.hidden) load(shown);
      },
      { rootMargin: "600px" },
    );

  /** Look anew whether the end of the list is near: on a tall screen it may be so at once. */
  function look() {
    if (!seen) return;
    seen.unobserve(more);
    seen.observe(more);
  }

  look();
  // A browser that goes back fills the fields in again, but not the list.
  if (Array.from(query()).length > 0) load(0);
  return { refresh: () => load(0), query, total: () => total };
}

function rowOf(person, told) {
  const name = element("a", { href: `${told.here}/${person.id}` }, person.name);
  const mark = element("input", { type: "checkbox", "aria-label": person.name });
  const face = element("span", { class: told.chips[person.face] }, told.faces[person.face]);
  return element(
    "tr",
    { "data-id": person.id },
    told.mayManage && cell("mark", element("label", { class: "mark" }, mark)),
    cell("number numbers", person.number),
    element("th", { scope: "row", class: "col-name" }, name),
    cell("delegation", person.delegation),
    cell("group", person.group),
    cell("position", person.position),
    cell("standing", told.standings[person.standing]),
    cell("seat numbers", person.seat),
    cell("face", person.face !== "none" && face),
  );
}

function cell(name, content) {
  return element("td", { class: `col-${name}` }, content);
}
