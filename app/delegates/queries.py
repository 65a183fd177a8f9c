"""Finding delegates of a congress."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.accounts.tokens import token_hash, token_in
from app.clock import breathing, give_way
from app.congresses.models import Congress
from app.db import db
from app.delegates.forms import DelegateAnswer
from app.delegates.models import (
    Consent,
    Delegate,
    Delegation,
    DiscussionGroup,
    FaceTemplate,
    Portrait,
    ReplacedBadge,
)
from app.errors import NotFoundError

ANSWERED = frozenset(DelegateAnswer.model_fields)
BATCH = 250
"""Rows read at once; then the hub may serve phones."""


def delegate_of(congress: Congress, delegate_id: int) -> Delegate:
    """Return a delegate of this congress; raises NotFoundError."""
    found = db.session.get(Delegate, delegate_id)
    if found is None or found.congress_id != congress.id:
        raise NotFoundError
    return found


def delegates_of(congress: Congress) -> list[Delegate]:
    """Return all delegates and guests by given name, with their delegations."""
    statement = (
        select(Delegate)
        .filter_by(congress_id=congress.id)
        .options(joinedload(Delegate.delegation), joinedload(Delegate.group))
        .order_by(Delegate.sort_key, Delegate.number)
    )
    return list(db.session.scalars(statement))


def roster_answers(congress: Congress) -> Iterator[DelegateAnswer]:
    """Yield what the office knows of each delegate, by given name, read a few at a time."""
    names = [each.name for each in Delegate.__table__.columns if each.name in ANSWERED]
    statement = (
        select(Delegation.name, DiscussionGroup.name, *(getattr(Delegate, name) for name in names))
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .outerjoin(DiscussionGroup, DiscussionGroup.id == Delegate.group_id)
        .where(Delegate.congress_id == congress.id)
        .order_by(Delegate.sort_key, Delegate.number)
        .execution_options(yield_per=BATCH)
    )
    for delegation, group, *facts in db.session.execute(statement):
        told = dict(zip(names, facts, strict=True))
        yield DelegateAnswer(**told, delegation=delegation or "", group=group or "")


class RosterRow(NamedTuple):
    """What lists show of a delegate: plain values, so that thousands are read quickly."""

    id: int
    number: str
    name: str
    position: str
    standing: str
    seat: str
    delegation_id: int | None
    delegation_name: str


def roster_of(congress: Congress) -> list[RosterRow]:
    """Return all delegates and guests by given name, as rows of a list."""
    columns = [getattr(Delegate, name) for name in RosterRow._fields[:-1]]
    statement = (
        select(*columns, func.coalesce(Delegation.name, ""))
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .where(Delegate.congress_id == congress.id)
        .order_by(Delegate.sort_key, Delegate.number)
        .execution_options(yield_per=BATCH)
    )
    rows = breathing(db.session.execute(statement), every=BATCH)
    return [RosterRow._make(row) for row in rows]


def badge_hashes(congress: Congress) -> dict[int, str]:
    """Return the hash of each delegate's badge by the delegate's id."""
    statement = (
        select(Delegate.id, Delegate.badge_hash)
        .where(Delegate.congress_id == congress.id)
        .execution_options(yield_per=BATCH)
    )
    rows = breathing(db.session.execute(statement), every=BATCH)
    return {row.id: row.badge_hash for row in rows}


def delegations_of(congress: Congress) -> list[Delegation]:
    """Return the delegations in their order."""
    statement = select(Delegation).filter_by(congress_id=congress.id)
    return list(db.session.scalars(statement.order_by(Delegation.position, Delegation.id)))


def groups_of(congress: Congress) -> list[DiscussionGroup]:
    """Return the discussion groups in their order."""
    statement = select(DiscussionGroup).filter_by(congress_id=congress.id)
    order = (DiscussionGroup.position, DiscussionGroup.id)
    return list(db.session.scalars(statement.order_by(*order)))


def delegate_with_badge(badge: str) -> Delegate | None:
    """Return whose badge this is; `badge` is the QR's whole text or its token."""
    hashed = token_hash(token_in(badge))
    return db.session.scalar(select(Delegate).filter_by(badge_hash=hashed))


def badge_standing(congress: Congress, badge_hash: str) -> tuple[str, Delegate | None]:
    """Return (what a badge is at this congress's door, whose it is here).

    `known`; `replaced` by a newer one; `other_congress` (whose it is there is not told); `unknown`.
    """
    owner = db.session.scalar(select(Delegate).filter_by(badge_hash=badge_hash))
    if owner is not None and owner.congress_id == congress.id:
        return "known", owner
    statement = select(Delegate).join(ReplacedBadge, ReplacedBadge.delegate_id == Delegate.id)
    former = db.session.scalar(statement.where(ReplacedBadge.badge_hash == badge_hash))
    if former is not None and former.congress_id == congress.id:
        return "replaced", former
    return ("unknown" if owner is None and former is None else "other_congress"), None


def open_consent(delegate: Delegate, purpose: str = "face") -> Consent | None:
    """Return the delegate's consent to a purpose (see Consent) that was not withdrawn."""
    return db.session.scalar(
        select(Consent).filter_by(delegate_id=delegate.id, purpose=purpose, withdrawn_at=None)
    )


def portraits_of(delegate: Delegate) -> list[Portrait]:
    """Return the delegate's portraits, oldest first."""
    statement = select(Portrait).filter_by(delegate_id=delegate.id).order_by(Portrait.id)
    return list(db.session.scalars(statement))


def overall(states: set[str]) -> str:
    """Return what a delegate's photographs amount to: one that is usable is enough."""
    return next((each for each in ("waiting", "ready", "refused") if each in states), "none")


def templates_of(congress: Congress, *, engine: str, model: str) -> Iterator[FaceTemplate]:
    """Yield the templates of one encoder; others cannot be compared with them."""
    statement = (
        select(FaceTemplate)
        .join(Delegate, Delegate.id == FaceTemplate.delegate_id)
        .where(
            Delegate.congress_id == congress.id,
            FaceTemplate.engine == engine,
            FaceTemplate.model == model,
        )
        .order_by(FaceTemplate.id)
        .execution_options(yield_per=BATCH)
    )
    yield from db.session.scalars(statement)


def newest_encoder(congress: Congress) -> tuple[str, str] | None:
    """Return (engine, model) of the newest template, None when nobody is enrolled."""
    statement = (
        select(FaceTemplate.engine, FaceTemplate.model)
        .join(Delegate, Delegate.id == FaceTemplate.delegate_id)
        .where(Delegate.congress_id == congress.id)
        .order_by(FaceTemplate.id.desc())
        .limit(1)
    )
    row = db.session.execute(statement).one_or_none()
    return (row[0], row[1]) if row else None


def delegate_numbered(congress: Congress, number: str) -> Delegate | None:
    """Return the delegate with this number."""
    return db.session.scalar(select(Delegate).filter_by(congress_id=congress.id, number=number))


def delegates_named(congress: Congress, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Return number and name of some delegates of a congress by their ids."""
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(ids), BATCH):
        statement = select(Delegate.id, Delegate.number, Delegate.name).where(
            Delegate.congress_id == congress.id, Delegate.id.in_(ids[start : start + BATCH])
        )
        found.update((row.id, (row.number, row.name)) for row in db.session.execute(statement))
        give_way()
    return found
