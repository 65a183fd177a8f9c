/** What a desk enters besides check-ins: a guest who is not on the list, an absence with its reason. */
import { setText } from "../dom.js";
import { findPeople } from "./desk_people.js";

/** Wire the form for a guest at the door; onGuest({name, organisation, phone}) gets what was typed. */
export function guestForm(form, { onGuest }) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { name, organisation, phone } = form.elements;
    if (name.value.trim() === "") {
      name.focus();
      return;
    }
    onGuest({
      name: name.value.trim(),
      organisation: organisation.value.trim(),
      phone: phone.value.trim(),
    });
    done(form);
  });
}

/**
 * Wire the form for an absence; `people()` are those of the desk's list, as searchable() gives
 * them. onAbsence(person, reason) gets the one person whom the entry means.
 */
export function absenceForm(form, { words, people, onAbsence }) {
  const { who, reason } = form.elements;
  const meant = form.querySelector("[data-meant]");

  function persons() {
    const text = who.value.trim();
    if (text === "") return [];
    const found = findPeople(people(), text).filter((each) => !each.guest);
    const exact = found.filter((each) => each.number.toLowerCase() === text.toLowerCase());
    return exact.length === 1 ? exact : found;
  }

  function tell() {
    const found = persons();
    const named = found.length === 1 ? [found[0].name, found[0].delegation] : [];
    const several = found.length > 1 ? words.several : words.nobody;
    const said = found.length === 1 ? named.filter(Boolean).join(" · ") : several;
    setText(meant, who.value.trim() === "" ? "" : said);
    return found.length === 1 ? found[0] : null;
  }

  who.addEventListener("input", tell);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const person = tell();
    if (person === null || reason.value.trim() === "") {
      (person === null ? who : reason).focus();
      return;
    }
    onAbsence(person, reason.value.trim());
    setText(meant, "");
    done(form);
  });
}

function done(form) {
  form.reset();
  form.closest("details").open = false;
}
