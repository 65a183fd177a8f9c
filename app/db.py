"""The database: one base for every table, and how SQLite is kept whole.

SQLite (findings: WAL and FULL lose nothing on a power cut; a greenlet that waits inside
BEGIN IMMEDIATE stops them all): reads are deferred and `query_only`; writes begin IMMEDIATE
under one lock of the process, and nothing between `writing()` and the commit waits for anything
but the database. Long writes breathe (`execute_many`): who else wants to write meanwhile waits at
the lock, which stops no other greenlet, and other processes try again (`begin`).
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from gevent.monkey import is_module_patched
from sqlalchemy import Connection, DateTime, Engine, Executable, MetaData, event
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

BUSY_MILLISECONDS = 50  # sqlite3 waits in C and stops the hub: only readers ever do, and briefly
LOCK_WAIT_SECONDS = 15.0
WRITTEN_AT_ONCE = 100
"""Rows of one go: three to five milliseconds."""
OWN_TABLES = "own_tables"
"""Execution option of a connection that fills temporary tables of its own: it locks nothing."""
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}

P = ParamSpec("P")
T = TypeVar("T")


class Base(DeclarativeBase):
    """Base of every table; constraints get names that migrations can drop."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn to UTC on the way in."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give back an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class UnsafeDatabaseError(Exception):
    """SQLite did not take the settings that keep commits through a power cut."""


db = SQLAlchemy(model_class=Base, session_options={"autoflush": False})
migrate = Migrate(render_as_batch=True)
write_lock = threading.Lock()
_is_writing: ContextVar[bool] = ContextVar("is_writing", default=False)


def init_app(app: Flask) -> None:
    """Connect the application to its database and set SQLite up."""
    db.init_app(app)
    migrate.init_app(app, db)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            keep_sqlite_whole(db.engine)


def keep_sqlite_whole(engine: Engine) -> None:
    """Set each connection up, and begin writes and reads as the module's head says."""
    event.listen(engine, "connect", set_up_connection)
    event.listen(engine, "begin", begin)


def set_up_connection(connection: Any, _record: object) -> None:
    """Apply the pragmas to a new DB-API connection and read them back."""
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    for name, wanted in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name} = {wanted}")
        found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if found != wanted and not (name == "journal_mode" and found == "memory"):
            raise UnsafeDatabaseError(f"{name} is {found!r}, not {wanted!r}")
    cursor.close()


def begin(connection: Connection) -> None:
    """Begin as the caller means it: IMMEDIATE inside `writing()` and migrations, else to read."""
    options = connection.get_execution_options()
    if not _is_writing.get() and not options.get("migrates"):
        connection.exec_driver_sql(f"PRAGMA query_only = {0 if options.get(OWN_TABLES) else 1}")
        connection.exec_driver_sql("BEGIN DEFERRED")
        return
    connection.exec_driver_sql("PRAGMA query_only = 0")
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    try:
        begin_in_turn(connection)
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")


def begin_in_turn(connection: Connection) -> None:
    """Begin to write once no other process does; meanwhile everybody else here goes on."""
    patience = time.monotonic() + LOCK_WAIT_SECONDS
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > patience:
                raise
            time.sleep(0.003)
        else:
            return


@contextmanager
def writing() -> Iterator[None]:
    """Hold the right to write until the block ends; what it did not commit is undone.

    Everything loaded before is read again inside, so rules judge the present state. A block
    inside a block is part of the outer one.
    """
    if _is_writing.get():
        yield
        return
    db.session.rollback()  # ends the reading transaction and expires what it loaded
    with write_lock if db.engine.dialect.name == "sqlite" else nullcontext():
        token = _is_writing.set(True)
        try:
            yield
        finally:
            db.session.rollback()
            _is_writing.reset(token)


def execute_many(
    statement: Executable, rows: Sequence[Mapping[str, Any]], *, on: Connection | None = None
) -> None:
    """Execute a statement for thousands of rows, a few at a time, in the present transaction.

    `on` is the session's connection unless another one is named.
    """
    for start in range(0, len(rows), WRITTEN_AT_ONCE):
        connection = db.session.connection() if on is None else on
        connection.execute(statement, rows[start : start + WRITTEN_AT_ONCE])
        if is_module_patched("time"):  # elsewhere nobody waits but for the lock
            time.sleep(0.001)


def write_on(connection: Connection) -> None:
    """Let the present `writing()` happen on this connection, which holds what lies ready.

    To be called before anything else is asked of the database.
    """
    db.session.connection(bind_arguments={"bind": connection})


def is_writing() -> bool:
    """Tell whether the caller holds the right to write, and so must not yield."""
    return _is_writing.get()


def changes(action: Callable[P, T]) -> Callable[P, T]:
    """Mark an action: it runs inside `writing()` and must end in a commit of app.realtime."""

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with writing():
            return action(*args, **kwargs)

    return run


def overwrite_free_pages() -> None:
    """Let no page of the database file or of its log hold what was deleted (SQLite).

    `secure_delete` overwrites the file; the log is emptied as soon as nobody reads it. On
    PostgreSQL this is VACUUM's work (docs/privacy.md).
    """
    if db.engine.dialect.name != "sqlite":
        return
    db.session.rollback()
    connection = db.engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
