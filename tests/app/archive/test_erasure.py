"""Whoever is erased is erased everywhere: in the database, its file, and every older backup."""

import pytest

from app.archive.backup import back_up
from app.archive.erasing import erase_person
from app.archive.person_keys import Owner, folder
from app.archive.restore import put_back
from app.attendance.models import CheckIn
from app.attendance.queries import numbers
from app.credentials.models import AdoptedReport
from app.db import db
from app.delegates.badges import badge_token
from app.delegates.models import ERASED_NAME, Delegate, RosterDraft
from app.delegates.queries import delegate_with_badge
from app.errors import RefusedError
from app.realtime.models import AuditEntry
from tests.app.archive.erasure import (
    NAME,
    bring_keys,
    check_an_old_backup_cannot_show_her,
    old_backup,
    person_everywhere,
    traces,
)


@pytest.fixture
def person(congress, cast):
    return person_everywhere(congress)


def test_nothing_of_an_erased_person_is_left_here(app, congress, person):
    assert traces(app.config["SETTINGS"].data_dir)
    before = numbers(congress.sessions[0])
    badge, person_id = badge_token(person), person.id
    erase_person(congress, person)
    assert numbers(congress.sessions[0]) == before
    assert db.session.query(CheckIn).filter_by(delegate_id=person_id).count() == 1
    assert (person.name, person.number) == (ERASED_NAME, f"#{person_id}")
    assert delegate_with_badge(badge) is None
    db.session.remove()
    db.engine.dispose()
    assert traces(app.config["SETTINGS"].data_dir) == []


def test_an_older_backup_cannot_show_an_erased_person(app, congress, person, elsewhere, tmp_path):
    old_backup(tmp_path)
    assert traces(tmp_path / "old") == []
    kept = {each.id: each.name for each in db.session.query(Delegate) if each.id != person.id}
    erase_person(congress, person)
    check_an_old_backup_cannot_show_her(app, elsewhere, tmp_path)
    with elsewhere.app_context():
        rows = {each.id: each.name for each in db.session.query(Delegate)}
        assert rows == {**kept, person.id: ERASED_NAME}
        assert db.session.query(AdoptedReport).one().figures["oldest"]["name"] == ERASED_NAME


def test_without_the_keys_nothing_is_restored_by_mistake(
    app, congress, person, elsewhere, tmp_path
):
    old_backup(tmp_path)
    backup = tmp_path / "old" / "backup.zip"
    with elsewhere.app_context():
        with pytest.raises(RefusedError):
            put_back(backup, force=False)
        put_back(backup, force=False, without_keys=True)
        assert db.session.query(Delegate).count() == 0
    bring_keys(app, elsewhere)
    with elsewhere.app_context():
        for key in folder().glob("*/[1-9]*.key"):  # those of people; number 0 is the congress
            key.unlink()
        put_back(backup, force=True, without_keys=True)
        assert {each.name for each in db.session.query(Delegate)} == {ERASED_NAME}


def test_a_later_key_does_not_bring_the_person_back(app, congress, person, elsewhere, tmp_path):
    old_backup(tmp_path)
    owner = Owner(congress.id, person.id)
    erase_person(congress, person)
    key = folder() / str(owner.congress_id) / f"{owner.delegate_id}.key"
    key.write_bytes(b"k" * 32)
    check_an_old_backup_cannot_show_her(app, elsewhere, tmp_path)


def test_a_backup_after_the_erasure_needs_no_key_of_the_person(app, congress, person, tmp_path):
    erase_person(congress, person)
    back_up(tmp_path / "backup.zip")
    assert not (folder() / str(congress.id) / f"{person.id}.key").exists()


def test_drafts_stay_out_of_backups(app, congress, person, elsewhere, tmp_path):
    assert db.session.query(RosterDraft).count() == 1
    old_backup(tmp_path)
    bring_keys(app, elsewhere)
    with elsewhere.app_context():
        put_back(tmp_path / "old" / "backup.zip", force=False)
        assert db.session.query(RosterDraft).count() == 0
        assert NAME in {each.name for each in db.session.query(Delegate)}


def test_the_audit_says_it_with_ids_only(congress, person):
    erase_person(congress, person)
    last = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert (last.did, last.about) == ("delegate.erase", f"delegate:{person.id}")


def test_an_erased_person_is_not_changed_any_more(organiser, congress, person):
    path = f"/api/congresses/{congress.id}/delegates/{person.id}"
    assert organiser.delete(f"{path}/person").status_code == 204
    assert organiser.delete(f"{path}/person").status_code == 409
    form = {"number": "777", "name": NAME}
    assert organiser.put(path, json=form).status_code == 409
    page = organiser.get(f"/office/{congress.id}/delegates/{person.id}")
    assert NAME not in page.text
    assert ERASED_NAME in page.text


@pytest.mark.parametrize("role", ["secretary", "credentials", "viewer"])
def test_who_may_not_erase(client_for, congress, person, role):
    path = f"/api/congresses/{congress.id}/delegates/{person.id}/person"
    assert client_for(role).delete(path).status_code == 404
    assert not person.is_erased
