/** Copying a text, also on pages without HTTPS, where the browser's clipboard is closed. */
import { toast } from "../overlay.js";

/** Copy what `field` (an input) holds and say so; where that fails the text is left marked. */
export async function copyFrom(field, words) {
  field.focus();
  field.select();
  let copied = false;
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(field.value);
      copied = true;
    } else copied = document.execCommand("copy");
  } catch (error) {
    copied = false;
  }
  toast(copied ? words.copied : words.notCopied);
}
