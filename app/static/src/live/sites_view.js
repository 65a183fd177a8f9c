/** Attendance site by site; where everybody meets in one place there is nothing of it to see. */
import { element, fill, say, setText } from "../dom.js";
import { percent } from "./attendance_view.js";

/** Draw a row for each site of the attendance state into `holder`; `words.ofSite` has the figures. */
export function drawSites(holder, attendance, words) {
  const sites = (attendance && attendance.sites) || [];
  holder.hidden = sites.length === 0;
  fill(
    holder,
    sites.map((site) =>
      element(
        "li",
        {},
        element("span", {}, site.name),
        element("b", { class: "numbers" }, say(words.ofSite, site)),
      ),
    ),
  );
}

/**
 * Write on a screen who is present: `line` takes the figures, `name` the name of the screen's own
 * site, which come first; `site` is null, or gone from the state, where there is one place.
 */
export function drawAttendanceOf(site, attendance, { words, line, name }) {
  const counted = attendance && attendance.convened > 0;
  const own = counted ? (attendance.sites || []).find((each) => site && each.id === site.id) : null;
  line.hidden = !counted;
  name.hidden = !own;
  setText(name, own ? own.name : "");
  if (counted) setText(line, own ? hereAndAll(own, attendance, words) : whole(attendance, words));
}

function whole(attendance, words) {
  const { present, convened } = attendance;
  return say(words.attendance, { present, convened, percent: percent(attendance) });
}

function hereAndAll(own, attendance, words) {
  const { present, convened } = own;
  const all = { allPresent: attendance.present, allConvened: attendance.convened };
  return say(words.attendanceHere, { present, convened, ...all });
}
