"""Hours that pass: documents and links open, close and run out, sessions begin and end."""

from datetime import datetime

from sqlalchemy import or_, select

from app.congresses.models import Congress, CongressSession
from app.db import changes, db
from app.library.models import Document, Link
from app.realtime import commit_and_publish

HOURS = (
    (Document.congress_id, Document.opens_at, Document.closes_at),
    (Link.congress_id, Link.opens_at, Link.closes_at),
    (Congress.id, Congress.public_until, Congress.delegates_until, Congress.presidium_until),
    (CongressSession.congress_id, CongressSession.starts_at, CongressSession.ends_at),
)


def congresses_that_turned(since: datetime, until: datetime) -> list[Congress]:
    """Return the congresses in which something opened, closed, began or ended in (since, until]."""
    turned: set[int] = set()
    for congress_id, *moments in HOURS:
        passed = or_(*((each > since) & (each <= until) for each in moments))
        turned |= set(db.session.scalars(select(congress_id).where(passed)))
    return list(db.session.scalars(select(Congress).where(Congress.id.in_(turned))))


@changes
def announce_turn(congress: Congress) -> None:
    """Make phones look again at what they may read and which session is on."""
    commit_and_publish(congress, "library", "agenda", "attendance", did="hours.turned")
