/** The stage on a phone: the item, who speaks, the slide as it stands; browse and come back. */
import { element, fill, icon, say, setText } from "../dom.js";
import { pictureIn } from "./picture.js";

/**
 * Return {show(stage, agenda)} for the elements of live/phone.html. `fetchSlides(itemId)` resolves
 * to the slides of an item that phones may see, in order.
 */
export function stageView(root, { words, fetchSlides }) {
  const find = (name) => root.querySelector(`[data-stage="${name}"]`);
  const parts = {
    label: find("label"), title: find("title"), speaker: find("speaker"), next: find("next"),
    frame: find("frame"), picture: find("picture"), over: find("over"), number: find("number"),
    bar: find("bar"), back: find("back"), before: find("before"), after: find("after"),
    enlarge: find("enlarge"),
  };
  let stage = null;
  let slides = [];
  let browsed = null;

  const showPicture = pictureIn(parts.picture, (state) => {
    parts.frame.classList.toggle("is-waiting", state === "waiting");
  });

  function shown() {
    return browsed || (stage && stage.slide);
  }

  function draw() {
    const slide = shown();
    const live = !browsed;
    parts.frame.hidden = !slide && !(stage && (stage.hold || stage.blank));
    parts.frame.classList.toggle("is-browsing", !live);
    showPicture(slide ? slide.image_url || slide.poster_url || null : null, describe(slide));
    fill(parts.over, overlay(slide, live));
    parts.over.hidden = !parts.over.firstChild;
    setText(parts.number, slide ? position(slide) : "");
    parts.bar.hidden = !slide;
    parts.back.hidden = live;
    parts.enlarge.hidden = !(slide && (slide.image_url_large || slide.image_url));
    if (slide) parts.enlarge.setAttribute("href", slide.image_url_large || slide.image_url || "#");
    parts.before.hidden = parts.after.hidden = slides.length < 2;
    parts.before.disabled = !neighbour(-1);
    parts.after.disabled = !neighbour(1);
  }

  function overlay(slide, live) {
    if (live && stage && stage.hold) return card("hold", words.hold);
    if (live && stage && stage.blank) return card("screen-off", words.blank);
    if (slide && slide.kind === "video") {
      return element("p", { class: "stage-video" }, icon("play"), element("span", {}, words.video));
    }
    if (slide && slide.kind === "title") {
      return element("p", { class: "stage-card" }, element("span", {}, slide.title));
    }
    return null;
  }

  function card(name, sentence) {
    return element("p", { class: "stage-card" }, icon(name), element("span", {}, sentence));
  }

  function position(slide) {
    return say(words.slide, { number: slide.number, count: slide.count || slides.length });
  }

  function describe(slide) {
    if (!slide) return "";
    return slide.title ? `${position(slide)}: ${slide.title}` : position(slide);
  }

  function neighbour(step) {
    const here = slides.findIndex((slide) => shown() && slide.id === shown().id);
    return here < 0 ? null : slides[here + step] || null;
  }

  function browse(step) {
    const slide = neighbour(step);
    if (!slide) return;
    browsed = stage.slide && slide.id === stage.slide.id ? null : slide;
    draw();
  }

  async function learnSlides() {
    const item = stage.item;
    if (!item || !stage.slide) {
      slides = [];
      return;
    }
    const found = await fetchSlides(item.id).catch(() => []);
    if (stage.item && stage.item.id === item.id) slides = found;
    draw();
  }

  parts.before.addEventListener("click", () => browse(-1));
  parts.after.addEventListener("click", () => browse(1));
  parts.back.addEventListener("click", () => {
    browsed = null;
    draw();
    parts.title.focus();
  });

  return {
    show(next, agenda) {
      const before = stage;
      stage = next;
      const itemMoved = !before || idOf(before.item) !== idOf(next.item);
      if (itemMoved) {
        browsed = null;
        slides = [];
      }
      setText(parts.title, next.item ? next.item.title : words.notStarted);
      setText(parts.label, sessionTitle(next, agenda) || words.now);
      setText(parts.speaker, (next.item && next.item.speaker) || "");
      parts.speaker.hidden = !parts.speaker.textContent;
      const following = followingItem(next, agenda);
      setText(parts.next, following ? say(words.next, { title: following.title }) : "");
      parts.next.hidden = !following;
      draw();
      if (itemMoved || idOf(before.slide) !== idOf(next.slide)) learnSlides();
    },
  };
}

/** Return the item after the current one in the running order, or null. */
export function followingItem(stage, agenda) {
  if (!agenda) return null;
  const open = agenda.items.filter((item) => item.state !== "skipped");
  const here = open.findIndex((item) => stage.item && item.id === stage.item.id);
  if (here >= 0) return open[here + 1] || null;
  return open.find((item) => item.state === "planned") || null;
}

function sessionTitle(stage, agenda) {
  if (!agenda) return "";
  const item = stage.item && agenda.items.find((each) => each.id === stage.item.id);
  const session = agenda.sessions.find((each) =>
    item ? each.id === item.session_id : each.is_current,
  );
  const above = item && agenda.items.find((each) => each.id === item.parent_id);
  return above ? above.title : session ? session.title : "";
}

function idOf(thing) {
  return thing ? thing.id : null;
}
