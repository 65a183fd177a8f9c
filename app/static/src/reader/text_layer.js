/** The words of a page as invisible text over its picture: to select, to read aloud, to mark. */
import { element, fill } from "../dom.js";
import { matchingWords } from "./matches.js";

const MEASURE_PX = 100;
const FAMILY = "Arial, sans-serif";
let ruler = null;

/**
 * Draw `text` {words: [[text, x, y, w, h]…], all 0..1 of the page} into `layer`, a box as large as
 * the page whose font-size is the page's height in CSS pixels (see fitLayer).
 *
 * @param {number} ratio width of the page divided by its height
 */
export function drawTextLayer(layer, text, ratio) {
  const spans = text.words.map(([word, x, y, w, h]) => {
    const span = element("span", {}, `${word} `);
    span.style.left = `${100 * x}%`;
    span.style.top = `${100 * y}%`;
    span.style.fontSize = `${h}em`;
    const natural = (widthOf(word) / MEASURE_PX) * h;
    if (natural > 0) span.style.transform = `scaleX(${(w * ratio) / natural})`;
    return span;
  });
  fill(layer, spans);
}

/** Scale the layer to the page's present height. */
export function fitLayer(layer, heightPx) {
  layer.style.fontSize = `${heightPx}px`;
}

/** Mark the words that `query` means; an empty query takes the marks away. Returns how many. */
export function markLayer(layer, text, query) {
  const hits = matchingWords(text.words.map((word) => word[0]), query);
  Array.from(layer.children).forEach((span, index) => {
    span.classList.toggle("is-hit", hits.has(index));
  });
  return hits.size;
}

function widthOf(word) {
  if (ruler === null) {
    ruler = document.createElement("canvas").getContext("2d");
    ruler.font = `${MEASURE_PX}px ${FAMILY}`;
  }
  return ruler.measureText(word).width;
}
