/** The screen in the corridor: what is on, what comes, the code, the numbers. */
import { element, fill, readData, setText } from "../dom.js";
import { armByTouch } from "../live/arming.js";
import { openLine } from "../live/connection.js";
import { forecast } from "../live/forecast.js";
import { followContent } from "../live/own_content.js";
import { drawAttendanceOf } from "../live/sites_view.js";
import { part } from "../live/state.js";
import { venueTimes } from "../live/times.js";
import { browserWorld } from "../live/world.js";

const words = readData("words");
const congress = readData("congress");
const site = readData("own-site");
const api = `/api/congresses/${congress.id}`;
const world = browserWorld();
const times = venueTimes(congress.time_zone);
const byId = (id) => document.getElementById(id);
const LOOK_AT_CLOCK_MS = 1000;
const MOST_NEXT = 4;
let agenda = null;
let stage = null;

function draw() {
  if (!agenda) return;
  const nowMs = world.clock.now();
  const item = stage && stage.item && agenda.items.find((each) => each.id === stage.item.id);
  const session = agenda.sessions.find((each) => (item ? each.id === item.session_id : each.is_current));
  setText(byId("session"), session ? session.title : congress.title);
  byId("now").hidden = !item;
  setText(byId("now-title"), item ? item.title : "");
  setText(byId("now-note"), (stage && stage.floor && stage.floor.name) || (item ? item.speaker : ""));
  const coming = comingItems(item, session).slice(0, MOST_NEXT);
  const { starts } = forecast(agenda, nowMs);
  byId("next").hidden = coming.length === 0;
  fill(byId("next-items"), coming.map((each) => itemLine(each, starts.get(each.id))));
  byId("empty").hidden = Boolean(item) || coming.length > 0;
  drawClock();
}

/** What is still to come after the present item: of its session, or of a later one. */
function comingItems(item, session) {
  const after = agenda.items.slice(agenda.items.indexOf(item) + 1);
  const planned = after.filter((each) => each.state === "planned");
  const own = planned.filter((each) => session && each.session_id === session.id);
  return own.length > 0 ? own : planned;
}

function itemLine(item, startMs) {
  const start = startMs === undefined ? item.starts_at : new Date(startMs).toISOString();
  return element(
    "li",
    {},
    element("span", { class: "corridor-hour" }, times.clock(start)),
    element("span", { class: "corridor-item" }, item.title),
  );
}

function drawClock() {
  setText(byId("clock"), world.clock.isSet() ? times.clock(new Date(world.clock.now()).toISOString()) : "");
}

function drawAttendance(attendance) {
  drawAttendanceOf(site, attendance, { words, line: byId("attendance"), name: byId("site") });
}

armByTouch(byId("arm"), () => {});
openLine(
  {
    snapshotUrl: `${api}/live`,
    congress: congress.id,
    snapshot: readData("snapshot"),
    etag: readData("snapshot-etag"),
    onParts(held, changed) {
      agenda = part(held, "agenda");
      stage = part(held, "stage");
      setText(byId("announcement"), (stage && stage.announcement) || "");
      byId("announcement").hidden = !byId("announcement").textContent;
      if (changed.indexOf("attendance") >= 0) drawAttendance(part(held, "attendance"));
      draw();
    },
    onLine({ online }) {
      byId("offline").hidden = online;
    },
  },
  world,
);
followContent(`${api}/screen`, readData("content"), world);
window.setInterval(draw, LOOK_AT_CLOCK_MS);
