"""A congress that is erased leaves one line in the house's audit, and other congresses whole."""

import pytest
from sqlalchemy import text

from app.archive.erasing_congress import erase_congress
from app.archive.restore import put_back
from app.db import db
from app.delegates.models import ERASED_NAME, Delegate
from app.realtime.audit import broken_chains
from app.realtime.models import HOUSE, AuditEntry
from app.worker import work_once
from tests.app.archive.erasure import (
    NAME,
    bring_keys,
    old_backup,
    person_everywhere,
    traces,
)
from tests.factories import make_document


def rows_of(congress_id: int) -> dict[str, int]:
    """How many rows of each table name the congress."""
    found = {}
    for table in db.metadata.sorted_tables:
        if "congress_id" in table.columns:
            counted = db.session.query(table).filter(table.c.congress_id == congress_id).count()
            found[table.name] = counted
    return {name: count for name, count in found.items() if count}


@pytest.fixture
def full(congress, cast):
    person_everywhere(congress)
    make_document(cast.elsewhere, "Chỉ của nơi khác", "chữ của nơi khác")
    return congress


def test_everything_of_the_congress_goes_and_nothing_of_others(app, full, cast):
    others = rows_of(cast.elsewhere.id)
    shared = make_document(full, "Chung", "cùng nội dung").current.digest
    assert make_document(cast.elsewhere, "Chung", "cùng nội dung").current.digest == shared
    others = rows_of(cast.elsewhere.id)
    own = {each.name for each in app.config["SETTINGS"].files_dir.rglob("*") if each.is_file()}
    congress_id, elsewhere_id = full.id, cast.elsewhere.id
    erase_congress(congress_id)
    db.session.expire_all()
    assert rows_of(congress_id) == {}
    assert rows_of(elsewhere_id) == others
    left = {each.name for each in app.config["SETTINGS"].files_dir.rglob("*") if each.is_file()}
    assert shared in left
    assert len(left) < len(own)
    indexed = db.session.execute(text("SELECT count(*) FROM page_search")).scalar()
    assert indexed == db.session.execute(text("SELECT count(*) FROM page")).scalar() == 2
    last = db.session.query(AuditEntry).filter_by(congress_id=HOUSE).all()[-1]
    assert (last.did, last.about) == ("congress.erase", f"congress:{congress_id}")
    assert list(broken_chains()) == []
    db.session.remove()
    db.engine.dispose()
    assert traces(app.config["SETTINGS"].data_dir) == []


def test_an_older_backup_shows_none_of_its_people(app, full, elsewhere, tmp_path):
    old_backup(tmp_path)
    congress_id = full.id
    erase_congress(congress_id)
    bring_keys(app, elsewhere)
    with elsewhere.app_context():
        put_back(tmp_path / "old" / "backup.zip", force=False)
        people = db.session.query(Delegate).filter_by(congress_id=congress_id)
        assert {each.name for each in people} == {ERASED_NAME}
        assert NAME not in {each.name for each in db.session.query(Delegate)}


def test_the_title_must_be_typed(organiser, full):
    path = f"/api/congresses/{full.id}/erasure"
    assert organiser.post(path, json={"title": "Đại hội khác"}).status_code == 422
    congress_id = full.id
    assert organiser.post(path, json={"title": f" {full.title} "}).status_code == 202
    assert work_once("safekeeping")
    db.session.expire_all()
    assert rows_of(congress_id) == {}


@pytest.mark.parametrize("role", ["secretary", "chair", "viewer"])
def test_who_may_not_erase_a_congress(client_for, full, role):
    path = f"/api/congresses/{full.id}/erasure"
    assert client_for(role).post(path, json={"title": full.title}).status_code == 404
