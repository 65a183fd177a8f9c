/** The delegate's phone: now, programme, documents, my seat. */
import { readData, setText } from "../dom.js";
import { drawAgenda, lateness } from "../live/agenda_view.js";
import { drawAttendance } from "../live/attendance_view.js";
import { browserStore, changeLog } from "../live/change_log.js";
import { changeNotice } from "../live/change_notice.js";
import { openLine } from "../live/connection.js";
import { countdownView } from "../live/countdown.js";
import { drawDocuments } from "../live/documents_view.js";
import { floorView } from "../live/floor.js";
import { forecast } from "../live/forecast.js";
import { showFound } from "../live/found_view.js";
import { searchBox } from "../live/search_box.js";
import { stageView } from "../live/stage_view.js";
import { part } from "../live/state.js";
import { venueTimes } from "../live/times.js";
import { openViews } from "../live/views.js";
import { browserWorld } from "../live/world.js";
import { keepOpened } from "../offline/keep_opened.js";
import { keptState, stateKeeper } from "../offline/kept_state.js";
import { offlinePanel } from "../offline/panel.js";
import { dropWithdrawn } from "../offline/shelf.js";
import { lookAtNews, onKeptChange } from "../offline/world.js";
import { forget } from "../shared/device.js";

const words = readData("words");
const congress = readData("congress");
const api = `/api/congresses/${congress.id}`;
const times = venueTimes(congress.time_zone);
const byId = (id) => document.getElementById(id);
const world = browserWorld();
const LOOK_AT_CLOCK_MS = 20000;
let held = null;
let saidLate = "";

openViews(
  Array.from(document.querySelectorAll(".tab-bar a")),
  Array.from(document.querySelectorAll("[data-view]")),
);

const stage = stageView(byId("stage"), { words, fetchSlides, fetchWords });
const countdown = countdownView(byId("countdown"), { words, world });
const floor = floorView(byId("floor"));

const hearChanges = changeNotice(
  {
    notice: byId("change-notice"),
    text: byId("change-text"),
    close: byId("change-close"),
    more: byId("change-more"),
    list: byId("changes"),
    heading: byId("changes-heading"),
    entries: byId("change-entries"),
  },
  {
    log: changeLog({
      store: browserStore(`agenda-${congress.id}`),
      now: () => world.clock.now(),
      dayOf: times.dayOf,
    }),
    words,
    times,
  },
);

const redraw = {
  stage() {
    const state = part(held, "stage");
    if (!state) return;
    stage.show(state, part(held, "agenda"));
    countdown.show(state.countdown || null);
    floor.show(state.floor || null);
    byId("announcement").hidden = !state.announcement;
    setText(byId("announcement-text"), state.announcement || "");
  },
  agenda() {
    const agenda = part(held, "agenda");
    const nowMs = world.clock.now();
    saidLate = agenda ? lateness(forecast(agenda, nowMs), words) : "";
    drawAgenda(byId("agenda"), agenda, { words, times, nowMs });
    if (agenda) hearChanges(agenda, { epoch: held.epoch, seq: held.parts.agenda.seq });
    redraw.stage();
  },
  attendance() {
    drawAttendance(byId("attendance"), part(held, "attendance"), words);
  },
  library() {
    const agenda = part(held, "agenda");
    drawDocuments(byId("documents"), part(held, "library"), { agenda, words, address });
  },
};

function address(documentId, { page, query } = {}) {
  const asked = query ? `?q=${encodeURIComponent(query)}` : "";
  return `/c/${congress.id}/documents/${documentId}${asked}${page ? `#page=${page}` : ""}`;
}

async function fetchSlides(itemId) {
  const answer = await fetch(`${api}/agenda/${itemId}/slides`, { credentials: "same-origin" });
  if (!answer.ok) return [];
  const found = await answer.json();
  return found.slides || found;
}

async function fetchWords(slideId) {
  const answer = await fetch(`${api}/slides/${slideId}/text`, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

const searchUrl = (query) => `${api}/search?q=${encodeURIComponent(query)}`;

searchBox(byId("search"), {
  url: searchUrl,
  onFound(found, query) {
    byId("documents").hidden = true;
    byId("found").hidden = false;
    showFound(byId("found"), found, {
      query,
      url: (skip) => `${searchUrl(query)}&skip=${skip}`,
      library: part(held, "library"),
      words,
      address,
    });
  },
  onCleared() {
    byId("documents").hidden = false;
    byId("found").hidden = true;
  },
  onFailed() {
    byId("documents").hidden = true;
    byId("found").hidden = false;
    setText(byId("found"), words.searchFailed);
  },
});

for (const button of document.querySelectorAll("[data-shared]")) {
  button.addEventListener("click", () => {
    forget({ method: button.dataset.shared, path: "", sentence: words.forgetting });
  });
}

const keepState = stateKeeper(congress.id);
let panel = null;

const line = openLine(
  {
    snapshotUrl: `${api}/live`,
    congress: congress.id,
    snapshot: readData("snapshot"),
    etag: readData("snapshot-etag"),
    isOld: Boolean(document.body.dataset.kept),
    onParts(next, changed) {
      const before = held && part(held, "library");
      held = next;
      for (const name of changed) if (redraw[name]) redraw[name]();
      keepState(held);
      if (changed.indexOf("library") >= 0 && panel) {
        dropWithdrawn(window.caches, congress.id, before, part(held, "library"));
        lookAtNews(congress.id);
      }
    },
    onLine({ online }) {
      byId("offline").hidden = online;
    },
  },
  world,
);

// An item that overruns moves every later one, with no word from the server.
window.setInterval(() => {
  const agenda = held && part(held, "agenda");
  if (agenda && lateness(forecast(agenda, world.clock.now()), words) !== saidLate) redraw.agenda();
}, LOOK_AT_CLOCK_MS);

// A page from the phone's own memory is old until the hall says otherwise.
if (document.body.dataset.kept) {
  byId("offline").hidden = false;
  keptState(congress.id, document.body.dataset.kept).then((state) => state && line.accept(state));
}

keepOpened(congress.id).then((keeps) => {
  if (!keeps) return;
  panel = offlinePanel(byId("offline-pack"), {
    congress: congress.id,
    words: words.offline,
    world: {
      store: window.caches,
      fetch: (url, options) => window.fetch(url, options),
      wait: (ms) => new Promise((resolve) => window.setTimeout(resolve, ms)),
    },
  });
  onKeptChange(congress.id, panel.show);
  panel.refresh();
});
