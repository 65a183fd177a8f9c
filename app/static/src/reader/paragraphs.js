/** The lines of a printed page put together again as paragraphs, for reading in large letters. */

const OPENS = /^(?:[-–•+*▪]|\d+(?:\.\d+)*[.)]|[a-zđ][.)]|[IVXLC]+[.)]|Điều\s|Chương\s|Phần\s)/u;
const FULL_LINE = 0.72;

/**
 * Return the paragraphs of `text`. A line goes on with the next unless it is short, ends before an
 * empty line, or the next opens a list or a numbered clause.
 */
export function paragraphs(text) {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const made = [];
  let open = false;
  for (const line of lines) {
    if (line === "") {
      open = false;
    } else {
      if (open && !OPENS.test(line)) made[made.length - 1] += ` ${line}`;
      else made.push(line);
      open = line.length >= longest * FULL_LINE;
    }
  }
  return made;
}
