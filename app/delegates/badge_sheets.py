"""What is printed on badges, by delegation and then by given name."""

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.clock import give_way
from app.congresses.models import Congress
from app.db import db
from app.delegates.badges import badge_url
from app.delegates.models import ERASED_NAME, Delegate, Delegation

BATCH = 100
"""After so many badges the hub may serve phones."""


def badge_cards(
    congress: Congress, *, delegation_id: int | None = None, delegate_id: int | None = None
) -> dict[int, dict[str, str]]:
    """Return what is printed on each badge by the delegate's id: all, or some of them."""
    statement = (
        select(Delegate)
        .outerjoin(Delegate.delegation)
        .options(contains_eager(Delegate.delegation))
        .where(Delegate.congress_id == congress.id, Delegate.name != ERASED_NAME)
        .order_by(Delegation.position, Delegate.sort_key, Delegate.number)
        .execution_options(yield_per=BATCH)
    )
    if delegation_id is not None:
        statement = statement.where(Delegate.delegation_id == delegation_id)
    if delegate_id is not None:
        statement = statement.where(Delegate.id == delegate_id)
    found = {}
    for delegates in db.session.scalars(statement).partitions():
        found.update({delegate.id: card(delegate) for delegate in delegates})
        give_way()
    return found


def card(delegate: Delegate) -> dict[str, str]:
    """Return what is printed on one badge."""
    return {
        "name": delegate.name,
        "delegation": delegate.delegation_name,
        "position": delegate.position,
        "number": delegate.number,
        "seat": delegate.seat,
        "standing": delegate.standing,
        "url": badge_url(delegate),
    }
