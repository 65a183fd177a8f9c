/** Giving somebody the floor from the remote: find, choose how long, give; or take it back. */
import { element, fill } from "../dom.js";
import { openDialog } from "../overlay.js";
import { floorView, placeOf } from "./floor.js";
import { lasting, lengths } from "./remote_countdown.js";
import { searchBox } from "./search_box.js";

const LONGEST = { name: 120, position: 200, delegation: 200 };

/**
 * Wire the button and the line of who has the floor; returns {draw()}. `present()` is the floor as it
 * is asked for, `ask({floor, countdown})` sends the command, `searchUrl(query)` names the search.
 */
export function remoteFloor(byId, { present, ask, world, words, searchUrl }) {
  const view = floorView(byId("floor"));
  const give = (floor) => chooseTime(floor, { ask, world, words });

  byId("give-floor").addEventListener("click", () =>
    findSpeaker({ words, searchUrl, onFound: give, onUnlisted: (name) => writeName(name, { words, onNamed: give }) }),
  );
  byId("take-floor").addEventListener("click", () => ask({ floor: null, countdown: null }));

  return {
    draw() {
      byId("give-floor").setAttribute("aria-pressed", String(Boolean(present())));
      view.show(present());
    },
  };
}

/** Look a delegate up; onFound({delegate_id, name, position, delegation}) or onUnlisted(typed). */
function findSpeaker({ words, searchUrl, onFound, onUnlisted }) {
  const input = element("input", { class: "input", type: "search", id: "speaker", autocomplete: "off" });
  const label = element("label", { for: input.id }, words.floorSearch);
  const form = element("form", { class: "field", role: "search" }, label, input);
  const list = element("ul", { class: "rows speaker-list", "aria-live": "polite" });
  const unlisted = button(words.floorByName, "button button-plain", () => {
    close();
    onUnlisted(input.value.trim());
  });
  const leave = button(words.cancel, "button button-quiet", () => close());
  const actions = element("div", { class: "dialog-actions" }, unlisted, leave);
  const close = openDialog(words.floorHeading, form, list, actions);
  const tell = (sentence) => fill(list, element("li", { class: "empty" }, sentence));
  const chosen = ({ id, name, position, delegation }) => {
    close();
    onFound({ delegate_id: id, name, position, delegation });
  };
  searchBox(form, {
    url: searchUrl,
    onFound(found) {
      if (found.length === 0) tell(words.floorNobody);
      else fill(list, found.map((each) => element("li", {}, speakerRow(each, () => chosen(each)))));
    },
    onCleared: () => fill(list),
    onFailed: () => tell(words.floorNotFound),
  });
}

function speakerRow(speaker, onclick) {
  const note = [speaker.number, placeOf(speaker)].filter(Boolean).join(" · ");
  return element(
    "button",
    { type: "button", class: "row item-button", onclick },
    element(
      "span",
      { class: "row-main" },
      element("span", { class: "row-title" }, speaker.name),
      element("span", { class: "row-note" }, note),
    ),
  );
}

/** Take the words of somebody who is not on the roster; `begun` was typed in the search. */
function writeName(begun, { words, onNamed }) {
  const fields = Object.keys(LONGEST).map((name) =>
    element("input", { class: "input", id: `floor-${name}`, name, maxlength: LONGEST[name], autocomplete: "off" }),
  );
  fields[0].value = begun;
  const labelled = fields.map((field) =>
    element("div", { class: "field" }, element("label", { for: field.id }, words.floorFields[field.name]), field),
  );
  const leave = button(words.cancel, "button button-quiet", () => close());
  const go = element("button", { class: "button" }, words.floorOn);
  const form = element("form", { class: "stack" }, labelled, element("div", { class: "dialog-actions" }, go, leave));
  const close = openDialog(words.floorByName, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [name, position, delegation] = fields.map((field) => field.value.trim());
    if (name) {
      close();
      onNamed({ name, position, delegation });
      return;
    }
    fields[0].setAttribute("aria-invalid", "true");
    fields[0].focus();
  });
}

function chooseTime(floor, { ask, world, words }) {
  const give = (countdown) => {
    close();
    ask({ floor, countdown });
  };
  const name = element("p", {}, element("b", {}, floor.name), element("br"), placeOf(floor));
  const times = lengths(words, (minutes) => give(lasting(minutes, world.clock.now())));
  times.hidden = !world.clock.isSet();
  const untimed = button(words.floorNoTime, "button button-plain", () => give(null));
  const leave = button(words.cancel, "button button-quiet", () => close());
  const actions = element("div", { class: "dialog-actions" }, untimed, leave);
  const close = openDialog(words.floorHeading, name, element("p", { class: "quiet" }, words.floorTime), times, actions);
}

function button(label, style, onclick) {
  return element("button", { type: "button", class: style, onclick }, label);
}
