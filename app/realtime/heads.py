"""The heads as the database has them at this very moment, read so cheaply that anybody may ask.

What is remembered may be used as long as the heads it was made under stand: every change moves
one in its own transaction.
"""

from typing import Any

from sqlalchemy import Engine, select

from app.realtime.models import HOUSE, LiveHead

Rows = tuple[Any, ...]


class Heads:
    """Reads the heads of a congress and of the house.

    SQLite tells in microseconds whether anybody committed since (`data_version`, seen from a
    connection that never writes itself); PostgreSQL is asked each time. A database in memory has
    one connection only, which never sees its own changes: it has no heads here.
    """

    def __init__(self, engine: Engine) -> None:
        """Read from this database."""
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self.is_in_memory = self.is_sqlite and engine.url.database in (None, "", ":memory:")
        self._connection: Any = None
        self._kept: tuple[int, dict[int, Rows]] = (-1, {})

    def of(self, congress_id: int) -> Rows:
        """Return (congress id, epoch, seq) of the house and of the congress; () if unknown."""
        if self.is_in_memory:
            return ()
        return self._sqlite(congress_id) if self.is_sqlite else self._ask(congress_id)

    def _sqlite(self, congress_id: int) -> Rows:
        if self._connection is None:
            self._connection = self.engine.raw_connection()
        version: int = self._connection.cursor().execute("PRAGMA data_version").fetchone()[0]
        kept = self._kept
        if kept[0] != version:  # heads read from here on are of this version or newer
            kept = self._kept = (version, {})
        if congress_id not in kept[1]:
            if len(kept[1]) > 1000:
                kept[1].clear()
            kept[1][congress_id] = self._ask(congress_id)
        return kept[1][congress_id]

    def _ask(self, congress_id: int) -> Rows:
        statement = (
            select(LiveHead.congress_id, LiveHead.epoch, LiveHead.seq)
            .where(LiveHead.congress_id.in_((HOUSE, congress_id)))
            .order_by(LiveHead.congress_id)
        )
        with self.engine.connect() as connection:
            rows = tuple(tuple(row) for row in connection.execute(statement))
        return rows if any(row[0] == congress_id for row in rows) else ()
