"""Runs the migrations: batch mode for SQLite, models of the whole application."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from app.db import db

BESIDE_THE_MODELS = ("page_search",)
"""Tables that no model describes: full text, one form for each database."""


def is_ours(_object, name, kind, _reflected, _compare_to):
    """Leave full-text tables and their shadows out of comparisons."""
    return not (kind == "table" and name.startswith(BESIDE_THE_MODELS))


def migrate(connection: Connection) -> None:
    """Run the migrations on one connection."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        include_object=is_ours,
        render_as_batch=True,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Open a connection that may write, and migrate."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect().execution_options(migrates=True) as connection:
        if engine.dialect.name == "sqlite":
            # A batch rebuilds tables; outside a transaction, or SQLite ignores it.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = 0")
        migrate(connection)
        connection.commit()


main()
