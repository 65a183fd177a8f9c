/** What a password must be: the same rules as app/accounts/password_rules.py, while one types. */
import { fold } from "../reader/fold.js";

const FEWEST_PIECES = 4;
const SHORTEST_NAME_PART = 3;
const GOOD_LETTERS = 14;
const STRONG_LETTERS = 20;

/**
 * Return what is wrong ("short", "common", "name"), else how good it is ("fair", "good", "strong").
 *
 * @param {string} password
 * @param {string[]} names of the account
 * @param {{shortest: number, words: string[], runs: string[]}} rules
 */
export function judge(password, names, rules) {
  if (Array.from(password.normalize("NFC")).length < rules.shortest) return "short";
  if (pieces(password, [], rules) < FEWEST_PIECES) return "common";
  if (pieces(password, nameParts(names), rules) < FEWEST_PIECES) return "name";
  const length = letters(password).length;
  if (length < GOOD_LETTERS) return "fair";
  return length < STRONG_LETTERS ? "good" : "strong";
}

function pieces(password, parts, rules) {
  let rest = letters(password);
  let known = 0;
  for (const part of byLength(parts)) rest = rest.split(part).join(" ");
  for (const word of byLength(rules.words)) {
    if (rest.includes(word)) known += 1;
    rest = rest.split(word).join(" ");
  }
  rest = rest.replace(/(19|20)[0-9]{2}/g, " ");
  for (const run of byLength(rules.runs)) rest = rest.split(run).join(" ");
  const different = new Set(rest);
  different.delete(" ");
  return known + different.size;
}

function nameParts(names) {
  const parts = names.reduce((all, name) => all.concat(name.split(/[\s._@-]+/)), []);
  return parts.map(letters).filter((part) => part.length >= SHORTEST_NAME_PART);
}

function letters(text) {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, "");
}

function byLength(words) {
  return words.slice().sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}
