"""What else in the database speaks of a delegate, whatever feature keeps it.

Check-ins, consents, notes, requests: who is spoken of is not removed, and whoever is merged takes
them along. Asked of the tables themselves, so that a new feature is never forgotten.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Table, UniqueConstraint, delete, select, update

from app.db import db
from app.delegates.models import Delegate

AT_ONCE = 500
"""So many ids go into one statement."""


def bonds() -> Iterator[tuple[Table, Column[Any]]]:
    """Yield every column that points to a delegate, but for who leads."""
    key = Delegate.__table__.c.id
    for table in db.metadata.tables.values():
        for column in table.columns:
            if column.name != "leader_id" and any(
                each.column is key for each in column.foreign_keys
            ):
                yield table, column


def bound(ids: Sequence[int]) -> set[int]:
    """Return those of the delegates of whom anything speaks."""
    found: set[int] = set()
    for _table, column in bonds():
        for some in in_portions(ids):
            found.update(db.session.scalars(select(column).where(column.in_(some)).distinct()))
    return found


def in_portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield a few hundred ids at a time."""
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]


def hand_over(old_id: int, new_id: int) -> None:
    """Let everything that speaks of one delegate speak of another.

    Where the other has the same already (both are excused from a session) that one stays.
    """
    for table, column in bonds():
        keys = list(table.primary_key.columns)
        for row in db.session.execute(select(table).where(column == old_id)).mappings().all():
            here = [key == row[key.name] for key in keys]
            if has_same(table, column, row, new_id):
                db.session.execute(delete(table).where(*here))
            else:
                db.session.execute(update(table).where(*here).values({column.name: new_id}))


def has_same(table: Table, column: Column[Any], row: Any, new_id: int) -> bool:
    """Tell whether handing a row over would make a second one of what there may be one of."""
    unique = [
        list(each.columns) for each in table.constraints if isinstance(each, UniqueConstraint)
    ]
    unique += [list(each.columns) for each in table.indexes if each.unique]
    for columns in [*unique, list(table.primary_key.columns)]:
        if column not in columns:
            continue
        same = [each == (new_id if each is column else row[each.name]) for each in columns]
        if db.session.execute(select(column).where(*same)).first() is not None:
            return True
    return False
