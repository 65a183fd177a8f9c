/** The chair's remote: one thumb moves the hall. */
import { element, readData, say, setText } from "../dom.js";
import { send } from "../forms/send.js";
import { commandLine, neighbour, openingOf } from "../live/commands.js";
import { openLine } from "../live/connection.js";
import { deckKeeper } from "../live/decks.js";
import { stageSender } from "../live/put_stage.js";
import { remoteCountdown } from "../live/remote_countdown.js";
import { remoteFloor } from "../live/remote_floor.js";
import { drawDeck, drawItems, drawPace, drawPlace } from "../live/remote_view.js";
import { part } from "../live/state.js";
import { isWaiting, LOOP_KINDS } from "../live/waiting.js";
import { videoControls } from "../live/video_controls.js";
import { browserWorld } from "../live/world.js";
import { openDialog } from "../overlay.js";

const words = readData("words");
const congress = readData("congress");
const api = `/api/congresses/${congress.id}`;
const world = browserWorld();
const byId = (id) => document.getElementById(id);
const DOUBLE_TAP_MS = 300;
const NEW_MEANING_MS = 900;
const LOOK_AT_CLOCK_MS = 5000;
const SKIP_LIMIT_MS = 4000;

let stage = null;
let agenda = { sessions: [], items: [] };
let hadSocket = false;
let lost = false;
let sending = false;
let lastPress = 0;
let deafUntil = 0;
let commands = null;
let video = null;
let countdown = null;
let floor = null;

const decks = deckKeeper(
  { decks: readData("decks"), notes: readData("item-notes") },
  { fetchDecks, onChange: () => draw(), world },
);

const line = openLine(
  {
    snapshotUrl: `${api}/live`,
    congress: congress.id,
    snapshot: readData("snapshot"),
    etag: readData("snapshot-etag"),
    onParts(held, changed) {
      stage = part(held, "stage");
      agenda = part(held, "agenda") || agenda;
      draw();
      if (floor && changed.indexOf("agenda") >= 0) decks.learn();
    },
    onLine({ online, socket }) {
      hadSocket = hadSocket || socket;
      setLost(!online || (hadSocket && !socket));
    },
  },
  world,
);

commands = commandLine({
  send: stageSender(`${api}/stage`, line),
  onChange(step) {
    sending = step.sending;
    if (step.failed) tellFailure(step.failed);
    else if (step.sending) byId("failure").hidden = true;
    draw();
  },
});

video = videoControls(byId("video-controls"), {
  present: () => stage && stage.video,
  url: () => (stage && stage.slide && stage.slide.video_url) || null,
  serverNow: () => world.clock.now(),
  ask,
  words,
});

countdown = remoteCountdown(byId, {
  present: () => commands.shown(stage).countdown,
  ask,
  world,
  words,
});

floor = remoteFloor(byId, {
  present: () => commands.shown(stage).floor,
  ask,
  world,
  words,
  searchUrl: (query) => `${api}/stage/speakers?q=${encodeURIComponent(query)}`,
});

