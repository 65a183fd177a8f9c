"""The roster as a list to search and filter, a page at a time; nothing is as long as the roster."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select

from app.clock import give_way
from app.congresses.models import Congress
from app.db import db
from app.delegates.models import Delegate, Delegation, DiscussionGroup, Portrait
from app.delegates.queries import overall
from app.delegates.sites import expected_at
from documents.search import fold

PAGE_ROWS = 100
MOST_WORDS = 8


class Wanted(NamedTuple):
    """What a list is narrowed to; "" is everything, "none" whoever has none."""

    words: str = ""
    delegation: str = ""
    group: str = ""
    standing: str = ""
    sex: str = ""
    face: str = ""
    site: str = ""
    """An id; everybody is expected somewhere."""


class ListRow(NamedTuple):
    """What the list shows of a delegate."""

    id: int
    number: str
    name: str
    delegation: str
    group: str
    position: str
    standing: str
    seat: str
    face: str


def found_rows(
    congress: Congress,
    wanted: Wanted,
    *,
    also: Sequence[ColumnElement[bool]] = (),
    start: int = 0,
    most: int = PAGE_ROWS,
) -> tuple[list[ListRow], int]:
    """Return a page of the delegates that fit, by given name, and how many fit."""
    conditions = [*conditions_of(congress, wanted), *also]
    total = db.session.scalar(select(func.count()).select_from(Delegate).where(*conditions)) or 0
    give_way()
    columns = (Delegate.id, Delegate.number, Delegate.name)
    after = (Delegate.position, Delegate.standing, Delegate.seat)
    statement = (
        select(
            *columns,
            func.coalesce(Delegation.name, ""),
            func.coalesce(DiscussionGroup.name, ""),
            *after,
        )
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .outerjoin(DiscussionGroup, DiscussionGroup.id == Delegate.group_id)
        .where(*conditions)
        .order_by(Delegate.sort_key, Delegate.number)
        .offset(start)
        .limit(most)
    )
    rows = db.session.execute(statement).all()
    give_way()
    faces = faces_of([row[0] for row in rows])
    return [ListRow(*row, face=faces.get(row[0], "none")) for row in rows], total


def found_ids(
    congress: Congress, wanted: Wanted, *, also: Sequence[ColumnElement[bool]] = ()
) -> list[int]:
    """Return the ids of all delegates that fit."""
    conditions = [*conditions_of(congress, wanted), *also]
    statement = select(Delegate.id).where(*conditions).order_by(Delegate.sort_key)
    return list(db.session.scalars(statement))


def conditions_of(congress: Congress, wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return what a delegate has to fulfil."""
    found: list[ColumnElement[bool]] = [Delegate.congress_id == congress.id]
    found += word_conditions(congress, wanted.words)
    for value, column in (
        (wanted.delegation, Delegate.delegation_id),
        (wanted.group, Delegate.group_id),
    ):
        if value == "none":
            found.append(column.is_(None))
        elif value.isdigit():
            found.append(column == int(value))
    if wanted.site.isdigit():
        found += expected_at(congress.id, int(wanted.site))
    if wanted.standing:
        found.append(Delegate.standing == wanted.standing)
    if wanted.sex:
        found.append(Delegate.sex == ("" if wanted.sex == "none" else wanted.sex))
    return found + face_conditions(wanted.face)


def word_conditions(congress: Congress, text: str) -> list[ColumnElement[bool]]:
    """Return that each word stands in the number, name, position, seat or delegation."""
    words = fold(text).split()[:MOST_WORDS]
    if not words:
        return []
    names = select(Delegation.id, Delegation.name).where(Delegation.congress_id == congress.id)
    units = [(unit_id, fold(name)) for unit_id, name in db.session.execute(names)]
    give_way()
    return [
        Delegate.folded.contains(word, autoescape=True)
        | Delegate.delegation_id.in_([unit_id for unit_id, name in units if word in name])
        for word in words
    ]


def face_conditions(face: str) -> list[ColumnElement[bool]]:
    """Return that the photographs amount to a state (see queries.overall)."""

    def among(*states: str) -> Select[Any]:
        return select(Portrait.delegate_id).where(Portrait.state.in_(states))

    known = {
        "waiting": [Delegate.id.in_(among("waiting"))],
        "ready": [Delegate.id.in_(among("ready")), Delegate.id.not_in(among("waiting"))],
        "refused": [
            Delegate.id.in_(among("refused")),
            Delegate.id.not_in(among("waiting", "ready")),
        ],
        "none": [Delegate.id.not_in(select(Portrait.delegate_id))],
    }
    return list(known.get(face, []))


def faces_of(ids: list[int]) -> dict[int, str]:
    """Return the state of the photographs of a few delegates."""
    states: dict[int, set[str]] = {}
    statement = select(Portrait.delegate_id, Portrait.state).where(Portrait.delegate_id.in_(ids))
    for delegate_id, state in db.session.execute(statement):
        states.setdefault(delegate_id, set()).add(state)
    return {delegate_id: overall(found) for delegate_id, found in states.items()}
