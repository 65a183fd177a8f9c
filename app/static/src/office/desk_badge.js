/** Why this desk does not know a badge, as far as the server can say. */
import { say } from "../dom.js";
import { badgeHash } from "./desk_people.js";

/** Return {heading, line} for a badge of nobody on the list, or null when nothing more is known. */
export async function whyUnknown(api, badge, { words, nameOf }) {
  const address = `${api}/badge-standing?hash=${badgeHash(badge)}`;
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) return null;
  const { standing, delegate_id } = await answer.json();
  if (standing === "other_congress") return { heading: words.otherCongress, line: words.unknownHint };
  if (standing !== "replaced") return null;
  const owner = nameOf({ delegate_id });
  const line = say(words.replacedHint, { name: owner ? owner.name : "" });
  return { heading: words.replaced, line };
}
