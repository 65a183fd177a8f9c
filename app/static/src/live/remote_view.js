/** What the remote shows: where the hall is, what comes, the deck and the programme. */
import { element, fill, icon, say, setText } from "../dom.js";
import { lateness, shownState } from "./agenda_view.js";
import { neighbour } from "./commands.js";
import { forecast } from "./forecast.js";

/** Draw the present slide and item, and what a press of the big buttons would do. */
export function drawPlace(byId, shown, { items, decks, notes, words }) {
  const item = items.find((each) => each.id === shown.item_id);
  const deck = decks[shown.item_id] || [];
  const slide = deck.find((each) => each.id === shown.slide_id);
  setText(byId("item"), item ? item.title : words.notStarted);
  setText(
    byId("number"),
    slide ? say(words.slide, { number: slide.number, count: deck.length }) : "",
  );
  byId("preview").hidden = !item;
  fill(byId("preview"), slide ? thumbnail(slide) : element("p", {}, item ? item.title : ""));
  const told = [notes[shown.item_id], slide && slide.notes].filter(Boolean);
  setText(byId("notes"), told.join("\n\n"));
  byId("notes").hidden = !byId("notes").textContent;
  byId("video-controls").hidden = !(slide && slide.kind === "video");
  const end = items.length > 0 ? words.end : "";
  drawStep(byId("forward"), neighbour(shown, { items, decks }, 1), words.forward, { ...words, end });
  drawStep(byId("back"), neighbour(shown, { items, decks }, -1), words.back, { ...words, end });
}

/** Say how long the present item has lasted, and how far the hall is beside its programme. */
export function drawPace(line, agenda, { nowMs, words }) {
  const found = forecast(agenda, nowMs);
  const over = found.pace && found.pace.minutes ? found.pace.passed - found.pace.minutes : 0;
  setText(line, [lasted(found.pace, over, words), lateness(found, words)].filter(Boolean).join(" · "));
  line.classList.toggle("is-over", over > 0);
  line.hidden = !line.textContent;
}

function lasted(pace, over, words) {
  if (!pace || !pace.minutes) return "";
  return over > 0 ? say(words.over, { over }) : say(words.pace, pace);
}

function drawStep(button, target, heading, words) {
  const parts = button.querySelectorAll("span");
  setText(parts[0], heading);
  setText(parts[1], target ? nameOf(target, words) : words.end);
  button.dataset.end = target ? "" : "yes";
  button.classList.toggle("is-item", Boolean(target && target.item));
}

function nameOf(target, words) {
  if (target.item) return say(words.toItem, { title: target.item.title });
  return target.slide.title || say(words.slideNumber, { number: target.slide.number });
}

/** Return a small picture of a slide, or its title on a card. */
export function thumbnail(slide) {
  if (slide.thumb_url) {
    return element(
      "span",
      { class: "thumb" },
      element("img", { src: slide.thumb_url, alt: "", loading: "lazy" }),
      slide.kind === "video" ? element("span", { class: "thumb-video" }, icon("play")) : null,
    );
  }
  return element(
    "span",
    { class: "thumb thumb-card" },
    slide.kind === "video" ? icon("play") : null,
    element("span", {}, slide.title),
  );
}

/** Draw the deck of the present item; a press on a slide calls `onSlide(slide)`. */
export function drawDeck(holder, deck, shownId, { words, onSlide }) {
  if (deck.length === 0) {
    fill(holder, element("p", { class: "empty" }, words.noSlides));
    return;
  }
  fill(
    holder,
    deck.map((slide) =>
      element(
        "button",
        {
          type: "button",
          class: "deck-slide",
          "data-command": true,
          "aria-current": slide.id === shownId ? "true" : null,
          "aria-label": `${say(words.slideNumber, { number: slide.number })} ${slide.title}`,
          onclick: () => onSlide(slide),
        },
        thumbnail(slide),
        element("span", { class: "deck-number numbers" }, slide.number),
      ),
    ),
  );
}

/** Draw the programme; a press on an item calls `onItem(item)`. */
export function drawItems(holder, agenda, shownId, { words, onItem }) {
  fill(
    holder,
    agenda.sessions.map((session) =>
      element(
        "section",
        { class: "stack-tight" },
        element("h3", {}, session.title),
        element(
          "ul",
          { class: "rows" },
          agenda.items
            .filter((item) => item.session_id === session.id)
            .map((item) =>
              element(
                "li",
                { class: item.parent_id ? "item-sub" : null },
                itemButton(item, shownId, { items: agenda.items, words, onItem }),
              ),
            ),
        ),
      ),
    ),
  );
}

function itemButton(item, shownId, { items, words, onItem }) {
  const now = item.id === shownId;
  const state = shownState(item, items);
  return element(
    "button",
    {
      type: "button",
      class: "row item-button",
      "aria-current": now ? "true" : null,
      onclick: () => onItem(item),
    },
    element(
      "span",
      { class: "row-main" },
      element("span", { class: "row-title" }, item.title),
      item.speaker ? element("span", { class: "row-note" }, item.speaker) : null,
    ),
    now ? element("span", { class: "chip chip-now" }, words.now) : null,
    !now && state === "done" ? element("span", { class: "chip" }, words.done) : null,
    !now && state === "skipped"
      ? element("span", { class: "chip chip-warn" }, words.skipped)
      : null,
  );
}
