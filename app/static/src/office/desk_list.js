/** The people found at the desk, chosen with the arrow keys, Enter or a press. */
import { element, fill, say } from "../dom.js";
import { instead } from "./desk_answer.js";
import { showPhoto } from "./desk_photo.js";

const REST_MS = 200;

/**
 * Return {show(delegates), move(step), chosen(), clear()}; a press calls `onPick(delegate)`.
 * `photoOf` says where a delegate's photograph is; none is fetched while somebody types.
 */
export function foundList(list, input, { words, onPick, photoOf }) {
  let shown = [];
  let at = -1;
  let resting;

  function mark(next) {
    at = next;
    Array.from(list.children).forEach((row, index) => {
      row.setAttribute("aria-selected", String(index === at));
      if (index === at) row.scrollIntoView({ block: "nearest" });
    });
    if (at >= 0) input.setAttribute("aria-activedescendant", list.children[at].id);
    else input.removeAttribute("aria-activedescendant");
  }

  function show(delegates) {
    shown = delegates;
    fill(list, delegates.map(option));
    list.hidden = delegates.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(delegates.length === 1 ? 0 : -1);
    window.clearTimeout(resting);
    resting = window.setTimeout(showPhotos, REST_MS);
  }

  function showPhotos() {
    shown.forEach((delegate, index) => {
      const picture = list.children[index].querySelector(".desk-photo");
      if (picture) showPhoto(picture, photoOf(delegate));
    });
  }

  function option(delegate) {
    const { number, delegation, position } = delegate;
    const note = [number, instead(delegate, words), delegation, position].filter(Boolean);
    return element(
      "li",
      {
        class: "row desk-option",
        role: "option",
        id: `found-${delegate.id}`,
        onclick: () => onPick(delegate),
      },
      delegate.photo ? element("img", { class: "desk-photo", alt: "", hidden: true }) : null,
      element(
        "span",
        { class: "row-main" },
        element("span", { class: "row-title" }, delegate.name),
        element("span", { class: "row-note numbers" }, note.join(" · ")),
      ),
      delegate.guest ? element("span", { class: "chip" }, words.guest) : null,
      delegate.replaced_by
        ? element("span", { class: "chip chip-warn" }, say(words.replacedBy, { name: delegate.replaced_by }))
        : null,
      delegate.present ? element("span", { class: "chip chip-good" }, words.present) : null,
    );
  }

  return {
    show,
    clear: () => show([]),
    move(step) {
      if (shown.length > 0) mark((at + step + shown.length) % shown.length);
    },
    chosen: () => (at >= 0 ? shown[at] : null),
  };
}
