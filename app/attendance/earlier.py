"""What held of an absence is kept before it is written over: for the numbers of the past."""

from app.attendance.models import Absence, EarlierAbsence
from app.clock import now
from app.db import db


def keep_earlier(absence: Absence, *, only_place: bool = False) -> None:
    """Keep since when and until when the delegate was excused and a substitute had the place.

    `only_place` where the absence goes on and another one takes the place. Nothing is kept of
    what never held.
    """
    ended = absence.declined_at or now()
    row = EarlierAbsence(
        session_id=absence.session_id,
        delegate_id=absence.delegate_id,
        substitute_id=absence.substitute_id,
        reason=absence.reason,
    )
    if absence.confirmed_at is not None and not only_place:
        row.excused_since, row.excused_until = absence.confirmed_at, ended
    if absence.substitute_id is not None and absence.substitute_since is not None:
        row.place_since = absence.substitute_since
        row.place_until = absence.substitute_until or ended
    if row.excused_since or row.place_since:
        db.session.add(row)
