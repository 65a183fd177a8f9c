/** How one likes to read: dark or light, large letters and how large, one page at a time or all. */
import { keep, kept } from "./kept.js";
import { isDark, wear } from "./theme.js";

const TEXT_SIZES = [1.125, 1.375, 1.625, 2, 2.5];

/** Make the page dark or light as it was left, else as the phone asks; `button` switches. */
export function darkSwitch(button) {
  let dark = isDark();

  function show() {
    wear(dark);
    button.setAttribute("aria-pressed", String(dark));
  }

  button.addEventListener("click", () => {
    dark = !dark;
    keep("theme", dark ? "dark" : "light");
    show();
  });
  show();
}

/** The size of the flowing text in `holder`: {larger, smaller, percent, isLargest, isSmallest}. */
export function textSize(holder) {
  const last = TEXT_SIZES.length - 1;
  let at = Math.min(Math.max(Number(kept("text-size") || 1), 0), last);

  function set(wanted) {
    at = Math.min(Math.max(wanted, 0), last);
    holder.style.fontSize = `${TEXT_SIZES[at]}rem`;
    keep("text-size", at);
  }

  set(at);
  return {
    larger: () => set(at + 1),
    smaller: () => set(at - 1),
    percent: () => Math.round(TEXT_SIZES[at] * 100),
    isLargest: () => at === last,
    isSmallest: () => at === 0,
  };
}
