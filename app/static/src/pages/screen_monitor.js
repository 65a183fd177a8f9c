/** The monitor before whoever speaks: the slide, the next one, the notes, the time. */
import { readData, say, setText } from "../dom.js";
import { armByTouch } from "../live/arming.js";
import { neighbour, present } from "../live/commands.js";
import { openLine } from "../live/connection.js";
import { countdownView } from "../live/countdown.js";
import { floorView } from "../live/floor.js";
import { forecast } from "../live/forecast.js";
import { followContent } from "../live/own_content.js";
import { pictureIn } from "../live/picture.js";
import { followingItem } from "../live/stage_view.js";
import { part } from "../live/state.js";
import { venueTimes } from "../live/times.js";
import { browserWorld } from "../live/world.js";

const words = readData("words");
const congress = readData("congress");
const mayReadNotes = readData("may-read-notes");
const api = `/api/congresses/${congress.id}`;
const world = browserWorld();
const times = venueTimes(congress.time_zone);
const byId = (id) => document.getElementById(id);
const monitor = document.querySelector(".monitor");
const LOOK_AT_CLOCK_MS = 1000;
const LONG_NOTES = 320;
const countdown = countdownView(byId("countdown"), { words, world });
const floor = floorView(byId("floor"));
const showNow = pictureIn(byId("picture"));
const showNext = pictureIn(byId("next-picture"));
let decks = {};
let agenda = { sessions: [], items: [] };
let stage = null;
let notes = null;
let asked = 0;

function draw() {
  if (!stage) return;
  const { item, slide } = stage;
  showNow(pictureOf(slide), slide ? slide.title : "");
  const silence = (stage.blank && words.blank) || (stage.hold && words.hold);
  setText(byId("card"), silence || (pictureOf(slide) ? "" : titleOf(slide, item) || words.notStarted));
  byId("card").hidden = !byId("card").textContent;
  setText(byId("number"), slide ? `${slide.number}/${slide.count}` : "");
  const next = neighbour(present(stage), { items: agenda.items, decks }, 1);
  const nextSlide = next && (next.slide || (decks[next.item.id] || [])[0] || null);
  showNext(pictureOf(nextSlide));
  setText(byId("next-card"), pictureOf(nextSlide) ? "" : next ? titleOf(nextSlide, next.item) : words.end);
  byId("next-card").hidden = !byId("next-card").textContent;
  if (mayReadNotes) drawNotes(stage);
  countdown.show(stage.countdown);
  floor.show(stage.floor);
  setText(byId("announcement"), stage.announcement || "");
  byId("announcement").hidden = !stage.announcement;
  monitor.classList.toggle("has-news", Boolean(stage.announcement));
  drawClock();
}

function pictureOf(slide) {
  if (!slide) return null;
  return slide.image_url_large || slide.image_url || slide.poster_url || null;
}

function titleOf(slide, item) {
  return (slide && slide.title) || (item ? item.title : "");
}

function drawClock() {
  const nowMs = world.clock.now();
  setText(byId("clock"), world.clock.isSet() ? times.clock(new Date(nowMs).toISOString()) : "");
  drawPace(forecast(agenda, nowMs).pace);
}

/** How long the item has lasted, of how long it may. */
function drawPace(pace) {
  const over = pace && pace.minutes ? pace.passed - pace.minutes : 0;
  byId("pace").hidden = !(pace && pace.minutes);
  byId("pace").classList.toggle("is-over", over > 0);
  if (!byId("pace").hidden) setText(byId("pace"), say(over > 0 ? words.over : words.pace, { ...pace, over }));
}

/** Fetch the decks beside the stage and the notes; an answer to an older question is dropped. */
async function learn() {
  asked += 1;
  const mine = asked;
  const item = stage && stage.item;
  const near = [item, followingItem(stage || {}, agenda)].filter(Boolean);
  const found = await Promise.all(near.map((each) => fetched(`${api}/agenda/${each.id}/slides`)));
  const told = item && mayReadNotes ? await fetched(`${api}/agenda/${item.id}/notes`) : null;
  if (mine !== asked) return;
  notes = told && { of: item.id, ...told };
  decks = {};
  near.forEach((each, at) => {
    if (found[at]) decks[each.id] = found[at];
  });
  draw();
}

function drawNotes({ item, slide }) {
  const isOfItem = notes && item && notes.of === item.id;
  const told = isOfItem ? [slide && notes.slides[slide.id], notes.item].filter(Boolean) : [];
  const text = told.join("\n\n");
  setText(byId("notes"), text);
  monitor.classList.toggle("has-long-notes", text.length > LONG_NOTES);
}

async function fetched(url) {
  const answer = await fetch(url, { credentials: "same-origin" }).catch(() => null);
  return answer && answer.ok ? answer.json().catch(() => null) : null;
}

armByTouch(byId("arm"), () => {});
openLine(
  {
    snapshotUrl: `${api}/live`,
    congress: congress.id,
    snapshot: readData("snapshot"),
    etag: readData("snapshot-etag"),
    onParts(held, changed) {
      agenda = part(held, "agenda") || agenda;
      stage = part(held, "stage");
      draw();
      if (changed.indexOf("stage") >= 0 || changed.indexOf("agenda") >= 0) learn();
    },
    onLine({ online }) {
      byId("offline").hidden = online;
    },
  },
  world,
);
followContent(`${api}/screen`, readData("content"), world);
window.setInterval(drawClock, LOOK_AT_CLOCK_MS);
