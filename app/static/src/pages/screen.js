/** The big screen: what the hall sees, and nothing else. */
import { element, fill, readData, setText } from "../dom.js";
import { armByTouch } from "../live/arming.js";
import { openLine } from "../live/connection.js";
import { countdownView } from "../live/countdown.js";
import { floorView } from "../live/floor.js";
import { followContent } from "../live/own_content.js";
import { pictureIn, preload } from "../live/picture.js";
import { followingItem } from "../live/stage_view.js";
import { part } from "../live/state.js";
import { drawAttendanceOf } from "../live/sites_view.js";
import { videoPlayer } from "../live/video_player.js";
import { venueTimes } from "../live/times.js";
import { isWaiting, itemOfPictures } from "../live/waiting.js";
import { dayList, welcomeLoop } from "../live/welcome_loop.js";
import { browserWorld } from "../live/world.js";

const words = readData("words");
const LOOPED_KINDS = ["image", "page"];
const congress = readData("congress");
const site = readData("own-site");
const api = `/api/congresses/${congress.id}`;
const world = browserWorld();
const byId = (id) => document.getElementById(id);
const QR_KINDS = ["checkin", "break", "content"];
const LONG_TITLE = 46;
const LONGEST_TITLE = 100;

const decks = {};
let agenda = null;
const showPicture = pictureIn(byId("picture"));
const player = videoPlayer(byId("video"), {
  serverNow: () => world.clock.now(),
  onReady: (ready) => byId("video").classList.toggle("is-ready", ready),
  onProblem: (cannot) => (byId("video-problem").hidden = !cannot),
});

const countdown = countdownView(byId("countdown"), { words, world });
const floor = floorView(byId("floor"));
const loop = welcomeLoop(byId("loop"), world);
const times = venueTimes(congress.time_zone);
let looped = 0;

function drawStage(stage) {
  const { item, slide } = stage;
  const video = slide && slide.kind === "video" ? slide : null;
  const picture = video ? video.poster_url : slide && (slide.image_url_large || slide.image_url);
  showPicture(picture || null, slide ? slide.title : "");
  player.show(video ? video.video_url : null, video ? stage.video : null);
  byId("picture").hidden = !slide || slide.kind === "title";
  byId("video").hidden = !video;
  drawCard(item, slide);
  byId("hold").hidden = !stage.hold;
  byId("blank").hidden = !stage.blank;
  setText(byId("announcement"), stage.announcement || "");
  byId("announcement").hidden = !stage.announcement;
  countdown.show(stage.countdown);
  floor.show(stage.floor);
  byId("row").classList.toggle("has-floor", Boolean(stage.floor));
  drawLoop(stage);
  const isFree = !stage.floor && !isWaiting(stage) && (stage.hold || !slide || slide.kind === "title");
  byId("stage").classList.toggle("has-large-countdown", Boolean(stage.countdown) && isFree);
  byId("stage").classList.toggle("has-announcement", Boolean(stage.announcement));
  setText(byId("item"), item && slide && slide.kind !== "title" ? lineOf(item) : sessionOf(item));
  // What was not fetched beforehand is fetched when it is shown.
  preloadNear(stage).catch(() => {});
}

/** Under a card, which names the item itself, the line names what it is a part of. */
function sessionOf(item) {
  if (!agenda) return "";
  const listed = item && agenda.items.find((each) => each.id === item.id);
  const session = agenda.sessions.find((each) =>
    listed ? each.id === listed.session_id : each.is_current,
  );
  const above = listed && agenda.items.find((each) => each.id === listed.parent_id);
  if (above) return above.title;
  return session ? session.title : "";
}

function lineOf(item) {
  return item.speaker ? `${item.title} · ${item.speaker}` : item.title;
}

function drawCard(item, slide) {
  const title = slide && slide.kind === "title" ? slide.title : item ? item.title : congress.title;
  const note = item ? item.speaker : congress.venue;
  const card = byId("card");
  card.hidden = Boolean(slide && slide.kind !== "title");
  card.classList.toggle("is-long", title.length > LONG_TITLE);
  card.classList.toggle("is-longest", title.length > LONGEST_TITLE);
  fill(
    byId("card-text"),
    element("p", { class: "card-title" }, title),
    note ? element("p", { class: "card-note" }, note) : null,
  );
  if (byId("qr")) byId("qr").hidden = Boolean(item && QR_KINDS.indexOf(item.kind) < 0);
}

/** While the hall waits: the welcome, the agenda, the pictures in turn; anything chosen ends it. */
async function drawLoop(stage) {
  looped += 1;
  const mine = looped;
  if (!isWaiting(stage)) {
    loop.stop();
    return;
  }
  const found = await slidesOf(itemOfPictures(stage, agenda)).catch(() => []);
  if (mine !== looped) return;
  const pictures = found.filter((each) => LOOPED_KINDS.indexOf(each.kind) >= 0);
  loop.show({
    pictures: pictures.map((each) => each.image_url_large || each.image_url),
    agenda: dayList(agenda, { words, times, nowMs: world.clock.now() }),
  });
}

async function slidesOf(item) {
  if (!item) return [];
  if (!decks[item.id]) {
    const answer = await fetch(`${api}/agenda/${item.id}/slides`, { credentials: "same-origin" });
    if (!answer.ok) return [];
    const found = await answer.json();
    decks[item.id] = found.slides || found;
  }
  return decks[item.id];
}

/** Fetch what the next press of the remote shows: the slides beside, the next item's first. */
async function preloadNear(stage) {
  const deck = await slidesOf(stage.item);
  const at = deck.findIndex((each) => stage.slide && each.id === stage.slide.id);
  const opening = (await slidesOf(followingItem(stage, agenda)))[0];
  for (const near of [deck[at + 1], deck[at - 1], opening]) {
    if (near) preload(near.kind === "video" ? near.poster_url : near.image_url_large || near.image_url);
  }
}

function drawAttendance(attendance) {
  drawAttendanceOf(site, attendance, { words, line: byId("attendance"), name: byId("site") });
}

armByTouch(byId("arm"), () => player.arm());

openLine(
  {
    snapshotUrl: `${api}/live`,
    congress: congress.id,
    snapshot: readData("snapshot"),
    etag: readData("snapshot-etag"),
    onParts(held, changed) {
      agenda = part(held, "agenda");
      if (changed.indexOf("agenda") >= 0) for (const id of Object.keys(decks)) delete decks[id];
      const isMoved = changed.indexOf("stage") >= 0 || changed.indexOf("agenda") >= 0;
      if (isMoved && part(held, "stage")) drawStage(part(held, "stage"));
      if (changed.indexOf("attendance") >= 0) drawAttendance(part(held, "attendance"));
    },
    onLine({ online }) {
      byId("offline").hidden = online;
    },
  },
  world,
);
followContent(`${api}/screen`, readData("content"), world);
