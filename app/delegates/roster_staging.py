"""Rows laid ready beside the roster, so that writing thousands is one short stroke.

What is laid ready lies in temporary tables of one connection: filling them locks nothing, nobody
else sees them, and they go with the connection, also when the power does. Everything is looked up
before, the ids of delegations and of new delegates too.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.schema import CreateTable, DropTable

from app.clock import breathing, give_way, is_served
from app.congresses.models import Congress
from app.db import OWN_TABLES, db, execute_many
from app.delegates.models import Delegate, RosterEntry, RosterStep
from app.delegates.roster_bonds import bonds
from app.delegates.roster_plan import BREATH
from app.delegates.roster_units import UNIT_COLUMNS, Units, last_id, settled
from app.realtime.door import unseen_by_others

Row = Mapping[str, Any]
AT_ONCE = 250
"""Rows written by one statement where a server runs: some 2 ms of it."""
DELEGATE: Table = Delegate.__table__  # type: ignore[assignment]
APART = ("id", "congress_id", *UNIT_COLUMNS)
"""What is written by other means."""
NEW = [each for each in DELEGATE.columns if each.name not in APART]
BADGE = ("presidium", "badge_nonce", "badge_hash", "created_at")
"""What an import gives to new delegates only."""
TOLD = [each for each in NEW if each.name not in (*BADGE, "site_id")]


def temporary(name: str, *own: Column[Any], like: Sequence[Column[Any]] = ()) -> Table:
    """Return a temporary table: a place in the order, its own columns, those of a delegate."""
    place = Column("place", Integer, primary_key=True)
    same = (Column(each.name, each.type) for each in like)
    return Table(name, MetaData(), place, *own, *same, prefixes=["TEMPORARY"])


def entries() -> tuple[Column[Any], ...]:
    """Return the columns for what a step notes of a delegate."""
    nothing = JSON(none_as_null=True)
    return Column("which", Integer), Column("before", nothing), Column("after", nothing)


def units() -> tuple[Column[Any], ...]:
    """Return the columns for delegation and group, as ids to be."""
    return tuple(Column(each, Integer) for each in UNIT_COLUMNS)


ADDED = temporary("roster_added", Column("id", Integer), *units(), like=NEW)
CHANGED = temporary(
    "roster_changed",
    *(*entries(), *units(), Column("presidium", Boolean)),
    *(Column("site_id", Integer), Column("moves", Boolean)),
    like=TOLD,
)
GONE = temporary("roster_gone", *entries())


@dataclass
class Ready:
    """What is to become of a roster, thought out in full before anybody has to wait for it."""

    units: Units
    added: list[Row] = field(default_factory=list)
    """New delegates, with ids to be."""
    changed: list[Row] = field(default_factory=list)
    """All facts of delegates (`which`) as they will be, and what becomes another one."""
    gone: list[Row] = field(default_factory=list)
    """Delegates who go (`which`); with `before` the step notes what brings them back."""

    @property
    def tables(self) -> tuple[tuple[Table, list[Row]], ...]:
        """The temporary tables and what lies in each."""
        return (ADDED, self.added), (CHANGED, self.changed), (GONE, self.gone)


@contextmanager
def laid_ready(ready: Ready) -> Iterator[Connection]:
    """Lay rows ready; only the connection that is given sees them."""
    db.session.rollback()  # no reading transaction stays open meanwhile
    with db.engine.connect().execution_options(**{OWN_TABLES: True}) as connection:
        with unseen_by_others(connection):
            lay_ready(connection, ready)
        try:
            yield connection
        finally:
            with unseen_by_others(connection):
                put_away(connection, ready)


def lay_ready(connection: Connection, ready: Ready) -> None:
    """Fill the temporary tables in the connection's present transaction."""
    for table, rows in ready.tables:
        connection.execute(CreateTable(table))
        placed = [
            {"place": place, **row} for place, row in enumerate(breathing(rows, every=BREATH))
        ]
        give_way()
        if placed:
            execute_many(insert(table), placed, on=connection)


def put_away(connection: Connection, ready: Ready) -> None:
    """Remove the temporary tables."""
    for table, _rows in ready.tables:
        connection.execute(DropTable(table))
        give_way()


def write_ready(congress: Congress, ready: Ready, step: RosterStep) -> None:
    """Write what lies ready in the present transaction, and note in the step what it made."""
    last = ready.units.write()
    if ready.gone:
        remove_delegates(step)
    if ready.changed:
        change_delegates(step, last=last, count=len(ready.changed))
    step.added = add_delegates(congress, last=last, ids=[row["id"] for row in ready.added])


def parts(table: Table, count: int) -> Iterator[Any]:
    """Yield conditions for a few rows each where a server runs, which then serves phones."""
    at_once = AT_ONCE if is_served() else max(count, 1)
    for start in range(0, count, at_once):
        yield table.c.place.between(start, start + at_once - 1)
        give_way()


def add_delegates(congress: Congress, *, last: Mapping[str, int], ids: Sequence[int]) -> list[int]:
    """Make delegates of the rows that lie ready, with `ids` to be; returns the ids they have."""
    if not ids:
        return []
    last_delegate = last_id(Delegate)
    chosen = [
        settled(ADDED.c.id, last_delegate),
        literal(congress.id),
        *(settled(ADDED.c[name], last[name]) for name in UNIT_COLUMNS),
        *(ADDED.c[each.name] for each in NEW),
    ]
    names = ["id", "congress_id", *UNIT_COLUMNS, *(each.name for each in NEW)]
    for part in parts(ADDED, len(ids)):
        rows = select(*chosen).where(part).order_by(ADDED.c.place)
        db.session.execute(insert(DELEGATE).from_select(names, rows))
    return [last_delegate - each if each < 0 else each for each in ids]


def change_delegates(step: RosterStep, *, last: Mapping[str, int], count: int) -> None:
    """Give delegates the facts that lie ready, and keep in the step what they were before."""
    values: dict[str, Any] = {each.name: CHANGED.c[each.name] for each in TOLD}
    for name in UNIT_COLUMNS:
        values[name] = settled(CHANGED.c[name], last[name])
    values["presidium"] = func.coalesce(CHANGED.c.presidium, DELEGATE.c.presidium)
    moved = (CHANGED.c.moves.is_(True), CHANGED.c.site_id)
    values["site_id"] = case(moved, else_=DELEGATE.c.site_id)
    same = DELEGATE.c.id == CHANGED.c.which
    for part in parts(CHANGED, count):
        db.session.execute(update(DELEGATE).where(same, part).values(values))
        note_entries(step, CHANGED, part)


def remove_delegates(step: RosterStep) -> None:
    """Remove the delegates who are to go, and keep in the step who they were."""
    note_entries(step, GONE, GONE.c.before.is_not(None))
    db.session.execute(delete(DELEGATE).where(DELEGATE.c.id.in_(select(GONE.c.which))))


def note_entries(step: RosterStep, table: Table, condition: Any) -> None:
    """Write the entries of a step that lie ready."""
    told = select(literal(step.id), table.c.which, table.c.before, table.c.after)
    kept = told.where(condition).order_by(table.c.place)
    names = ["step_id", "delegate_id", "before", "after"]
    db.session.execute(insert(RosterEntry).from_select(names, kept))


def is_anybody_spoken_of() -> bool:
    """Tell whether anything speaks of a delegate who is to go."""
    going = select(GONE.c.which)
    spoken = (exists().where(column.in_(going)) for _table, column in bonds())
    return bool(db.session.scalar(select(or_(*spoken))))
