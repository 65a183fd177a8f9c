/**
 * Marks and private notes of one document: on this phone, and with the badge where there is one.
 *
 * Kept as {page: {marked, text, at (ms of this phone's clock), unsent}}. What waits to be sent goes
 * with its age, so that no phone's clock has to be right; the server keeps the newest.
 */
import { keep, kept, keptNames } from "./kept.js";

const PAUSE_MS = 800;
const AGAIN_MS = 15000;
const NOBODY = "phone";

/**
 * Return what a phone should hold after it heard from the server: own words that were not sent yet
 * stay, everything else is as the server has it.
 */
export function merged(own, remote) {
  const marks = {};
  for (const page of Object.keys(own)) if (own[page].unsent) marks[page] = own[page];
  for (const { page, marked, text } of remote) {
    if (!marks[page]) marks[page] = { marked, text, at: 0, unsent: false };
  }
  return marks;
}

/** Return the pages that hold a mark or a note, in order: [{page, marked, text}]. */
export function filled(marks) {
  return Object.keys(marks)
    .map((page) => ({ page: Number(page), marked: marks[page].marked, text: marks[page].text }))
    .filter((mark) => mark.marked || mark.text)
    .sort((a, b) => a.page - b.page);
}

/**
 * Open the marks of a document.
 *
 * @param {number|null} options.keeper the delegate whose badge is in this browser
 * @param {string} options.place names congress and document
 * @param {string} options.url of the delegate's notes on the server
 * @param {() => void} options.onChange what is held, or whether it is kept, has changed
 */
export function openMarks({ keeper, place, url, onChange }) {
  const name = `marks:${keeper === null ? NOBODY : keeper}:${place}`;
  let marks = read(name);
  let stored = true;
  let timer = null;
  let sending = false;

  function save() {
    stored = keep(name, filled(marks).length > 0 || waiting() > 0 ? JSON.stringify(marks) : null);
  }

  function waiting() {
    return Object.keys(marks).filter((page) => marks[page].unsent).length;
  }

  /** What was written before the badge was scanned goes with the badge. */
  function adopt() {
    const before = `marks:${NOBODY}:${place}`;
    const loose = read(before);
    for (const { page, marked, text } of filled(loose)) {
      if (!marks[page]) marks[page] = { marked, text, at: loose[page].at, unsent: true };
    }
    keep(before, null);
    save();
  }

  /** Another badge's notes that are safe on the server do not stay on a shared phone. */
  function forgetOthers() {
    for (const other of keptNames()) {
      const isMarks = other.startsWith("marks:");
      const isMine = other.startsWith(`marks:${keeper}:`) || other.startsWith(`marks:${NOBODY}:`);
      const held = isMarks && !isMine ? read(other) : {};
      const isSafe = Object.keys(held).every((page) => !held[page].unsent);
      if (isMarks && !isMine && isSafe) keep(other, null);
    }
  }

  async function fetchAll() {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    marks = merged(marks, await answer.json());
    save();
    onChange();
  }

  async function sendOne(page) {
    const { marked, text, at } = marks[page];
    const answer = await fetch(`${url}/${page}`, {
      method: "PUT",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ marked, text, age_seconds: Math.max(0, (Date.now() - at) / 1000) }),
    });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const standing = await answer.json();
    if (marks[page].at !== at) return; // written on meanwhile; that is sent next
    marks[page] = { marked: standing.marked, text: standing.text, at, unsent: false };
  }

  async function send() {
    window.clearTimeout(timer);
    if (keeper === null || sending) return;
    sending = true;
    try {
      for (const page of Object.keys(marks)) if (marks[page].unsent) await sendOne(page);
    } catch (error) {
      // The network is away; it is asked for again.
    }
    sending = false;
    save();
    onChange();
    if (waiting() > 0) timer = window.setTimeout(send, AGAIN_MS);
  }

  function open() {
    if (keeper === null) return;
    adopt();
    forgetOthers();
    fetchAll().then(send, send);
    window.addEventListener("online", send);
  }

  open();
  return {
    of: (page) => marks[page] || { marked: false, text: "" },
    all: () => filled(marks),
    /** Say where what was written is: "sent", "stored" on the phone alone, or "loose". */
    state() {
      if (keeper !== null && waiting() === 0) return "sent";
      return stored ? "stored" : "loose";
    },
    change(page, { marked, text }) {
      marks[page] = { marked, text, at: Date.now(), unsent: keeper !== null };
      save();
      onChange();
      window.clearTimeout(timer);
      timer = window.setTimeout(send, PAUSE_MS);
    },
    send,
  };
}

function read(name) {
  try {
    return JSON.parse(kept(name)) || {};
  } catch (error) {
    return {};
  }
}
