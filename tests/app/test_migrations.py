"""The tables: built by migrations alone, both ways, on SQLite and PostgreSQL."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, text

from app import create_app
from app.db import db
from app.library.models import Page
from app.library.queries import Findable
from app.library.search import pages_with, place_of
from tests.conftest import settings_for
from tests.factories import make_congress, make_document

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


REVISIONS = {downgrade: "2026_11_22_photographs", upgrade: "2026_11_22_search_places"}
FOUND = (
    "SELECT page_search.rowid FROM page_search WHERE page_search MATCH 'dai hoi'",
    "SELECT rowid FROM page_search WHERE words @@ to_tsquery('simple', 'dai & hoi')",
)


def check_pages_stay_findable(app):
    """What was findable before a change of the index is so after it, both ways."""
    with app.app_context():
        try:
            upgrade(directory=MIGRATIONS)
            congress = make_congress("Đại hội thử nghiệm")
            _other, document = (
                make_document(congress, "Báo cáo", each) for each in ("1", "Đại hội")
            )
            page_id = db.session.scalars(select(Page.id).filter_by(text="Đại hội")).one()
            place = place_of(document.current.id, 1)
            found = text(FOUND[db.engine.dialect.name != "sqlite"])
            for go, rowid in ((downgrade, page_id), (upgrade, place)):
                db.session.remove()
                go(directory=MIGRATIONS, revision=REVISIONS[go])
                assert db.session.scalars(found).all() == [rowid]
            shelf = [Findable(document.id, "Báo cáo", document.current.id)]
            assert [hit.number for _document, hit in pages_with("dai hoi", shelf)] == [1]
        finally:
            db.session.remove()
            db.engine.dispose()


def test_pages_stay_findable_on_sqlite(on_sqlite):
    check_pages_stay_findable(on_sqlite)


def test_pages_stay_findable_on_postgresql(on_postgresql):
    check_pages_stay_findable(on_postgresql)
