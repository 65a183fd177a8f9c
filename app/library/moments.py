"""What may be remembered of a congress: for as long as nothing changed and no hour passed.

A moment ends

- when a change is committed to the congress or to the house: every change moves a head in its own
  transaction, and the heads are read from the database for each request, so that whoever made the
  change, in whichever process, the next request knows;
- when an hour of the congress passes (documents, links and sessions that open or close);
- after a minute.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from app.clock import now
from app.db import db
from app.library.hours import HOURS
from app.realtime.heads import Heads

LONGEST = timedelta(minutes=1)
MOST_KEPT = 20_000


@dataclass
class Moment:
    """What was granted in a congress since its heads stood like this."""

    congress_id: int
    heads: tuple[Any, ...]
    since: datetime
    until: datetime
    granted: dict[Any, Any] = field(default_factory=dict)
    is_narrow: bool = False

    def narrow(self) -> None:
        """End with the next hour of the congress; asked of the database before anything is kept."""
        if not self.is_narrow:
            self.until = min(self.until, next_hour(self.congress_id, self.since))
            self.is_narrow = True

    def keep(self, key: Any, what: Any) -> None:
        """Remember something that was granted in this moment, which was made narrow before."""
        if len(self.granted) >= MOST_KEPT:
            self.granted.clear()
        self.granted[key] = what


class Moments:
    """The present moment of each congress."""

    def __init__(self, heads: Heads) -> None:
        """Ask these heads whether anything changed."""
        self.heads = heads
        self.present: dict[int, Moment] = {}

    def of(self, congress_id: int) -> Moment | None:
        """Return what is granted now, empty after any change; None for an unknown congress."""
        at = now()  # before the heads: an hour that passes in between counts as passed
        heads = self.heads.of(congress_id)
        if not heads:
            return None
        present = self.present.get(congress_id)
        if present is None or present.heads != heads or not present.since <= at < present.until:
            present = Moment(congress_id, heads, since=at, until=at + LONGEST)
            self.present[congress_id] = present
        return present


def next_hour(congress_id: int, since: datetime) -> datetime:
    """Return when the next hour of a congress passes: something opens or closes."""
    found = [
        db.session.scalar(select(func.min(each)).where(of == congress_id, each > since))
        for of, *moments in HOURS
        for each in moments
    ]
    return min((each for each in found if each is not None), default=since + LONGEST)
