"""An import laid ready beside the roster, so that writing it is one short stroke.

What is laid ready lies in temporary tables of one connection: filling them locks nothing, nobody
else sees them, and they go with the connection, also when the power does.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Integer,
    MetaData,
    ScalarSelect,
    String,
    Table,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.schema import CreateTable, DropTable

from app.clock import give_way
from app.congresses.models import Congress
from app.db import OWN_TABLES, db, execute_many
from app.delegates.models import (
    Delegate,
    Delegation,
    DiscussionGroup,
    RosterEntry,
    RosterStep,
    Unit,
)
from app.realtime.door import unseen_by_others

Row = Mapping[str, Any]
AT_ONCE = 250
"""Rows written by one statement: some 4 ms of the server."""
UNIT_COLUMNS = {"delegation_id": Delegation, "group_id": DiscussionGroup}
DELEGATE: Table = Delegate.__table__  # type: ignore[assignment]
NEW = [each for each in DELEGATE.columns if each.name not in ("id", "congress_id", *UNIT_COLUMNS)]
BADGE = ("presidium", "badge_nonce", "badge_hash", "created_at")
"""What an import gives to new delegates only."""
TOLD = [each for each in NEW if each.name not in BADGE]


def temporary(name: str, *own: Column[Any], like: Sequence[Column[Any]]) -> Table:
    """Return a temporary table: its own columns, those like a delegate's, and units by name."""
    units = (Column(each, String(200)) for each in UNIT_COLUMNS)
    same = (Column(each.name, each.type) for each in like)
    return Table(name, MetaData(), *own, *units, *same, prefixes=["TEMPORARY"])


ADDED = temporary("import_added", Column("place", Integer, primary_key=True), like=NEW)
CHANGED = temporary(
    "import_changed",
    Column("which", Integer, primary_key=True),
    Column("before", JSON),
    Column("after", JSON),
    like=TOLD,
)


@contextmanager
def laid_ready(added: Sequence[Row], changed: Sequence[Row]) -> Iterator[Connection]:
    """Lay rows for `ADDED` and `CHANGED` ready; only the connection that is given sees them."""
    db.session.rollback()  # no reading transaction stays open meanwhile
    with db.engine.connect().execution_options(**{OWN_TABLES: True}) as connection:
        with unseen_by_others(connection):
            lay_ready(connection, added, changed)
        try:
            yield connection
        finally:
            with unseen_by_others(connection):
                put_away(connection)


def lay_ready(connection: Connection, added: Sequence[Row], changed: Sequence[Row]) -> None:
    """Fill the temporary tables in the connection's present transaction."""
    for table, rows in ((ADDED, added), (CHANGED, changed)):
        connection.execute(CreateTable(table))
        if rows:
            execute_many(insert(table), rows, on=connection)


def put_away(connection: Connection) -> None:
    """Remove the temporary tables."""
    for table in (ADDED, CHANGED):
        connection.execute(DropTable(table))


def add_delegates(congress: Congress, *, count: int) -> list[int]:
    """Make delegates of the `count` rows that lie ready, in the present transaction.

    Returns their ids. Where a server runs it serves phones between the parts.
    """
    chosen = [
        literal(congress.id),
        *(unit_id(congress, ADDED, name) for name in UNIT_COLUMNS),
        *(ADDED.c[each.name] for each in NEW),
    ]
    names = ["congress_id", *UNIT_COLUMNS, *(each.name for each in NEW)]
    ids: list[int] = []
    for start in range(0, count, AT_ONCE):
        part = ADDED.c.place.between(start, start + AT_ONCE - 1)
        rows = select(*chosen).where(part).order_by(ADDED.c.place)
        statement = insert(DELEGATE).from_select(names, rows).returning(DELEGATE.c.id)
        ids += db.session.scalars(statement)
        give_way()
    return sorted(ids)


def change_delegates(congress: Congress, step: RosterStep, *, which: Sequence[int]) -> None:
    """Give delegates (ids) the facts that lie ready, and keep in the step what they were before."""
    values = {each.name: CHANGED.c[each.name] for each in TOLD}
    units = {name: unit_id(congress, CHANGED, name) for name in UNIT_COLUMNS}
    same = DELEGATE.c.id == CHANGED.c.which
    entries = select(literal(step.id), CHANGED.c.which, CHANGED.c.before, CHANGED.c.after)
    names = ["step_id", "delegate_id", "before", "after"]
    for start in range(0, len(which), AT_ONCE):
        part = CHANGED.c.which.in_(which[start : start + AT_ONCE])
        db.session.execute(update(DELEGATE).where(same, part).values({**values, **units}))
        kept = entries.where(part).order_by(CHANGED.c.which)
        db.session.execute(insert(RosterEntry).from_select(names, kept))
        give_way()


def unit_id(congress: Congress, table: Table, name: str) -> ScalarSelect[Any]:
    """Return the id of the delegation or group that a row names; nothing for no name."""
    kind: type[Unit] = UNIT_COLUMNS[name]
    found = select(kind.id).where(kind.congress_id == congress.id, kind.name == table.c[name])
    return found.correlate(table).scalar_subquery()
