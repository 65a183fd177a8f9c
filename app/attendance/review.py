"""Events that a person should look at: what does not fit, and clocks that moved."""

from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import func, or_, select

from app.attendance.events import (
    event_before,
)
from app.attendance.models import CheckIn
from app.clock import breathing
from app.congresses.models import Congress, CongressSession
from app.db import db
from app.delegates.models import Delegate

SHOWN = 100
"""Events on the page; the next ones follow when these are done."""


class Odd(NamedTuple):
    """An event to look at, with what does not fit and what to do about it."""

    event: CheckIn
    delegate: Delegate | None
    session_title: str
    before: CheckIn | None
    """The event that this one repeats."""
    findings: list[tuple[str, str]]
    """(what does not fit, what to do), each in one sentence."""


def to_review(congress: Congress) -> tuple[Any, ...]:
    """Return the conditions of events that do not fit and that nobody has looked at."""
    return (
        CheckIn.congress_id == congress.id,
        CheckIn.undone_at.is_(None),
        CheckIn.seen_at.is_(None),
        or_(CheckIn.conflict != "", CheckIn.clock_jumped),
    )


def count_to_review(congress: Congress) -> int:
    """Return how many events wait for somebody to look at them."""
    statement = select(func.count()).select_from(CheckIn).where(*to_review(congress))
    return db.session.scalar(statement) or 0


def events_to_review(congress: Congress) -> list[Odd]:
    """Return the first events to look at, in the order in which they happened."""
    statement = (
        select(CheckIn, Delegate, CongressSession.title)
        .join(CongressSession, CongressSession.id == CheckIn.session_id)
        .outerjoin(Delegate, Delegate.id == CheckIn.delegate_id)
        .where(*to_review(congress))
        .order_by(CheckIn.happened_at, CheckIn.id)
        .limit(SHOWN)
    )
    rows = breathing(db.session.execute(statement).all(), every=10)
    return [
        Odd(event, delegate, title, repeated(event), findings(event))
        for event, delegate, title in rows
    ]


def repeated(event: CheckIn) -> CheckIn | None:
    """Return the event that this one repeats, if it repeats one."""
    return event_before(event) if event.conflict.startswith("already") else None


def findings(event: CheckIn) -> list[tuple[str, str]]:
    """Return what does not fit with an event, and what to do about each."""
    found = [conflict_words()[event.conflict]] if event.conflict else []
    return [*found, clock_words()] if event.clock_jumped else found


def conflict_words() -> dict[str, tuple[str, str]]:
    """Return for each conflict what it is and what to do."""
    return {
        "unknown_delegate": (
            _("Nobody in this congress has this badge or number."),
            _("Ask the desk who it was and enter the number; if nobody knows, take it back."),
        ),
        "place_taken": (
            _("Came in although a substitute has the place in this session: counts for nothing."),
            _(
                "If the delegate takes the place again, take the substitution back under reports of"
                " absence; the check-in then counts."
            ),
        ),
        "already_in": (
            _("Came in twice without going out in between."),
            _("Let it stand if the way out was not scanned; take it back if it was a slip."),
        ),
        "already_out": (
            _("Went out twice without coming in between."),
            _("Let it stand if the way in was not scanned; take it back if it was a slip."),
        ),
        "out_before_in": (
            _("Went out without having come in."),
            _("If the person was here, check them in at the desk; if not, take this one back."),
        ),
    }


def clock_words() -> tuple[str, str]:
    """Return that a desk's clock moved, and what to do."""
    return (
        _("The desk's clock had moved since it last sent, so the hour may be wrong."),
        _("Compare the hour with what the desk remembers, and set the clock of that desk."),
    )
