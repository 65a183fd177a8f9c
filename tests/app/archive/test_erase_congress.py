"""A congress that is erased leaves one line in the house's audit, and other congresses whole."""

import pytest
from sqlalchemy import text

from app.archive.erasing_congress import erase_congress
from app.archive.keeping import make_backup, try_backup
from app.archive.shelf import kept_backup, kept_backups
from app.db import db
from app.realtime.audit import broken_chains
from app.realtime.models import HOUSE, AuditEntry
from app.worker import work_once
from tests.app.archive.erasure import (
    check_a_backup_is_shut,
    check_an_old_backup_brings_nothing_back,
    person_everywhere,
    rows_of,
    traces,
)
from tests.factories import make_document


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


def test_an_older_backup_brings_nothing_of_it_back(app, full, elsewhere, tmp_path):
    check_an_old_backup_brings_nothing_back(app, elsewhere, full, tmp_path)


def test_a_file_that_another_congress_uses_comes_back_with_that_one(
    app, full, cast, elsewhere, tmp_path
):
    shared = make_document(full, "Chung", "cùng nội dung").current.digest
    assert make_document(cast.elsewhere, "Chung", "cùng nội dung").current.digest == shared
    elsewhere_id = cast.elsewhere.id
    others = rows_of(elsewhere_id)
    check_an_old_backup_brings_nothing_back(app, elsewhere, full, tmp_path)
    with elsewhere.app_context():
        assert rows_of(elsewhere_id) == others
        there, here = (each.config["SETTINGS"].files_dir for each in (elsewhere, app))
        back, kept = (folder / shared[:2] / shared for folder in (there, here))
        assert back.read_bytes() == kept.read_bytes()


def test_a_backup_holds_documents_only_under_the_key_of_their_congress(congress, tmp_path):
    check_a_backup_is_shut(congress, tmp_path)


def test_a_backup_of_before_still_passes_its_trial(app, full):
    make_backup()
    erase_congress(full.id)
    number = kept_backups()[0].id
    try_backup(number)
    assert (kept_backup(number).is_good, kept_backup(number).problem) == (True, "")


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
