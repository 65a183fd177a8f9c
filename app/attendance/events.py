"""What desks sent of a session: every event, those undone too, and the one before another."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from app.attendance.models import CheckIn
from app.attendance.queries import in_pieces
from app.congresses.models import Congress, CongressSession
from app.db import db
from app.delegates.models import Delegate, Delegation


class EventRow(NamedTuple):
    """What a list shows of an event: plain values, so that thousands are read quickly."""

    id: int
    delegate_id: int | None
    direction: str
    method: str
    happened_at: datetime
    recorded_by: str
    conflict: str
    clock_jumped: bool
    seen_at: datetime | None
    undone_at: datetime | None
    name: str
    seat: str
    delegation: str


def events_of(session: CongressSession) -> list[EventRow]:
    """Return every event of the session in the order in which it happened."""
    columns = [getattr(CheckIn, name) for name in EventRow._fields[:-3]]
    texts = (Delegate.name, Delegate.seat, Delegation.name)
    statement = (
        select(*columns, *(func.coalesce(text, "") for text in texts))
        .outerjoin(Delegate, Delegate.id == CheckIn.delegate_id)
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .where(CheckIn.session_id == session.id)
        .order_by(CheckIn.happened_at, CheckIn.id)
    )
    return [EventRow._make(row) for row in in_pieces(statement)]


def has_events(session: CongressSession) -> bool:
    """Tell whether anything happened at the desks in a session."""
    return (
        db.session.scalar(select(CheckIn.id).filter_by(session_id=session.id).limit(1)) is not None
    )


def repeated_event(event: EventRow, events: list[EventRow]) -> EventRow | None:
    """Return which of a delegate's `events` this one repeats: the last that happened before it."""
    mine = (event.happened_at, event.id)
    before = [
        each for each in events if (each.happened_at, each.id) < mine and each.undone_at is None
    ]
    return max(before, key=lambda each: (each.happened_at, each.id), default=None)


def events_about(session_id: int, delegate_id: int) -> list[CheckIn]:
    """Return a delegate's events in a session as they happened, ties by receipt, undone too."""
    statement = (
        select(CheckIn)
        .filter_by(session_id=session_id, delegate_id=delegate_id)
        .order_by(CheckIn.happened_at, CheckIn.id)
    )
    return list(db.session.scalars(statement))


def last_sent_by(*desk: ColumnElement[bool]) -> int | None:
    """Return the clock offset (ms) measured when a desk delivered last; None before."""
    return db.session.scalar(
        select(CheckIn.clock_offset_ms).where(*desk).order_by(CheckIn.id.desc()).limit(1)
    )


def event_before(event: CheckIn) -> CheckIn | None:
    """Return the delegate's last event in the session that happened before this one."""
    if event.delegate_id is None:
        return None
    earlier = (
        each
        for each in reversed(events_about(event.session_id, event.delegate_id))
        if (each.happened_at, each.id) < (event.happened_at, event.id)
    )
    return next((each for each in earlier if each.undone_at is None), None)


def event_with_key(congress: Congress, key: str) -> CheckIn | None:
    """Return the event that a desk sent under this key."""
    return db.session.scalar(select(CheckIn).filter_by(congress_id=congress.id, key=key))
