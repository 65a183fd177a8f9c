/** What people type for a QR code that they cannot scan. */

const LENGTH = 16;

/**
 * Return the address of a typed code, or null when it cannot be one. A whole address, as a scanner
 * shows it, says itself what it opens; `kind` ("q" or "b") says it for a bare code.
 */
export function codeAddress(typed, kind) {
  const whole = /\/([qb])\/([A-Za-z0-9_-]+)\/?\s*$/.exec(typed);
  const token = (whole ? whole[2] : typed).replace(/[\s.·]/g, "");
  if (token.length !== LENGTH || !/^[A-Za-z0-9_-]+$/.test(token)) return null;
  return `/${whole ? whole[1] : kind}/${token}`;
}
