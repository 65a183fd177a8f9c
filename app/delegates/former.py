"""Whom an event means that speaks of a badge or a delegate no longer there."""

from datetime import datetime

from app.accounts.tokens import token_hash, token_in
from app.congresses.models import Congress
from app.db import db
from app.delegates.models import Delegate, ReplacedBadge
from app.delegates.roster_merge import merged_into


def bearer_then(congress: Congress, badge: str, at: datetime) -> Delegate | None:
    """Return whose badge this was `at` a moment before it was replaced, sent late by a desk.

    A badge that two doubles left over stays its person's: nobody lost it.
    """
    badge_hash = token_hash(token_in(badge))
    row = db.session.query(ReplacedBadge).filter_by(badge_hash=badge_hash).first()
    if row is None:
        return None
    is_meant = at <= row.replaced_at or merged_into(congress, badge_hash=badge_hash)
    return present(congress, row.delegate_id) if is_meant else None


def merged_person(congress: Congress, delegate_id: int) -> Delegate | None:
    """Return who was made of a delegate who was there twice."""
    kept_id = merged_into(congress, delegate_id=delegate_id)
    return present(congress, kept_id) if kept_id is not None else None


def present(congress: Congress, delegate_id: int) -> Delegate | None:
    """Return a delegate of this congress who is there."""
    found = db.session.get(Delegate, delegate_id)
    return found if found and found.congress_id == congress.id else None
