"""Who stands in for whom in a session: substitutes whom the secretariat confirmed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zlib import crc32

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from app.attendance.models import Absence
from app.attendance.queries import held_places, standing_in
from app.congresses.models import CongressSession
from app.db import db
from app.delegates.models import Delegate, Delegation


@dataclass(frozen=True)
class Substitution:
    """A place in a session, who has it, and whose it is: seat, delegation and standing stay."""

    substitute_id: int
    substitute: str
    replaced_id: int
    replaced: str
    number: str
    """Of the replaced delegate."""
    delegation_id: int | None
    delegation: str
    seat: str
    standing: str


@dataclass(frozen=True)
class Places:
    """The substitutions of a session, by either of the two whom each is about."""

    by_substitute: dict[int, Substitution]
    by_replaced: dict[int, Substitution]

    def in_place_of(self, delegate_id: int | None) -> str:
        """Return the name of the delegate in whose place somebody comes; else nothing."""
        found = self.by_substitute.get(delegate_id or 0)
        return found.replaced if found else ""

    def replaced_by(self, delegate_id: int | None) -> str:
        """Return the name of the substitute who has somebody's place; else nothing."""
        found = self.by_replaced.get(delegate_id or 0)
        return found.substitute if found else ""


def places_of(
    session: CongressSession, *, at: datetime | None = None, about: int | None = None
) -> Places:
    """Return the substitutions of a session, now or at a moment; or those about one person."""
    found = substitutions(session, at=at, about=about)
    return Places(
        {each.substitute_id: each for each in found}, {each.replaced_id: each for each in found}
    )


def substitutions(
    session: CongressSession, *, at: datetime | None = None, about: int | None = None
) -> list[Substitution]:
    """Return who stands in for whom, by delegation and given name of the replaced."""
    substitute, held = aliased(Delegate), held_places(session, at).subquery()
    statement = (
        select(
            substitute.id.label("substitute_id"),
            substitute.name.label("substitute"),
            Delegate.id.label("replaced_id"),
            Delegate.name.label("replaced"),
            *(Delegate.number, Delegate.delegation_id, Delegate.seat, Delegate.standing),
            func.coalesce(Delegation.name, "").label("delegation"),
        )
        .join(held, held.c.delegate_id == Delegate.id)
        .join(substitute, substitute.id == held.c.substitute_id)
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .order_by(Delegation.id.is_(None), Delegation.position, Delegate.sort_key, Delegate.id)
    )
    if about is not None:
        statement = statement.where(or_(Delegate.id == about, substitute.id == about))
    rows = db.session.execute(statement).mappings()
    return [Substitution(**row) for row in rows]


def in_place(entry: dict[str, Any], places: Places) -> dict[str, Any]:
    """Return what a desk shows of a person with the place that they take, or who has theirs."""
    found, who = places.by_substitute.get(entry["id"]), entry["id"]
    names = {"in_place_of": places.in_place_of(who), "replaced_by": places.replaced_by(who)}
    if found is None:
        return entry | names
    return entry | names | {"delegation": found.delegation, "seat": found.seat, "guest": False}


def is_replaced(session_id: int, delegate_id: int) -> bool:
    """Tell whether a substitute has somebody's place in a session."""
    statement = select(Absence).filter_by(session_id=session_id, delegate_id=delegate_id)
    absence = db.session.scalar(statement)
    return absence is not None and absence.is_place_taken


def version_of(session: CongressSession) -> str:
    """Return what is another one whenever somebody begins or ends to stand in; tells no names."""
    statement = (
        select(Absence.delegate_id, Absence.substitute_id)
        .where(*standing_in(session))
        .order_by(Absence.delegate_id)
    )
    pairs = [tuple(row) for row in db.session.execute(statement)]
    return f"{crc32(repr(pairs).encode()):08x}" if pairs else ""