async function fetchDecks() {
  const answer = await fetch(`${api}/stage/decks`, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

function tellFailure(error) {
  setText(byId("failure"), error.sentence || words.notSent);
  byId("failure").hidden = false;
  line.refresh();
}

function setLost(now) {
  lost = now;
  byId("lost").hidden = !lost;
  draw();
}

function ask(change) {
  if (lost) return;
  commands.ask(change);
}

function draw() {
  if (!floor) return;
  const shown = commands.shown(stage);
  const context = { items: agenda.items, decks: decks.all(), notes: decks.notes(), words };
  drawPlace(byId, shown, context);
  showPace();
  drawDeck(byId("deck"), decks.all()[shown.item_id] || [], shown.slide_id, { words, onSlide });
  byId("no-items").hidden = agenda.items.length > 0;
  drawItems(byId("items"), agenda, shown.item_id, { words, onItem });
  for (const name of ["blank", "hold"]) {
    byId(name).setAttribute("aria-pressed", String(Boolean(shown[name])));
  }
  byId("announce").setAttribute("aria-pressed", String(Boolean(shown.announcement)));
  const item = agenda.items.find((each) => each.id === shown.item_id) || null;
  byId("loop").hidden = Boolean(item) && LOOP_KINDS.indexOf(item.kind) < 0;
  byId("run-loop").setAttribute("aria-pressed", String(isWaiting({ item, slide: shown.slide_id })));
  byId("sending").classList.toggle("is-sending", sending);
  video.draw();
  countdown.draw();
  floor.draw();
  for (const button of document.querySelectorAll("[data-command]")) {
    button.disabled = lost || button.dataset.end === "yes";
  }
  byId("remote").classList.toggle("is-lost", lost);
}

function showPace() {
  drawPace(byId("pace"), agenda, { nowMs: world.clock.now(), words });
}

/** One press is one step: a bounce is ignored, and a button that has just changed its meaning. */
function step(direction) {
  const now = Date.now();
  if (now - lastPress < DOUBLE_TAP_MS || now < deafUntil) return;
  lastPress = now;
  const context = { items: agenda.items, decks: decks.all() };
  const target = neighbour(commands.shown(stage), context, direction);
  if (!target) return;
  ask({ item_id: target.item_id, slide_id: target.slide_id });
  const next = neighbour(commands.shown(stage), context, direction);
  if (next && next.item && !target.item) deafUntil = now + NEW_MEANING_MS;
}

function onSlide(slide) {
  ask({ item_id: commands.shown(stage).item_id, slide_id: slide.id });
}

function onItem(item) {
  if (lost || item.id === commands.shown(stage).item_id) return;
  const isSkipped = item.state === "skipped";
  const close = openDialog(
    words.moveHeading,
    element("p", {}, element("b", {}, item.title)),
    element(
      "div",
      { class: "dialog-actions" },
      action(words.move, "button", () => {
        close();
        ask(openingOf(item, decks.all()));
        window.scrollTo(0, 0);
      }),
      isSkipped || item.state === "planned"
        ? action(isSkipped ? words.takeIn : words.skip, "button button-plain", () => {
            close();
            skip(item, { skipped: !isSkipped });
          })
        : null,
      item.kind === "break" && item.state === "planned" && item.minutes
        ? action(say(words.skipToNext, item), "button button-plain", () => {
            close();
            skip(item, { skipped: true, minutes_to: "next" });
          })
        : null,
      action(words.cancel, "button button-plain", () => close()),
    ),
  );
}

async function skip(item, body) {
  const url = `${api}/agenda/${item.id}/skipped`;
  const answer = await send({ method: "PUT", url, body, limitMs: SKIP_LIMIT_MS }).catch(() => ({
    status: 0,
    said: {},
  }));
  if (answer.status !== 204) tellFailure({ sentence: answer.said.detail });
}

function announce() {
  const field = element("textarea", { id: "announcement", rows: 3, maxlength: 200 });
  field.value = commands.shown(stage).announcement || "";
  const send = (text) => () => {
    close();
    ask({ announcement: text === null ? null : field.value.trim() || null });
  };
  const close = openDialog(
    words.announceHeading,
    element(
      "div",
      { class: "field" },
      element("label", { for: field.id }, words.announceLabel),
      field,
    ),
    element(
      "div",
      { class: "dialog-actions" },
      action(words.announceSend, "button", send("")),
      action(words.announceClear, "button button-plain", send(null)),
      action(words.cancel, "button button-quiet", () => close()),
    ),
  );
}

function action(label, style, onclick) {
  return element("button", { type: "button", class: style, onclick }, label);
}

function toggle(name) {
  ask({ [name]: !commands.shown(stage)[name] });
}

byId("forward").addEventListener("click", () => step(1));
byId("back").addEventListener("click", () => step(-1));
byId("blank").addEventListener("click", () => toggle("blank"));
byId("hold").addEventListener("click", () => toggle("hold"));
byId("announce").addEventListener("click", announce);
byId("run-loop").addEventListener("click", () => ask({ slide_id: null }));
window.addEventListener("offline", () => setLost(true));
document.addEventListener("keydown", (event) => {
  if (/^(input|select|textarea)$/i.test(event.target.tagName)) return;
  if (document.querySelector(".overlay")) return;
  if (event.key === "ArrowRight" || event.key === "PageDown") step(1);
  if (event.key === "ArrowLeft" || event.key === "PageUp") step(-1);
});
window.setInterval(showPace, LOOK_AT_CLOCK_MS);
draw();
