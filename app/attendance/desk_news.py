"""What a desk page that is open learns of the roster: who is new, and whose badge was replaced."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from app.clock import now
from app.congresses.models import Congress
from app.db import db
from app.delegates.models import Delegate, Delegation, ReplacedBadge
from app.delegates.queries import RosterRow

BADGE_DIGITS = 16
"""Of a badge's hash: enough to tell badges apart, far too few to be a badge."""
AT_ONCE = 100
"""New people in one answer; the page asks on until there are none."""
BADGES_OF = timedelta(minutes=10)
"""Twice as long as a page goes without the whole roster."""


def newcomers(congress: Congress, *, above: int) -> list[tuple[RosterRow, str]]:
    """Return those who were entered after the delegate with this id, each with the badge's hash."""
    columns = [getattr(Delegate, name) for name in RosterRow._fields[:-1]]
    statement = (
        select(*columns, func.coalesce(Delegation.name, ""), Delegate.badge_hash)
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .where(Delegate.congress_id == congress.id, Delegate.id > above)
        .order_by(Delegate.id)
        .limit(AT_ONCE)
    )
    return [(RosterRow._make(row), badge) for *row, badge in db.session.execute(statement)]


def new_badges(congress: Congress) -> dict[int, str]:
    """Return the hash of the badge of each delegate whose old one was replaced lately."""
    statement = (
        select(Delegate.id, Delegate.badge_hash)
        .join(ReplacedBadge, ReplacedBadge.delegate_id == Delegate.id)
        .where(
            Delegate.congress_id == congress.id,
            ReplacedBadge.replaced_at > now() - BADGES_OF,
        )
    )
    return {row.id: row.badge_hash for row in db.session.execute(statement)}


def desk_entry(delegate: RosterRow, present: set[int], badge: str) -> dict[str, Any]:
    """Return what a desk shows of a delegate, how it knows the badge, and who came already."""
    return {
        "id": delegate.id,
        "number": delegate.number,
        "name": delegate.name,
        "delegation": delegate.delegation_name,
        "position": delegate.position,
        "seat": delegate.seat,
        "badge": badge[:BADGE_DIGITS],
        "guest": delegate.standing == "guest",
        "present": delegate.id in present,
    }
