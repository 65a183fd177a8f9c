/** The plot of arrivals: a bar for each five minutes, with hours below. */
import { fill, say, setText } from "../dom.js";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 140;
const BAR = 12;
const FOOT = 26;
const LABEL_PX = 64;
const LEAST_PX = 280;

/** Draw `{since, minutes, counts}` into a figure; `clock(Date)` tells hours at the venue. */
export function drawArrivals(figure, { since, minutes, counts }, { words, clock }) {
  const picture = figure.querySelector("[data-plot]");
  const caption = figure.querySelector("figcaption");
  picture.hidden = counts.length === 0;
  if (counts.length === 0) {
    setText(caption, words.nobodyYet);
    return;
  }
  const at = (nth) => clock(new Date(new Date(since).getTime() + nth * minutes * 60000));
  const most = Math.max(...counts);
  fill(picture, plot(counts, most, at));
  const sentence = say(words.arrivals, {
    first: at(0), most, busiest: at(counts.indexOf(most)), last: at(counts.length - 1),
  });
  setText(caption, sentence);
  picture.scrollLeft = picture.scrollWidth;
}

function plot(counts, most, at) {
  const width = Math.max(counts.length * (BAR + 3), LEAST_PX);
  const svg = draw("svg", { viewBox: `0 0 ${width} ${HEIGHT + FOOT}`, width, height: HEIGHT + FOOT });
  svg.setAttribute("aria-hidden", "true");
  svg.append(draw("line", { x1: 0, x2: width, y1: HEIGHT, y2: HEIGHT, class: "plot-ground" }));
  const each = Math.ceil(LABEL_PX / (BAR + 3));
  counts.forEach((count, nth) => {
    const left = nth * (BAR + 3);
    const high = Math.round(((HEIGHT - 24) * count) / most);
    svg.append(draw("rect", { x: left, y: HEIGHT - high, width: BAR, height: high, class: "plot-bar" }));
    if (count === most) svg.append(text(count, left, HEIGHT - high - 6));
    if (nth % each === 0) svg.append(text(at(nth), left, HEIGHT + FOOT - 6));
  });
  return svg;
}

function text(words, x, y) {
  const found = draw("text", { x, y, class: "plot-text" });
  found.textContent = String(words);
  return found;
}

function draw(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const key of Object.keys(attributes)) made.setAttribute(key, attributes[key]);
  return made;
}
