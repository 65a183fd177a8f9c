/** The people found at the desk, chosen with the arrow keys, Enter or a press. */
import { element, fill } from "../dom.js";

/** Return {show(delegates), move(step), chosen(), clear()}; a press calls `onPick(delegate)`. */
export function foundList(list, input, { words, onPick }) {
  let shown = [];
  let at = -1;

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
  }

  function option(delegate) {
    const note = [delegate.number, delegate.delegation, delegate.position].filter(Boolean);
    return element(
      "li",
      {
        class: "row desk-option",
        role: "option",
        id: `found-${delegate.id}`,
        onclick: () => onPick(delegate),
      },
      element(
        "span",
        { class: "row-main" },
        element("span", { class: "row-title" }, delegate.name),
        element("span", { class: "row-note numbers" }, note.join(" · ")),
      ),
      delegate.guest ? element("span", { class: "chip" }, words.guest) : null,
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
