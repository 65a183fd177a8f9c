// The desk's page: shows the state that the desk sends and passes on what the operator does.
"use strict";

const words = JSON.parse(document.getElementById("words").textContent);
const $ = (id) => document.getElementById(id);
const fill = (key, values) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const text = (id, value) => {
  if ($(id).textContent !== value) $(id).textContent = value;
};
let now = null; // the newest state
let shown = ""; // which result the page shows

const make = (tag, className, content) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (content !== undefined) element.textContent = content;
  return element;
};

const post = async (path, body) => {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (response.status === 409) complain((await response.json()).code);
  return response.ok;
};

let complaint = 0;
const complain = (code) => {
  text("toast", words[code]);
  $("toast").hidden = false;
  clearTimeout(complaint);
  complaint = setTimeout(() => ($("toast").hidden = true), 5000);
};

const clock = (iso) =>
  new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: now.time_zone,
  }).format(new Date(iso));

const facts = (person) =>
  [`${words.number} ${person.number}`, person.delegation, person.seat && `${words.seat} ${person.seat}`]
    .filter(Boolean).join(" · ");

// The result

const advice = () => {
  if (now.result === "already_in" && now.earlier_at) {
    const when = { time: clock(now.earlier_at), desk: now.earlier_desk || now.desk };
    return fill(when.desk ? "earlier_at_desk" : "earlier", when);
  }
  if (now.result === "look_again" && now.reason) return words[`reason_${now.reason}`];
  if (now.conflict && now.conflict !== "already_in") return words.conflict_other;
  return words[`advice_${now.result}`] || "";
};

const showLikeliest = () => {
  $("likeliest").hidden = now.likeliest.length === 0;
  $("likeliest-list").replaceChildren(...now.likeliest.map((person) => {
    const button = make("button");
    button.type = "button";
    button.append(make("b", "", person.name), make("span", "", facts(person)), make("em", "", words.confirm_button));
    button.addEventListener("click", () => post("/check-in", { delegate_id: person.id, method: "face" }));
    return button;
  }));
};

const showResult = () => {
  const which = JSON.stringify([now.result, now.shown_at, now.delegate_id, now.earlier_at, now.time_zone]);
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
  text("result-delegation", person ? [person.delegation, person.position].filter(Boolean).join(" · ") : "");
  text("result-advice", advice());
  $("result-seat").hidden = !(person && person.seat);
  text("seat", person ? person.seat : "");
  showLikeliest();
  if (isNew || changed) tones.play(now.colour);
};

const showFace = () => {
  const box = now.face;
  const picture = $("stream") || $("video");
  const width = picture.naturalWidth || picture.videoWidth;
  const height = picture.naturalHeight || picture.videoHeight;
  $("face").hidden = !(box && width);
  if ($("face").hidden) return;
  const frame = $("picture").getBoundingClientRect();
  const scale = Math.max(frame.width / width, frame.height / height); // as object-fit: cover
  const left = (frame.width - width * scale) / 2 + box.left * width * scale;
  const top = (frame.height - height * scale) / 2 + box.top * height * scale;
  Object.assign($("face").style, {
    left: `${left}px`, top: `${top}px`,
    width: `${box.width * width * scale}px`, height: `${box.height * height * scale}px`,
  });
};

// The bar, the notes, the recent list

const showBar = () => {
  text("congress", now.congress || words.title);
  text("desk", now.desk || words.title);
  const numbers = now.attendance;
  text("present", numbers ? fill("present_of", numbers) : "");
  $("link").dataset.online = String(now.online);
  const pending = now.pending ? fill("pending", { count: now.pending }) : "";
  text("link", pending || words[now.online ? "online" : "offline"].split(" – ")[0]);
  document.querySelectorAll("[data-direction]").forEach((button) =>
    button.setAttribute("aria-pressed", String(button.dataset.direction === now.direction)));
  showSessions();
};

let sessions = "";
const showSessions = () => {
  const which = JSON.stringify([now.sessions, now.session_id, now.session_is_chosen]);
  if (which === sessions || document.activeElement === $("session")) return;
  sessions = which;
  const follow = new Option(fill("session_follows", { title: now.session_title || words.session_none }), "");
  const each = now.sessions.map((session) => new Option(session.title, JSON.stringify(session.id)));
  $("session").replaceChildren(follow, ...each);
  $("session").value = now.session_is_chosen ? JSON.stringify(now.session_id) : "";
};

let notes = "";
const showNotes = () => {
  const faces = words[`faces_${now.faces}`];
  const said = [
    ...now.troubles.map((code) => [words[`trouble_${code}`], "grave"]),
    ...(now.refused ? [[fill("refused_count", { count: now.refused }), "grave"]] : []),
    ...(now.online || now.troubles.length ? [] : [[words.offline, ""]]),
    ...(faces && now.faces !== "loading" ? [[faces, ""]] : []),
  ];
  if (JSON.stringify(said) === notes) return;
  notes = JSON.stringify(said);
  $("notes").replaceChildren(...said.map(([sentence, className]) => make("p", className, sentence)));
};

const showCamera = () => {
  const denied = document.body.dataset.cameraDenied === "true";
  const note = denied ? words.camera_denied : now.camera === "live" ? "" : words[`camera_${now.camera}`];
  text("camera-note", note);
};

