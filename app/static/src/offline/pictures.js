/** Several pictures in one answer: WebP files one after the other; each tells its own length. */

const HEAD_BYTES = 8;

/** Return the pictures in `bytes` (Uint8Array), or throw when they are not whole WebP files. */
export function splitPictures(bytes) {
  const found = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    const isPicture = at + HEAD_BYTES <= bytes.length && view.getUint32(at) === 0x52494646; // RIFF
    const end = isPicture ? at + HEAD_BYTES + view.getUint32(at + 4, true) : bytes.length + 1;
    if (end > bytes.length) throw new Error("the pictures did not arrive whole");
    found.push(bytes.subarray(at, end));
    at = end;
  }
  return found;
}

/** Return [first, last] of the runs of `missing` pages to ask for: few answers, none too large. */
export function runsOf(missing, sizes, { mostPages = 16, mostBytes = 1 << 20 } = {}) {
  const runs = [];
  for (const page of missing) {
    const run = runs[runs.length - 1];
    const bytes = sizes[page - 1] || 0;
    const isNext = run && run.last === page - 1;
    if (isNext && run.last - run.first + 1 < mostPages && run.bytes + bytes <= mostBytes) {
      run.last = page;
      run.bytes += bytes;
    } else runs.push({ first: page, last: page, bytes });
  }
  return runs.map(({ first, last }) => [first, last]);
}
