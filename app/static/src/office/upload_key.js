/** A name for one upload: sent again after a lost answer, the server knows it by it. */
export function newKey() {
  const numbers = window.crypto.getRandomValues(new Uint32Array(4));
  return Array.from(numbers, (each) => each.toString(16).padStart(8, "0")).join("");
}