let recent = "";
const showRecent = () => {
  if (JSON.stringify(now.recent) === recent) return;
  const focused = document.activeElement && document.activeElement.dataset.key;
  recent = JSON.stringify(now.recent);
  const rows = now.recent.map((entry) => {
    const row = make("li", entry.undone ? "undone" : "");
    const who = make("div");
    const marks = [clock(entry.at), words[`method_${entry.method}`], words[`direction_${entry.direction}`]];
    if (entry.undone) marks.push(words.undone_mark);
    who.append(make("b", "", entry.name), make("span", "", marks.join(" · ")));
    row.append(who);
    if (entry.undo_seconds > 0) {
      const button = make("button", "", fill("undo_within", { seconds: entry.undo_seconds }));
      button.type = "button";
      button.dataset.key = entry.key;
      button.addEventListener("click", () => openUndo(entry));
      row.append(button);
    }
    return row;
  });
  $("recent").replaceChildren(...(rows.length ? rows : [make("li", "hint", words.recent_none)]));
  if (focused) {
    const again = $("recent").querySelector(`[data-key="${focused}"]`);
    if (again) again.focus();
  }
};

const show = (state) => {
  now = state;
  [showBar, showNotes, showCamera, showResult, showFace, showRecent].forEach((part) => part());
};

// The operator: search

let asked = 0;
const search = async () => {
  const mine = ++asked;
  const query = $("search").value.trim();
  const found = query ? await (await fetch(`/search?q=${encodeURIComponent(query)}`)).json() : [];
  if (mine !== asked) return;
  const rows = found.map((person) => {
    const row = make("li");
    const button = make("button", "person");
    button.type = "button";
    button.append(make("b", "", person.name), make("span", "", facts(person)));
    button.addEventListener("click", () => checkIn(person));
    row.append(button);
    return row;
  });
  $("found").replaceChildren(...(rows.length || !query ? rows : [make("li", "none", words.search_none)]));
  $("search-hint").hidden = query !== "";
};

const endSearch = () => {
  $("search").value = "";
  $("search").blur();
  search();
};

const checkIn = async (person) => {
  if (await post("/check-in", { delegate_id: person.id, method: "name" })) endSearch();
};

const looksLikeBadge = (typed) => /\/b\/[0-9A-Za-z_-]{16}\/?$|^[0-9A-Za-z_-]{16}$/.test(typed);

const submitSearch = () => {
  const typed = $("search").value.trim();
  if (looksLikeBadge(typed)) {
    post("/scan", { text: typed }).then(endSearch);
    return;
  }
  const people = document.querySelectorAll("#found .person");
  if (people.length === 1) people[0].click();
  else if (people.length) people[0].focus();
};

const moveInList = (event) => {
  const people = [...document.querySelectorAll("#found .person")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !people.length) return;
  event.preventDefault();
  const place = people.indexOf(document.activeElement) + step;
  (place < 0 ? $("search") : people[Math.min(place, people.length - 1)]).focus();
};

$("search").addEventListener("input", search);
$("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter") submitSearch();
  if (event.key === "Escape") endSearch();
});
$("search").closest("section").addEventListener("keydown", moveInList);

// The operator: a scanner types quickly and ends with Enter

const FASTEST_TYPIST_MS = 120;
let typed = "";
let typedAt = 0;
document.addEventListener("keydown", (event) => {
  const into = event.target.tagName;
  if (into === "INPUT" || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.timeStamp - typedAt > FASTEST_TYPIST_MS) typed = "";
  typedAt = event.timeStamp;
  if (event.key.length === 1) {
    if (event.key === "/" && typed === "") {
      setTimeout(() => typed === "/" && $("search").focus(), FASTEST_TYPIST_MS);
    }
    typed += event.key;
  } else if (event.key === "Enter" && typed.length > 3) {
    event.preventDefault(); // not also a press of the focused button
    post("/scan", { text: typed });
    typed = "";
  }
});

// The operator: session, direction, undo

$("session").addEventListener("change", () => {
  const chosen = $("session").value;
  post("/session", { session_id: chosen ? JSON.parse(chosen) : null });
  $("session").blur();
});
document.querySelectorAll("[data-direction]").forEach((button) =>
  button.addEventListener("click", () => post("/direction", { direction: button.dataset.direction })));

let undoing = null;
const openUndo = (entry) => {
  undoing = entry;
  text("undo-who", `${entry.name} · ${entry.delegation}`);
  $("undo-reason").value = "";
  $("undo").hidden = false;
  $("undo").querySelector("[data-reason]").focus();
};
const closeUndo = () => ($("undo").hidden = true);
const undo = async (reason) => {
  if (!reason.trim()) {
    complain("undo_needs_reason");
    return;
  }
  await post("/undo", { key: undoing.key, reason });
  closeUndo();
};
document.querySelectorAll("[data-reason]").forEach((button) =>
  button.addEventListener("click", () => undo(button.dataset.reason)));
$("undo").querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  undo($("undo-reason").value);
});
$("undo-close").addEventListener("click", closeUndo);
$("undo").addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeUndo();
  if (event.key !== "Tab") return;
  const stops = [...$("undo").querySelectorAll("button, input")];
  const end = event.shiftKey ? stops[0] : stops[stops.length - 1];
  if (document.activeElement === end) {
    event.preventDefault();
    (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
  }
});

// The desk's news

const SILENCE_MS = 4000;
let silence = 0;
const listen = () => {
  const events = new EventSource("/events");
  const heard = () => {
    clearTimeout(silence);
    if (!$("gone").hidden && $("stream")) $("stream").src = `/picture?again=${Date.now()}`;
    $("gone").hidden = true;
    silence = setTimeout(() => ($("gone").hidden = false), SILENCE_MS);
  };
  events.addEventListener("message", (event) => {
    heard();
    show(JSON.parse(event.data));
  });
  silence = setTimeout(() => ($("gone").hidden = false), SILENCE_MS);
};
listen();
window.addEventListener("resize", () => now && showFace());
