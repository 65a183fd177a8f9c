"""Finding what goes onto badges and sheets to sign."""

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.attendance.queries import excused_ids
from app.attendance.substitutions import Places, places_of
from app.clock import breathing, give_way
from app.congresses.models import Congress, CongressSession
from app.db import db
from app.delegates.badge_sheets import badge_cards
from app.delegates.models import ERASED_NAME, Delegate, Delegation
from app.delegates.queries import delegations_of
from app.errors import NotFoundError, RefusedError
from app.i18n import language
from app.printing.models import PrintedBadge
from documents.wording import wording

BATCH = 100
"""After so many people the hub may serve phones."""


def session_of(congress: Congress, session_id: int) -> CongressSession:
    """Return a session of this congress; raises NotFoundError."""
    for session in congress.sessions:
        if session.id == session_id:
            return session
    raise NotFoundError


def delegation_of(congress: Congress, delegation_id: int) -> Delegation:
    """Return a delegation of this congress; raises NotFoundError."""
    for delegation in delegations_of(congress):
        if delegation.id == delegation_id:
            return delegation
    raise NotFoundError


def chosen_badges(
    congress: Congress, *, who: str, delegate_id: int | None
) -> dict[int, dict[str, str]]:
    """Return the cards to print by the delegate's id.

    `who` is "" for all, "changed" for those that differ from the last print, or a delegation's
    id. Raises RefusedError when there is none, NotFoundError for another congress's delegation.
    """
    delegation_id = None
    if who.isdecimal():
        delegation_id = delegation_of(congress, int(who)).id
    cards = badge_cards(congress, delegation_id=delegation_id, delegate_id=delegate_id)
    if delegate_id is not None and not cards:
        raise NotFoundError
    if not cards:
        raise RefusedError(_("There are no delegates yet."))
    if who == "changed":
        cards = changed_since_print(congress, cards)
        if not cards:
            raise RefusedError(_("Every badge is printed as it is now. Choose “all” to repeat."))
    return cards


def changed_since_print(
    congress: Congress, cards: dict[int, dict[str, str]]
) -> dict[int, dict[str, str]]:
    """Return the cards that were never printed, or look different now."""
    statement = select(PrintedBadge.delegate_id, PrintedBadge.face)
    rows = db.session.execute(statement.where(PrintedBadge.congress_id == congress.id))
    printed = {row.delegate_id: row.face for row in rows}
    items = breathing(cards.items(), every=BATCH)
    return {each: card for each, card in items if printed.get(each) != face_of(card)}


def face_of(card: Mapping[str, str]) -> str:
    """Return what stands for everything on a badge."""
    return hashlib.sha256(json.dumps(card, sort_keys=True).encode()).hexdigest()


def signing_parts(
    congress: Congress,
    session: CongressSession,
    *,
    delegation_id: int | None = None,
    notes: Mapping[int, str] | None = None,
    only: Collection[int] | None = None,
) -> list[dict[str, Any]]:
    """Return who signs for a session, in A-B-C order within each delegation.

    Who is in no delegation comes last; confirmed absences are noted, or what `notes` say of each;
    `only` leaves out everybody else.
    """
    places = places_of(session)
    statement = (
        select(Delegate)
        .outerjoin(Delegate.delegation)
        .options(contains_eager(Delegate.delegation))
        .where(Delegate.congress_id == congress.id, Delegate.name != ERASED_NAME)
        .order_by(Delegation.id.is_(None), Delegation.position, Delegate.sort_key, Delegate.number)
        .execution_options(yield_per=BATCH)
    )
    if delegation_id is not None:
        statement = statement.where(Delegate.delegation_id == delegation_id)
    if notes is None:
        excused = wording(language()).sign_excused
        notes = {
            **dict.fromkeys(db.session.scalars(excused_ids(session)), excused),
            **substitute_notes(places),
        }
    leaders = {each.leader_id for each in delegations_of(congress)}
    parts: dict[int | None, dict[str, Any]] = {}
    for delegates in db.session.scalars(statement).partitions():
        for each in delegates:
            if only is not None and each.id not in only:
                continue
            part = parts.setdefault(
                each.delegation_id, {"delegation": each.delegation_name, "people": [], "leader": ""}
            )
            part["people"].append(signer(each, places, note=notes.get(each.id, "")))
            if each.id in leaders:
                part["leader"] = each.name
        give_way()
    return list(parts.values())


def substitute_notes(places: Places) -> dict[int, str]:
    """Return what stands beside those who are replaced, and those who take a place."""
    replaced = {
        each: str(_("in their place: %(name)s", name=place.substitute))
        for each, place in places.by_replaced.items()
    }
    return replaced | {
        each: str(_("in place of %(name)s", name=place.replaced))
        for each, place in places.by_substitute.items()
    }


def signer(delegate: Delegate, places: Places, *, note: str) -> dict[str, Any]:
    """Return a row of the sheet to sign; a substitute sits where the replaced delegate would."""
    place = places.by_substitute.get(delegate.id)
    is_called = delegate.standing != "guest" or place is not None
    return {
        "number": delegate.number,
        "name": delegate.name,
        "position": delegate.position,
        "seat": place.seat if place else delegate.seat,
        "note": note,
        "is_convened": is_called and delegate.id not in places.by_replaced,
    }
