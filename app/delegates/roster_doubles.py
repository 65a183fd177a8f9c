"""People who are in the roster twice: finding likely pairs."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from sqlalchemy import func, select

from app.clock import breathing
from app.congresses.models import Congress
from app.db import db
from app.delegates.models import Delegate, Delegation
from app.delegates.roster_plan import plain

MOST_PAIRS = 100
MOST_ALIKE = 20
"""More people of one name are no doubles but a list of placeholders."""


class Double(NamedTuple):
    """Two delegates who may be one."""

    one: int
    other: int
    because: str
    """birth: same name and birth · name: same name, nothing speaks against it · number: same
    name but for small slips, and numbers that differ by zeros or signs alone."""


class Told(NamedTuple):
    """What two delegates are compared by."""

    id: int
    number: str
    name: str
    birth_date: date | None
    birth_year: int | None
    delegation: str


def likely_doubles(congress: Congress) -> list[Double]:
    """Return pairs that somebody should look at, the likeliest first."""
    statement = (
        select(
            *(getattr(Delegate, name) for name in Told._fields[:-1]),
            func.coalesce(Delegation.name, ""),
        )
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .where(Delegate.congress_id == congress.id)
        .order_by(Delegate.id)
    )
    by_name: dict[str, list[Told]] = {}
    by_number: dict[str, list[Told]] = {}
    for row in breathing(db.session.execute(statement), every=250):
        told = Told._make(row)
        by_name.setdefault(plain(told.name), []).append(told)
        by_number.setdefault(bare_number(told.number), []).append(told)
    found = list(same_names(by_name))
    known = {(each.one, each.other) for each in found}
    found += [each for each in same_numbers(by_number) if (each.one, each.other) not in known]
    return sorted(found, key=lambda each: ("birth", "name", "number").index(each.because))[
        :MOST_PAIRS
    ]


def few(groups: dict[str, list[Told]]) -> Iterator[list[Told]]:
    """Yield the groups in which somebody may be there twice."""
    for people in breathing(groups.values(), every=500):
        if 1 < len(people) <= MOST_ALIKE:
            yield people


def same_names(by_name: dict[str, list[Told]]) -> Iterator[Double]:
    """Yield pairs of one name, unless their births or their delegations tell them apart."""
    for people in few(by_name):
        for one, other in combinations(people, 2):
            dates = one.birth_date, other.birth_date
            years = one.birth_year, other.birth_year
            births = dates if all(dates) else years
            if all(births) and births[0] != births[1]:
                continue
            if all(births):
                yield Double(one.id, other.id, "birth")
            elif plain(one.delegation) == plain(other.delegation):
                yield Double(one.id, other.id, "name")


def same_numbers(by_number: dict[str, list[Told]]) -> Iterator[Double]:
    """Yield pairs whose numbers differ only by zeros and signs, with the same given name."""
    for people in few(by_number):
        for one, other in combinations(people, 2):
            if plain(one.name).split()[-1:] == plain(other.name).split()[-1:]:
                yield Double(one.id, other.id, "number")


def bare_number(number: str) -> str:
    """Return a number without signs between, and without zeros in front: ĐB-007 is đb7."""
    parts = "".join(each if each.isalnum() else " " for each in plain(number)).split()
    return "".join(part.lstrip("0") or "0" for part in parts)
