/** The delegation leader's board on a phone: live, and with reports to the secretariat. */
import { boardView } from "../delegation/board_view.js";
import { reportAbsence } from "../delegation/report_dialog.js";
import { readData } from "../dom.js";
import { send } from "../forms/send.js";
import { openLine } from "../live/connection.js";
import { venueTimes } from "../live/times.js";
import { browserWorld } from "../live/world.js";
import { toast } from "../overlay.js";

/** Every arrival in the hall tells every leader: together they may ask this often. */
const REST_MS = 2000;
const words = readData("words");
const congress = readData("congress");
const api = `/api/congresses/${congress.id}`;
const mine = `${api}/my-delegation`;
let board = readData("board-state");
let timer = null;
let asked = 0;

if (board) openBoard();

function openBoard() {
  const { clock } = venueTimes(congress.time_zone);
  const show = boardView(document.getElementById("board"), {
    words,
    clock,
    onReport(person) {
      const url = `${mine}/absences`;
      reportAbsence({ person, board, url, words: words.dialog, onDone: refresh });
    },
    onTakeBack: takeBack,
  });
  show(board);

  async function refresh() {
    const mineNow = ++asked;
    const url = `${mine}?session_id=${board.session_id}`;
    const options = { cache: "no-store", credentials: "same-origin" };
    const answer = await window.fetch(url, options).catch(() => null);
    if (!answer || !answer.ok || mineNow !== asked) return;
    board = await answer.json();
    show(board);
  }

  async function takeBack(person) {
    const url = `${mine}/absences/${person.report.id}`;
    const answer = await send({ method: "DELETE", url, body: null }).catch(() => null);
    if (answer === null) toast(words.dialog.offline);
    else toast(answer.status < 300 ? words.takenBack : answer.said.detail);
    refresh();
  }

  function refreshSoon() {
    if (timer !== null) return;
    timer = window.setTimeout(
      () => {
        timer = null;
        refresh();
      },
      REST_MS * Math.random(),
    );
  }

  openLine(
    {
      snapshotUrl: `${api}/live`,
      congress: congress.id,
      snapshot: null,
      etag: null,
      onParts(_held, changed) {
        if (changed.indexOf("attendance") >= 0) refreshSoon();
      },
      onLine({ online }) {
        document.getElementById("offline").hidden = online;
        if (online) refreshSoon();
      },
    },
    browserWorld(),
  );
  document.getElementById("session").addEventListener("change", (event) => {
    window.location.search = `?session_id=${event.target.value}`;
  });
}
