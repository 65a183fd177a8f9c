/** Search without accents: the same folding as documents/search.py (tests/vectors/fold.json). */

const MARKS = /[\p{Mn}\p{Cf}]/gu;
const WORD = /[\p{L}\p{N}]+/gu;

const BASES = new Map();

/** Return `text` without accents, case and presentation forms: "Đại hội" becomes "dai hoi". */
export function fold(text) {
  let folded = "";
  for (const letter of text) folded += baseOf(letter);
  return folded;
}

/** Each letter is folded once: thousands of pages are folded when a phone keeps them. */
function baseOf(letter) {
  let base = BASES.get(letter);
  if (base === undefined) {
    base = letter
      .normalize("NFKD")
      .toLowerCase()
      .replace(/ß/g, "ss")
      .replace(/ς/g, "σ")
      .normalize("NFKD")
      .replace(MARKS, "")
      .replace(/[đð]/g, "d"); // eth is how many keyboards mistype đ
    BASES.set(letter, base);
  }
  return base;
}

/** Return {folded, origin}: for each letter of `folded` the index in `text` it came from. */
export function foldWithMap(text) {
  let folded = "";
  const origin = [];
  let index = 0;
  for (const letter of text) {
    const base = baseOf(letter);
    folded += base;
    for (let i = 0; i < base.length; i += 1) origin.push(index);
    index += letter.length;
  }
  return { folded, origin };
}

/** Return the folded words of a query. */
export function queryWords(query) {
  return fold(query).match(WORD) || [];
}

/**
 * Return the ranges [start, end) of `text` that the query means: the whole phrase where it stands
 * there, else every beginning of a word that begins with one of its words.
 */
export function findHits(text, query) {
  const words = queryWords(query);
  if (words.length === 0) return [];
  const phrases = rangesOf(text, words.join("[^\\p{L}\\p{N}]+"));
  if (phrases.length > 0 || words.length === 1) return phrases;
  const longestFirst = words.slice().sort((a, b) => b.length - a.length);
  return rangesOf(text, longestFirst.join("|"));
}

function rangesOf(text, wanted) {
  const { folded, origin } = foldWithMap(text);
  const pattern = new RegExp(`(^|[^\\p{L}\\p{N}])(${wanted})`, "gu");
  const hits = [];
  for (let found = pattern.exec(folded); found; found = pattern.exec(folded)) {
    const start = found.index + found[1].length;
    const end = start + found[2].length;
    hits.push([origin[start], end < origin.length ? origin[end] : text.length]);
  }
  return hits;
}

/** Return `text` in order as [{text, hit}], ready to be marked up. */
export function markedPieces(text, query) {
  const pieces = [];
  let at = 0;
  for (const [start, end] of findHits(text, query)) {
    if (start > at) pieces.push({ text: text.slice(at, start), hit: false });
    pieces.push({ text: text.slice(start, end), hit: true });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), hit: false });
  return pieces;
}
