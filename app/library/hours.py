"""Opening and closing times: the moment they pass, phones are told."""

from datetime import datetime

from sqlalchemy import and_, or_, select

from app.congresses.models import Congress
from app.db import changes, db
from app.library.models import Document, Link
from app.realtime import commit_and_publish


def congresses_that_turned(since: datetime, until: datetime) -> list[Congress]:
    """Return the congresses of documents or links that opened or closed in (since, until]."""
    turned: set[int] = set()
    for model in (Document, Link):
        passed = or_(
            and_(model.opens_at > since, model.opens_at <= until),
            and_(model.closes_at > since, model.closes_at <= until),
        )
        turned |= set(db.session.scalars(select(model.congress_id).where(passed)))
    return list(db.session.scalars(select(Congress).where(Congress.id.in_(turned))))


@changes
def announce_turn(congress: Congress) -> None:
    """Make phones look again at what they may read."""
    commit_and_publish(congress, "library", did="hours.turned")
