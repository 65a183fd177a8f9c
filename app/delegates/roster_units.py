"""Delegations and groups by name, and ids for rows that are not written yet."""

from typing import Any

from sqlalchemy import Column, case, func, insert, literal_column, select
from sqlalchemy.sql.elements import ColumnElement

from app.congresses.models import Congress
from app.db import db, execute_many
from app.delegates.models import Delegate, Delegation, DiscussionGroup, Unit

UNIT_COLUMNS: dict[str, type[Unit]] = {"delegation_id": Delegation, "group_id": DiscussionGroup}


def ids_to_be(kind: type[Delegate] | type[Unit], count: int, *, after: int = 0) -> list[int]:
    """Return ids for `count` rows that are laid ready before anybody may write them.

    PostgreSQL gives ids away at once. Those of SQLite are known only with the right to write in
    hand; until then they are -1, -2, …, of which `after` are given already, and `settled` turns
    them into what they will be.
    """
    if db.engine.dialect.name != "postgresql":
        return list(range(-after - 1, -after - count - 1, -1))
    following = func.nextval(func.pg_get_serial_sequence(kind.__tablename__, "id"))
    numbers = func.generate_series(1, count).table_valued("number")
    return list(db.session.scalars(select(following).select_from(numbers)))


def last_id(kind: type[Delegate] | type[Unit]) -> int:
    """Return the highest id of a table, 0 for an empty one."""
    return db.session.scalar(select(func.coalesce(func.max(kind.id), 0))) or 0


def settled(column: Column[Any], last: int) -> ColumnElement[Any]:
    """Return a column of ids to be as what they are once the highest one is known."""
    return case((column < 0, literal_column(str(last)) - column), else_=column)


class Units:
    """The delegations and groups of a congress by name, with ids for those that are new."""

    def __init__(self, congress: Congress) -> None:
        self.congress_id = congress.id
        self.known: dict[str, dict[str, int]] = {}
        self.added: dict[str, dict[str, int]] = {name: {} for name in UNIT_COLUMNS}
        for column, kind in UNIT_COLUMNS.items():
            rows = select(kind.name, kind.id).where(kind.congress_id == congress.id)
            self.known[column] = dict(db.session.execute(rows).all())

    def id_of(self, column: str, name: str) -> int | None:
        """Return the id for a name, one to be where it is new; "" is none."""
        if not name:
            return None
        known, added = self.known[column], self.added[column]
        if name not in known:
            known[name] = added[name] = ids_to_be(UNIT_COLUMNS[column], 1, after=len(added))[0]
        return known[name]

    def write(self) -> dict[str, int]:
        """Add those that are new, in the present transaction; returns each table's highest id."""
        last = {column: last_id(kind) for column, kind in UNIT_COLUMNS.items()}
        for column, added in self.added.items():
            place = len(self.known[column]) - len(added)
            rows = [
                {
                    "id": last[column] - unit_id if unit_id < 0 else unit_id,
                    "congress_id": self.congress_id,
                    "name": name,
                    "position": position,
                }
                for position, (name, unit_id) in enumerate(added.items(), start=place)
            ]
            execute_many(insert(UNIT_COLUMNS[column].__table__), rows)  # type: ignore[arg-type]
        return last
