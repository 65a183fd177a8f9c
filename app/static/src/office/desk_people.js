/** Finding people at the desk: by number, or by any part of the name, without accents. Pure. */
import { fold } from "../reader/fold.js";
import { sha256 } from "./sha256.js";

const MOST = 8;
const TOKEN = /^[A-Za-z0-9]{16}$/;
const ADDRESS = /\/b\/[A-Za-z0-9]{16}\/*$/;
const HASH_DIGITS = 16;

/** Return the people with what they are searched by. */
export function searchable(delegates) {
  return delegates.map((delegate) => ({
    delegate,
    number: fold(delegate.number),
    words: fold(`${delegate.name} ${delegate.delegation}`).split(/\s+/),
  }));
}

/** Return the hash (SHA-256, hex) of a badge: `entry` is the QR's whole text or its token. */
export function badgeHash(entry) {
  return sha256(entry.trim().replace(/\/+$/, "").split("/").pop());
}

/**
 * Return whose badge was read, or null; the list holds the first digits of the tokens' hashes,
 * never a token.
 */
export function ownerOf(delegates, entry) {
  const hash = badgeHash(entry).slice(0, HASH_DIGITS);
  return delegates.find((each) => each.badge === hash) || null;
}

/** Return up to eight delegates whose words begin with the words of `query`; own number first. */
export function findPeople(people, query) {
  const wanted = fold(query).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const exact = people.filter((each) => each.number === wanted.join(" "));
  const others = people.filter(
    (each) =>
      !exact.includes(each) &&
      wanted.every(
        (part) => each.number.startsWith(part) || each.words.some((word) => word.startsWith(part)),
      ),
  );
  return exact.concat(others).slice(0, MOST).map((each) => each.delegate);
}

/**
 * Return what was entered: "badge" for a badge's address or code, "disturbed" for a code that a
 * Vietnamese keyboard changed on its way (it adds accents, or eats the second of two letters),
 * else "words".
 */
export function kindOfEntry(text) {
  const entry = text.trim();
  const looksScanned = /:\/\/|\/b\//.test(entry);
  const isPlain = /^[\x20-\x7e]*$/.test(entry);
  const isCutShort = entry.indexOf("/b/") >= 0 && !ADDRESS.test(entry);
  if (looksScanned && (!isPlain || isCutShort)) return "disturbed";
  return looksScanned || TOKEN.test(entry) ? "badge" : "words";
}
