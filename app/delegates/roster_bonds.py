"""What else in the database speaks of a delegate, whatever feature keeps it.

Check-ins, consents, notes, requests: who is spoken of is not removed, and whoever is merged takes
them along. Asked of the tables themselves, so that a new feature is never forgotten.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypedDict

from sqlalchemy import (
    Column,
    Date,
    Table,
    UniqueConstraint,
    delete,
    insert,
    select,
    update,
)

from app.db import Instant, db
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


class Handed(TypedDict):
    """What one delegate took over from another, as JSON holds it."""

    rows: dict[str, list[dict[str, Any]]]
    """"table.column" → the keys of rows that speak of the new one now."""
    lost: list[tuple[str, dict[str, Any]]]
    """("table.column", row) of what the new one had the same of; those rows are gone."""


def hand_over(old_id: int, new_id: int) -> Handed:
    """Let everything that speaks of one delegate speak of another.

    Where the other has the same already (both are excused from a session) that one stays.
    """
    handed: Handed = {"rows": {}, "lost": []}
    for table, column in bonds():
        keys = list(table.primary_key.columns)
        for row in db.session.execute(select(table).where(column == old_id)).mappings().all():
            here = [key == row[key.name] for key in keys]
            if has_same(table, column, row, new_id):
                db.session.execute(delete(table).where(*here))
                handed["lost"].append((f"{table.name}.{column.name}", told(row)))
            else:
                db.session.execute(update(table).where(*here).values({column.name: new_id}))
                key = {each.name: row[each.name] for each in keys if each is not column}
                handed["rows"].setdefault(f"{table.name}.{column.name}", []).append(key)
    return handed


def hand_back(handed: Handed, *, old_id: int, new_id: int) -> None:
    """Give what `old_id` took over to `new_id`, as far as it is still there."""
    for table, column in bonds():
        for key in handed["rows"].get(f"{table.name}.{column.name}", ()):
            here = [column == old_id, *(table.c[name] == value for name, value in key.items())]
            row = db.session.execute(select(table).where(*here)).mappings().first()
            if row is not None and not has_same(table, column, row, new_id):
                db.session.execute(update(table).where(*here).values({column.name: new_id}))
        for name, lost in handed["lost"]:
            if name == f"{table.name}.{column.name}":
                bring_row_back(table, column, lost, new_id)


def told(row: Any) -> dict[str, Any]:
    """Return a row as JSON holds it, without its number; what is sealed is left away."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in row.items()
        if name != "id" and not isinstance(value, bytes)
    }


def bring_row_back(table: Table, column: Column[Any], row: dict[str, Any], new_id: int) -> None:
    """Write a row that was lost, unless there is one like it now or something of it is missing."""
    values = {**row, column.name: new_id}
    needed = [each.name for each in table.columns if not each.nullable and each.name != "id"]
    if any(name not in values for name in needed) or has_same(table, column, values, new_id):
        return
    for name, value in values.items():
        if isinstance(table.c[name].type, Instant | Date) and value is not None:
            values[name] = moment(value)
    db.session.execute(insert(table).values(values))


def moment(text: str) -> date:
    """Return a day or a moment that JSON holds as text."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


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
