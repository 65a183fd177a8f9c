/** The words of a slide as paragraphs that a narrow phone can wrap. */
import { joined } from "../reader/reflow.js";

const BEGINS = /^(?:[-–—•+*▪◦]|\(?(?:\d+(?:\.\d+)*|[a-zđ]|[IVXLC]+)[.)])\s/iu;
const ENDS = /[.;:!?…]$/u;
const FULL_LINE = 0.75;

/**
 * Return the paragraphs of a page's text, whose lines were broken for a wide page: a line that is
 * nearly as long as the longest goes on in the next.
 */
export function paragraphsOf(text) {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const paragraphs = [];
  lines.forEach((line, at) => {
    const before = lines[at - 1];
    const goesOn = before && before.length >= FULL_LINE * longest && !ENDS.test(before);
    if (goesOn && !BEGINS.test(line)) paragraphs[paragraphs.length - 1].push(line);
    else paragraphs.push([line]);
  });
  return paragraphs.map(joined);
}
