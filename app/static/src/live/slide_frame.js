/** One slide on the phone: its picture, a small one, or its words, as the network carries it. */
import { element, fill, setText } from "../dom.js";
import { pictureIn } from "./picture.js";
import { PATIENCE_MS } from "./slide_forms.js";
import { paragraphsOf } from "./slide_text.js";

const ASK_AGAIN_MS = 4000;

/**
 * Return {show(slide, description, over)} for `parts` {frame, picture, over, words}.
 *
 * Where the words come first, the small picture takes their place when it has come. `over` is laid
 * over the picture and then enough without it. `fetchWords(id)` resolves to {title, text}; `forms`
 * is slideForms(); `onForm` is called when the form has changed by itself.
 */
export function slideFrame(parts, { words, forms, fetchWords, onForm }) {
  const texts = new Map();
  const met = new Set();
  let present = null;
  let cover = null;
  let asked = { url: null, at: 0, form: null };
  let arrived = null;
  let timer = null;

  const showPicture = pictureIn(parts.picture, (state) => {
    if (state === "shown") came();
    place();
  });

  function urlOf(slide, form) {
    if (!slide || (form === "text" && !forms.isAuto())) return null;
    const whole = slide.image_url || slide.poster_url || null;
    return form === "picture" ? whole : slide.image_url_small || whole;
  }

  function ask(slide, description) {
    const form = forms.form();
    const url = urlOf(slide, form);
    window.clearTimeout(timer);
    if (url !== asked.url) asked = { url, at: Date.now(), form: form === "text" ? "small" : form };
    showPicture(url, description);
    const isWaiting = url && arrived !== url;
    // An over-hopeful form gives way while it waits; the last one has the words to show.
    if (isWaiting && forms.isAuto() && form !== "text") {
      timer = window.setTimeout(() => gaveUp(slide, description), PATIENCE_MS);
    }
    if (form === "text") learnWords(slide);
  }

  function gaveUp(slide, description) {
    if (navigator.onLine === false) return; // nothing is slow about a network that is away
    forms.heard(asked.form, Infinity);
    onForm();
    ask(slide, description);
    place();
  }

  function came() {
    window.clearTimeout(timer);
    arrived = asked.url;
    if (!arrived || met.has(arrived)) return;
    met.add(arrived); // the second time it comes from the phone itself
    const before = forms.form();
    forms.heard(asked.form, Date.now() - asked.at);
    if (forms.form() !== before) onForm();
  }

  async function learnWords(slide) {
    if (!slide || texts.has(slide.id)) return;
    try {
      texts.set(slide.id, await fetchWords(slide.id));
    } catch (error) {
      const again = () => present === slide && forms.form() === "text" && learnWords(slide);
      window.setTimeout(again, ASK_AGAIN_MS);
    }
    place();
  }

  function place() {
    const isThere = Boolean(asked.url) && arrived === asked.url;
    const asText = Boolean(present) && !cover && forms.form() === "text" && !isThere;
    parts.words.hidden = !asText;
    parts.frame.hidden = asText || (!present && !cover);
    parts.frame.classList.toggle("is-waiting", Boolean(asked.url) && !isThere);
    if (asText) drawWords(texts.get(present.id));
  }

  function drawWords(found) {
    const state = found ? `${present.id}` : "";
    if (state && parts.words.dataset.of === state) return;
    parts.words.dataset.of = state;
    if (!found) {
      fill(parts.words, element("p", { class: "quiet" }, words.textComing));
      return;
    }
    const lines = paragraphsOf(found.text);
    const title = found.title && lines.indexOf(found.title) < 0 ? found.title : "";
    fill(
      parts.words,
      title ? element("p", { class: "stage-words-title" }, title) : null,
      lines.map((line) => element("p", {}, line)),
      lines.length === 0 ? element("p", { class: "quiet" }, words.noText) : null,
    );
  }

  return {
    show(slide, description, over) {
      const isOther = (slide && slide.id) !== (present && present.id);
      present = slide;
      cover = over;
      if (isOther) setText(parts.words, "");
      if (isOther) delete parts.words.dataset.of;
      fill(parts.over, over);
      parts.over.hidden = !over;
      ask(slide, description);
      place();
    },
  };
}
