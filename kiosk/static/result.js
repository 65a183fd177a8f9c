// The result: who it is, in a colour and letters that one sees from afar.
import { isBlind } from "./bar.js";
import { $, clock, facts, fill, make, post, refill, standsFor, text, words } from "./page.js";
import { play } from "./sound.js";

let shown = ""; // which result the page shows

const advice = (now) => {
  if (now.result === "waiting" && isBlind(now)) return words.advice_blind;
  if (now.result === "already_in" && now.earlier_at) {
    const when = { time: clock(now.earlier_at, now.time_zone), desk: now.earlier_desk || now.desk };
    return fill(when.desk ? "earlier_at_desk" : "earlier", when);
  }
  if (now.face_matches && now.result === "checked_in") return words.face_matches;
  if (now.result === "place_taken") return words.advice_place_taken;
  if (now.reason && (now.result === "look_again" || now.result === "unsure")) return words[`reason_${now.reason}`];
  if (now.conflict && now.conflict !== "already_in") return words.conflict_other;
  return words[`advice_${now.result}`] || "";
};

const about = (person) =>
  [standsFor(person) || (person.standing === "guest" && words.guest), person.delegation, person.position]
    .filter(Boolean).join(" · ");

const showLikeliest = (now) => {
  $("likeliest").hidden = now.likeliest.length === 0;
  refill("likeliest-list", ...now.likeliest.map((person) => {
    const button = make("button");
    button.type = "button";
    button.append(make("b", "", person.name), make("span", "", facts(person)), make("em", "", words.confirm_button));
    button.addEventListener("click", () => post("/check-in", { delegate_id: person.id, method: now.confirmed_by }));
    return button;
  }));
};

export const showResult = (now) => {
  const place = now.delegate && standsFor(now.delegate);
  const which = JSON.stringify([now.result, now.shown_at, now.delegate_id, now.earlier_at, now.time_zone, isBlind(now), place, now.face_matches]);
  if (which === shown) return;
  const isNew = shown !== "" && JSON.parse(shown)[1] !== now.shown_at;
  const changed = shown !== "" && JSON.parse(shown)[0] !== now.result;
  shown = which;
  const person = now.delegate;
  $("stage").dataset.colour = now.colour;
  $("stage").dataset.result = now.result;
  $("stage").toggleAttribute("data-has-person", Boolean(person));
  text("result-title", words[`result_${now.result}`]);
  text("result-name", person ? person.name : "");
  text("result-delegation", person ? about(person) : "");
  text("result-advice", advice(now));
  const isWelcome = Boolean(person) && now.colour !== "red" && now.result !== "place_taken";
  $("result-seat").hidden = !(isWelcome && person.seat);
  text("seat", person ? person.seat : "");
  showLikeliest(now);
  if (isNew || changed) play(now.colour);
};

export const showFace = ({ face: box }) => {
  const picture = $("stream") || $("video");
  const width = picture.naturalWidth || picture.videoWidth;
  const height = picture.naturalHeight || picture.videoHeight;
  $("face").hidden = !(box && width);
  if ($("face").hidden) return;
  const frame = $("picture").getBoundingClientRect();
  const fit = getComputedStyle(picture).objectFit === "cover" ? Math.max : Math.min;
  const scale = fit(frame.width / width, frame.height / height);
  const left = (frame.width - width * scale) / 2 + box.left * width * scale;
  const top = (frame.height - height * scale) / 2 + box.top * height * scale;
  Object.assign($("face").style, {
    left: `${left}px`, top: `${top}px`,
    width: `${box.width * width * scale}px`, height: `${box.height * height * scale}px`,
  });
};
