"""The tables: built by migrations alone, both ways, on SQLite and PostgreSQL."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from app import create_app
from app.db import db
from tests.conftest import settings_for

MIGRATIONS = str(Path(__file__).parents[2] / "migrations")


@pytest.fixture
def on_sqlite(tmp_path):
    return create_app(settings_for(tmp_path))


@pytest.fixture
def on_postgresql(tmp_path, postgres_url):
    return create_app(settings_for(tmp_path, postgres_url))


def differences(connection):
    """Return how the database differs from the models; full text has no model."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    found = compare_metadata(context, db.metadata)
    return [each for each in found if "page_search" not in str(each)]


def check_both_ways(app):
    with app.app_context():
        try:
            go_up_down_and_up()
        finally:
            db.session.remove()
            db.engine.dispose()


def go_up_down_and_up():
    upgrade(directory=MIGRATIONS)
    with db.engine.connect() as connection:
        assert differences(connection) == []
    downgrade(directory=MIGRATIONS, revision="base")
    assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
    upgrade(directory=MIGRATIONS)


def test_both_ways_on_sqlite(on_sqlite):
    check_both_ways(on_sqlite)


def test_both_ways_on_postgresql(on_postgresql):
    check_both_ways(on_postgresql)
