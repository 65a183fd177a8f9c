"""Look-alikes: somebody looked, and they are two people; the warning about them goes away."""

from flask_babel import lazy_gettext as _
from sqlalchemy import delete

from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.face_calibration import alike
from app.delegates.face_models import FaceDifference
from app.delegates.face_queries import Pair, in_order, told_apart
from app.delegates.models import Delegate
from app.errors import RefusedError
from app.realtime import commit_and_publish


@changes
def tell_apart(congress: Congress, one: Delegate, other: Delegate) -> None:
    """Note that two people who look alike are two; both stay enrolled as they are.

    Raises RefusedError for one person with itself.
    """
    if one.id == other.id:
        raise RefusedError(_("This is one person: there is nobody to tell apart."))
    pair = in_order(one.id, other.id)
    if pair not in told_apart(congress):
        db.session.add(FaceDifference(delegate_id=pair[0], other_id=pair[1], marked_at=now()))
    about = f"delegate:{pair[0]} delegate:{pair[1]}"
    commit_and_publish(congress, did="face.tell_apart", about=about)


@changes
def doubt_again(congress: Congress, one: Delegate, other: Delegate) -> None:
    """Take that back: they are warned of again."""
    first, second = in_order(one.id, other.id)
    db.session.execute(delete(FaceDifference).filter_by(delegate_id=first, other_id=second))
    about = f"delegate:{first} delegate:{second}"
    commit_and_publish(congress, did="face.doubt_again", about=about)


def look_alikes(congress: Congress) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs that may be one person, and those of them that are known to be two."""
    known = told_apart(congress)
    pairs = [in_order(*pair) for pair in alike(congress)]
    return [pair for pair in pairs if pair not in known], [pair for pair in pairs if pair in known]
