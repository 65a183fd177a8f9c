/** SHA-256 (FIPS 180-4) of a short text, at once: `crypto.subtle` is missing without HTTPS. */

const FRACTION = 2 ** 32;

function primes(count) {
  const found = [];
  for (let each = 2; found.length < count; each += 1) {
    if (found.every((prime) => each % prime !== 0)) found.push(each);
  }
  return found;
}

function fractionOf(root) {
  return Math.floor((root - Math.floor(root)) * FRACTION) >>> 0;
}

const ROUNDS = primes(64).map((prime) => fractionOf(Math.cbrt(prime)));
const START = primes(8).map((prime) => fractionOf(Math.sqrt(prime)));

/** Return the hash of `text` (UTF-8) as 64 hex digits. */
export function sha256(text) {
  const blocks = padded(new TextEncoder().encode(text));
  let state = START;
  for (let at = 0; at < blocks.byteLength; at += 64) state = mixed(state, blocks, at);
  return state.map((word) => word.toString(16).padStart(8, "0")).join("");
}

function padded(bytes) {
  const whole = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(whole.length - 4, bytes.length * 8);
  return view;
}

function turned(word, by) {
  return (word >>> by) | (word << (32 - by));
}

function schedule(blocks, at) {
  const words = [];
  for (let nth = 0; nth < 16; nth += 1) words.push(blocks.getUint32(at + nth * 4));
  for (let nth = 16; nth < 64; nth += 1) {
    const [early, late] = [words[nth - 15], words[nth - 2]];
    const first = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    const second = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    words.push((words[nth - 16] + first + words[nth - 7] + second) >>> 0);
  }
  return words;
}

function mixed(state, blocks, at) {
  let [a, b, c, d, e, f, g, h] = state;
  schedule(blocks, at).forEach((word, nth) => {
    const high = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
    const one = (h + high + ((e & f) ^ (~e & g)) + ROUNDS[nth] + word) >>> 0;
    const low = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const two = (low + ((a & b) ^ (a & c) ^ (b & c))) >>> 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) >>> 0, c, b, a, (one + two) >>> 0];
  });
  return [a, b, c, d, e, f, g, h].map((word, nth) => (word + state[nth]) >>> 0);
}
