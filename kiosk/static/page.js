// What the parts of the desk's page share: the words, the newest state, a way to ask the desk.

export const words = JSON.parse(document.getElementById("words").textContent);
export const $ = (id) => document.getElementById(id);
export const fill = (key, values) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

export const text = (id, value) => {
  if ($(id).textContent !== value) $(id).textContent = value;
};

export const make = (tag, className, content) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (content !== undefined) element.textContent = content;
  return element;
};

export const refill = (id, ...children) => {
  $(id).textContent = "";
  $(id).append(...children);
};

export const post = async (path, body) => {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (response.status === 409) {
    const refusal = await response.json();
    complain(refusal.code, refusal);
  }
  return response.ok;
};

let complaint = 0;
export const complain = (code, values = {}) => tell(fill(code, values), "wrong");
export const say = (code) => tell(words[code], "right");
const tell = (sentence, how) => {
  text("toast", sentence);
  $("toast").className = `toast ${how}`;
  $("toast").hidden = false;
  clearTimeout(complaint);
  complaint = setTimeout(() => ($("toast").hidden = true), 5000);
};

export const clock = (iso, timeZone) =>
  new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone,
  }).format(new Date(iso));

/** A seat such as S-02 stays on one line (word joiners). */
const unbroken = (seat) => seat.replace(/-/g, "\u2060-\u2060");

/** In whose place somebody comes, or who has theirs. */
export const standsFor = ({ in_place_of: replaced, replaced_by: substitute }) => {
  if (replaced) return fill("in_place_of", { name: replaced });
  return substitute ? fill("replaced_by", { name: substitute }) : "";
};

export const facts = (person) =>
  [`${words.number} ${person.number}`, standsFor(person), person.delegation, person.seat && `${words.seat}\u00a0${unbroken(person.seat)}`]
    .filter(Boolean).join(" · ");
