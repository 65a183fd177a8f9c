/**
 * A printed page as flowing text: which lines belong together, what is a heading, what is a table.
 *
 * Lines and their words come from the server (`text` by lines, `words` with boxes relative to the
 * page). A line ends a paragraph when the next line's first word would still have found room on it:
 * true of justified and of ragged text alike.
 */

const BULLET = /^[-–•+*▪◦]\s/u;
const OPENS = /^(?:(?:\d+(?:\.\d+)*|[a-zđ]|[IVXLC]+)[.)]\s|(?:Điều|Chương|Phần|Mục)\s)/u;
const CLAUSE = /^(?:(?:\d+(?:\.\d+)*|[IVXLC]+|[A-ZĐ])[.)]\s|(?:Điều|Chương|Phần|Mục)\s)/u;
const ENDED = /[.;:!?]$/u;
const VIETNAMESE = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]/iu;
const EDGE = 0.062;
const CELL_GAP = 0.03;
const INDENT = 0.02;
const LONGEST_HEADING = 180;
const LONGEST_LARGE = 110;
const LARGER = 1.12;

/**
 * Return the blocks of a page: {kind: "heading"|"paragraph", text} or
 * {kind: "table", text, top, bottom} with its place as parts of the page's height.
 */
export function reflow({ text, words }) {
  const lines = linesOf(text, words);
  const body = lines.filter((line, i) => !isRunning(line, i, lines));
  if (body.length === 0) return [];
  const page = measure(body);
  markTables(body, page);
  const blocks = [];
  let open = null;
  body.forEach((line, i) => {
    const before = body[i - 1];
    if (line.inTable) {
      if (!open || open.kind !== "table") blocks.push((open = { kind: "table", lines: [] }));
    } else if (!open || open.kind === "table" || begins(line, before, page)) {
      blocks.push((open = { kind: "paragraph", lines: [] }));
    }
    open.lines.push(line);
  });
  return blocks.map((block, i) =>
    finished(block, { before: blocks[i - 1], after: blocks[i + 1], page }),
  );
}

/** Return the text of `lines` (strings) as one, with the hyphens of the print undone. */
export function joined(lines) {
  const keepsHyphens = lines.some((line) => VIETNAMESE.test(line));
  return lines.reduce((whole, line) => {
    if (/\u00ad$/.test(whole)) return whole.slice(0, -1) + line;
    if (/\p{L}[-\u2010]$/u.test(whole) && /^\p{Ll}/u.test(line)) {
      return (keepsHyphens ? whole : whole.slice(0, -1)) + line;
    }
    return `${whole} ${line}`;
  });
}

function linesOf(text, words) {
  const lines = [];
  let at = 0;
  for (const printed of text.split(/\r?\n/)) {
    const count = printed.split(/\s+/).filter(Boolean).length;
    const boxes = words.slice(at, at + count);
    at += count;
    if (boxes.length > 0) lines.push(lineOf(boxes));
  }
  return lines;
}

function lineOf(boxes) {
  const bottoms = boxes.map((box) => box[2] + box[4]).sort((a, b) => a - b);
  const gaps = boxes.slice(1).map((box, i) => box[1] - boxes[i][1] - boxes[i][3]);
  const letters = boxes.reduce((sum, box) => sum + box[0].length, 0);
  return {
    text: boxes.map((box) => box[0]).join(" "),
    left: Math.min(...boxes.map((box) => box[1])),
    right: Math.max(...boxes.map((box) => box[1] + box[3])),
    top: Math.min(...boxes.map((box) => box[2])),
    base: bottoms[Math.floor(bottoms.length / 2)],
    bottom: bottoms[bottoms.length - 1],
    letter: boxes.reduce((sum, box) => sum + box[3], 0) / letters,
    first: boxes[0][3],
    gap: Math.max(0, ...gaps),
    inTable: false,
  };
}

/** Running heads and feet: a short line alone in the margin. */
function isRunning(line, i, lines) {
  const isMargin = line.base < EDGE || line.base > 1 - EDGE;
  const isAlone = lines.every((other, j) => j === i || Math.abs(other.base - line.base) > 0.014);
  return isMargin && isAlone && line.text.length < 90;
}

function measure(lines) {
  const long = lines.filter((line) => line.gap < CELL_GAP && line.text.length > 30);
  const typical = long.length > 0 ? long : lines;
  const pitches = typical
    .slice(1)
    .map((line, i) => line.base - typical[i].base)
    .filter((pitch) => pitch > 0.004);
  return {
    left: median(typical.map((line) => line.left)),
    right: Math.max(...typical.map((line) => line.right)),
    letter: median(typical.map((line) => line.letter)),
    pitch: median(pitches) || 0.02,
  };
}

/** Rows with wide gaps, and the loose ends of cells between them. */
function markTables(lines, page) {
  const isRow = lines.map((line) => line.gap > CELL_GAP);
  const isCell = lines.map((line) => line.left > page.left + 0.2 || line.right - line.left < 0.12);
  let i = 0;
  while (i < lines.length) {
    let end = i;
    while (end < lines.length && (isRow[end] || (end > i && isCell[end]))) end += 1;
    const rows = isRow.slice(i, end).filter(Boolean).length;
    if (isRow[i] && rows >= 2) for (let j = i; j < end; j += 1) lines[j].inTable = true;
    i = Math.max(end, i + 1);
  }
}

function begins(line, before, page) {
  if (isFarther(line, before, page) || isOtherSize(line, before)) return true;
  if (isCentred(line, before)) return false;
  const hadRoom = before.right + before.letter + line.first < page.right - 0.004;
  const isIndented = line.left > page.left + INDENT && before.left <= page.left + INDENT / 2;
  if (hadRoom || isIndented) return true;
  // A number or a dash may also just be the next word of a sentence.
  return (OPENS.test(line.text) || BULLET.test(line.text)) && ENDED.test(before.text);
}

function isCentred(line, before) {
  const middle = (each) => (each.left + each.right) / 2;
  return Math.abs(line.left - before.left) > 0.03 && Math.abs(middle(line) - middle(before)) < 0.01;
}

function isFarther(line, before, page) {
  return line.base - before.base > page.pitch * 1.5 || line.base < before.base - page.pitch;
}

function isOtherSize(line, before) {
  const ratio = line.letter / before.letter;
  return (ratio > 1.25 || ratio < 0.8) && line.text.length > 12 && before.text.length > 12;
}

function finished({ kind, lines }, { before, after, page }) {
  const text = joined(lines.map((line) => line.text));
  if (kind === "table") {
    return {
      kind,
      text,
      top: Math.max(0, Math.min(...lines.map((line) => line.top)) - 0.01),
      bottom: Math.min(1, Math.max(...lines.map((line) => line.bottom)) + 0.01),
    };
  }
  return { kind: isHeading(lines, text, { before, after, page }) ? "heading" : "paragraph", text };
}

function isHeading(lines, text, { before, after, page }) {
  if (text.length > LONGEST_HEADING || lines.length > 3 || /[.;,:…”"]$/.test(text)) return false;
  const letter = median(lines.map((line) => line.letter));
  if (letter > page.letter * LARGER && text.length < LONGEST_LARGE) return true;
  if (text === text.toUpperCase() && /\p{Lu}{3}/u.test(text)) return true;
  if (!CLAUSE.test(text) || !after) return false;
  const last = before && before.lines[before.lines.length - 1];
  const own = lines[lines.length - 1];
  return !last || isFarther(lines[0], last, page) || isFarther(after.lines[0], own, page);
}

function median(values) {
  const sorted = values.slice().sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
