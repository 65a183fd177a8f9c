/** A pairing code in large letters, until the new machine has entered it. */
import { element, say, setText } from "../dom.js";
import { openDialog } from "../overlay.js";
import { copyFrom } from "./copy.js";

const ASK_MS = 1500;
const SECTION = 3;

/**
 * Show a code and follow what becomes of it.
 *
 * @param {{id: number, code: string, url: string, qr: string, expires_at: string}} made
 * @param {{kind: string, name: string}} device what it will be
 * @param {{server: {url: string}, words: object, onPaired: Function}} around
 */
export function showPairingCode(made, device, { server, words, onPaired }) {
  const until = new Date(made.expires_at).toLocaleTimeString(document.documentElement.lang, {
    hour: "2-digit",
    minute: "2-digit",
  });
  const status = element(
    "p",
    { class: "notice pairing-state", role: "status" },
    say(words.codeUntil, { time: until }),
  );
  const leave = element("button", { type: "button", class: "button button-plain" }, words.close);
  const shown = spaced(made.code);
  const close = openDialog(
    say(words.codeHeading, { name: device.name }),
    element("p", { class: "pairing-code", "aria-label": Array.from(made.code).join(" ") }, shown),
    status,
    element("p", {}, words.codeWhere),
    copyable(made.url, words),
    element("img", { class: "qr-code", src: pictureOf(made.qr), alt: words.codePicture }),
    ...commandParts(made, device, { server, words }),
    leave,
  );
  leave.addEventListener("click", () => close());
  const dialog = status.parentElement;
  follow();

  async function follow() {
    if (!document.body.contains(dialog)) return;
    const state = await stateOf(made.id).catch(() => "lost");
    if (state === "paired") {
      tell("notice notice-good", say(words.codePaired, { name: device.name }));
      setText(leave, words.done);
      onPaired();
    } else if (state === "expired" || state === "withdrawn") tell("notice notice-bad", words.codeOver);
    else {
      if (state === "lost") tell("notice notice-warn", say(words.codeLost, { time: until }));
      else tell("notice", say(words.codeUntil, { time: until }));
      window.setTimeout(follow, ASK_MS);
    }
  }

  function tell(className, sentence) {
    status.className = `${className} pairing-state`;
    setText(status, sentence);
  }
}

async function stateOf(id) {
  const path = `/api${window.location.pathname.replace("/office/", "/congresses/")}/codes/${id}`;
  const answer = await fetch(path, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()).state;
}

function commandParts(made, { kind }, { server, words }) {
  if (kind !== "kiosk") return [];
  const command = `./run kiosk --server ${server.url} --code ${made.code}`;
  return [element("p", { class: "quiet" }, words.codeCommand), copyable(command, words)];
}

function copyable(text, words) {
  const field = element("input", {
    class: "input command-field",
    readonly: true,
    value: text,
    "aria-label": words.copy,
  });
  const button = element(
    "button",
    { type: "button", class: "button button-plain", onclick: () => copyFrom(field, words) },
    words.copy,
  );
  return element("div", { class: "copy-row" }, field, button);
}

function spaced(code) {
  return `${code.slice(0, SECTION)} ${code.slice(SECTION)}`;
}

function pictureOf(svg) {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
