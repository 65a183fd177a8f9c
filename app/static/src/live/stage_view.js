/** The stage on a phone: the item, who speaks, the slide as it stands; browse and come back. */
import { element, icon, say, setText } from "../dom.js";
import { slideChoice } from "./slide_choice.js";
import { slideFrame } from "./slide_frame.js";

/**
 * Return {show(stage, agenda)} for the elements of live/phone.html. `fetchSlides(itemId)` resolves
 * to the slides of an item that phones may see, in order; `fetchWords(slideId)` to {title, text}.
 *
 * Whoever pages to another slide stays there, whatever the hall does, until the one button leads
 * back; a line says where the hall has gone meanwhile.
 */
export function stageView(root, { words, fetchSlides, fetchWords }) {
  const find = (name) => root.querySelector(`[data-stage="${name}"]`);
  const parts = {
    label: find("label"), title: find("title"), speaker: find("speaker"), next: find("next"),
    frame: find("frame"), picture: find("picture"), over: find("over"), words: find("words"),
    number: find("number"), bar: find("bar"), back: find("back"), before: find("before"),
    after: find("after"), enlarge: find("enlarge"), form: find("form"), moved: find("moved"),
  };
  let stage = null;
  let slides = [];
  let browsing = null; // {item, deck, slide, left: the live slide's id when it began}

  const choice = slideChoice(parts.form, { words, onChoice: () => draw() });
  const frame = slideFrame(parts, {
    words,
    forms: choice.forms,
    fetchWords,
    onForm: choice.say,
  });

  const shown = () => (browsing ? browsing.slide : stage && stage.slide);
  const deck = () => (browsing ? browsing.deck : slides);

  function draw() {
    if (!stage) return;
    const slide = shown();
    parts.frame.classList.toggle("is-browsing", Boolean(browsing));
    frame.show(slide, describe(slide), overlay(slide));
    setText(parts.number, slide ? position(slide) : "");
    parts.bar.hidden = parts.form.hidden = !slide;
    parts.enlarge.hidden = !(slide && (slide.image_url_large || slide.image_url));
    if (slide) parts.enlarge.setAttribute("href", slide.image_url_large || slide.image_url || "#");
    parts.before.hidden = parts.after.hidden = deck().length < 2;
    parts.before.disabled = !neighbour(-1);
    parts.after.disabled = !neighbour(1);
    parts.back.hidden = !browsing;
    setText(parts.moved, browsing ? whereTheHallIs() : "");
    parts.moved.hidden = !parts.moved.textContent;
  }

  /** What changed while somebody was browsing; nothing while the hall stands where it stood. */
  function whereTheHallIs() {
    if (idOf(stage.item) !== idOf(browsing.item)) {
      const title = stage.item ? stage.item.title : words.notStarted;
      return say(words.movedItem, { title, here: browsing.item.title });
    }
    if (idOf(stage.slide) === browsing.left || !stage.slide) return "";
    return say(words.movedSlide, { number: stage.slide.number });
  }

  function overlay(slide) {
    if (!browsing && stage.hold) return card("hold", words.hold);
    if (!browsing && stage.blank) return card("screen-off", words.blank);
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
    return say(words.slide, { number: slide.number, count: slide.count || deck().length });
  }

  function describe(slide) {
    if (!slide) return "";
    return slide.title ? `${position(slide)}: ${slide.title}` : position(slide);
  }

  function neighbour(step) {
    const slide = shown();
    const here = deck().findIndex((each) => slide && each.id === slide.id);
    return here < 0 ? null : deck()[here + step] || null;
  }

  function browse(step) {
    const slide = neighbour(step);
    if (!slide) return;
    const from = browsing || { item: stage.item, deck: slides, left: idOf(stage.slide) };
    const isLive = idOf(from.item) === idOf(stage.item) && slide.id === idOf(stage.slide);
    browsing = isLive ? null : Object.assign({}, from, { slide });
    draw();
  }

  async function learnSlides() {
    const item = stage.item;
    if (!item || !stage.slide) {
      slides = [];
      return;
    }
    const found = await fetchSlides(item.id).catch(() => null);
    if (!found || idOf(stage.item) !== item.id) return;
    slides = found;
    if (browsing && idOf(browsing.item) === item.id) refreshBrowsed(found);
    draw();
  }

  /** A slide that was taken out meanwhile is nowhere to stay. */
  function refreshBrowsed(found) {
    const same = found.find((each) => each.id === browsing.slide.id);
    browsing = same ? Object.assign({}, browsing, { deck: found, slide: same }) : null;
  }

  parts.before.addEventListener("click", () => browse(-1));
  parts.after.addEventListener("click", () => browse(1));
  parts.back.addEventListener("click", () => {
    browsing = null;
    draw();
    parts.title.focus();
  });

  return {
    show(next, agenda) {
      const before = stage;
      stage = next;
      const itemMoved = !before || idOf(before.item) !== idOf(next.item);
      if (itemMoved) slides = [];
      setText(parts.title, next.item ? next.item.title : words.notStarted);
      setText(parts.label, sessionTitle(next, agenda) || (next.item ? words.now : ""));
      parts.label.hidden = !parts.label.textContent;
      setText(parts.speaker, (next.item && next.item.speaker) || "");
      parts.speaker.hidden = !parts.speaker.textContent;
      const following = followingItem(next, agenda);
      const without = next.item ? "" : words.followsByItself;
      setText(parts.next, following ? say(words.next, { title: following.title }) : without);
      parts.next.hidden = !parts.next.textContent;
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
