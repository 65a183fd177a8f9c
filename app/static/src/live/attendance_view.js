/** The figures of the roll-call in one line. */
import { say, setText } from "../dom.js";

/** Write the attendance sentence into `target`; hides it while no session is counted. */
export function drawAttendance(target, attendance, words) {
  const counted = attendance && attendance.convened > 0;
  target.hidden = !counted;
  if (!counted) return;
  setText(
    target,
    say(words.attendance, {
      present: attendance.present,
      convened: attendance.convened,
      percent: percent(attendance),
    }),
  );
}

/** Return the share of the convened who are present, in whole per cent, never rounded up. */
export function percent(attendance) {
  return Math.floor((100 * attendance.present) / attendance.convened);
}
