/** The office's day: the figures of the roll-call and what the hall sees, as they change. */
import { watchTheDay } from "../office/day_watch.js";
import { readData, say, setText } from "../dom.js";
import { percent } from "../live/attendance_view.js";
import { openLine } from "../live/connection.js";
import { pictureIn } from "../live/picture.js";
import { drawSites } from "../live/sites_view.js";
import { part } from "../live/state.js";
import { browserWorld } from "../live/world.js";

const COUNT_MS = 5000;
const FIRST_COUNT_MS = 1500;
const words = readData("words");
const congress = readData("congress");
const api = `/api/congresses/${congress.id}`;
const byId = (id) => document.getElementById(id);
const picture = byId("now-picture");
const showPicture = pictureIn(picture);

function drawAttendance(attendance) {
  const counted = attendance && attendance.convened > 0;
  for (const figure of document.querySelectorAll("[data-figure]")) {
    const value = attendance ? attendance[figure.dataset.figure] : 0;
    setText(figure, String(value === undefined ? 0 : value));
  }
  const share = counted ? percent(attendance) : 0;
  setText(document.querySelector("[data-figure=rate]"), say(words.rate, { percent: share }));
  drawQuorum(counted ? attendance : null);
  drawSites(byId("sites"), counted ? attendance : null, words);
}

function drawQuorum(attendance) {
  const box = byId("quorum");
  const sentence = attendance ? quorumSentence(attendance) : words.nobody;
  setText(byId("quorum-words"), sentence);
  box.setAttribute("aria-label", sentence);
  box.hidden = !attendance;
  if (!attendance) return;
  const { present, convened, quorum } = attendance;
  box.classList.toggle("is-reached", quorum.reached);
  box.querySelector("[data-quorum=bar]").style.width = `${(100 * present) / convened}%`;
  box.querySelector("[data-quorum=line]").style.left = `${(100 * quorum.needed) / convened}%`;
}

function quorumSentence({ present, quorum: { needed, reached } }) {
  return say(reached ? words.reached : words.missing, { needed, missing: needed - present });
}

function drawStage(stage, agenda) {
  const item = stage && stage.item;
  setText(byId("now-title"), item ? item.title : words.notStarted);
  setText(byId("now-slide"), item ? slideSentence(stage) : "");
  const next = nextItem(agenda, item);
  setText(byId("now-next"), next ? say(words.next, { title: next.title }) : "");
  const url = stage && stage.slide ? stage.slide.image_url || stage.slide.poster_url : null;
  picture.hidden = !url;
  showPicture(url, stage && stage.slide ? stage.slide.title : "");
}

function slideSentence(stage) {
  if (stage.blank) return words.dark;
  if (stage.hold) return words.paused;
  return stage.slide ? say(words.slide, stage.slide) : words.noSlide;
}

function nextItem(agenda, item) {
  if (!agenda) return null;
  const index = item ? agenda.items.findIndex((each) => each.id === item.id) : -1;
  return agenda.items[index + 1] || null;
}

async function countConnections() {
  const answer = await fetch(`${api}/connections`, { cache: "no-store" }).catch(() => null);
  if (answer && answer.ok) setText(byId("connected"), String((await answer.json()).connected));
  window.setTimeout(countConnections, COUNT_MS);
}

openLine(
  {
    snapshotUrl: `${api}/live`,
    congress: congress.id,
    snapshot: readData("snapshot"),
    etag: readData("snapshot-etag"),
    onParts(held) {
      drawAttendance(part(held, "attendance"));
      drawStage(part(held, "stage"), part(held, "agenda"));
    },
    onLine({ online }) {
      byId("offline").hidden = online;
    },
  },
  browserWorld(),
);
watchTheDay(api, { words, offsetMinutes: congress.offset });
// By then this page itself is connected too.
window.setTimeout(countConnections, FIRST_COUNT_MS);
