"""Backups that the server keeps: made, tried, copied away, thinned out, and never half."""

import errno
import os
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from app.archive import keeping, shelf
from app.archive.keeping import keep_by_the_clock, make_backup, try_backup
from app.archive.shelf import kept_backups
from app.clock import iso, now
from app.db import writing
from app.live.warnings import backup_warnings
from app.realtime import commit_quietly
from app.worker import work_once
from tests.app.archive import checks
from tests.app.archive.erasure import NAME, person_everywhere


@pytest.fixture
def medium(app, tmp_path):
    """A second medium that is plugged in."""
    folder = tmp_path / "usb"
    folder.mkdir()
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], backup_dir=folder, backup_keep=2)
    return folder


@pytest.fixture
def admin(client_for):
    return client_for("admin", None)


def test_a_backup_by_the_button_is_copied_and_tried(admin, congress, cast, medium):
    person_everywhere(congress)
    assert admin.post("/api/backups").status_code == 202
    assert admin.post("/api/backups").status_code == 409
    assert admin.get("/api/backups").json["is_busy"]
    assert work_once("safekeeping")
    (made,) = admin.get("/api/backups").json["backups"]
    copy = medium / f"congress-backup-{made['id']}.zip"
    assert shelf.sha256_of(copy) == made["sha256"]
    assert admin.get(f"/api/backups/{made['id']}.zip").data == copy.read_bytes()
    assert admin.post(f"/api/backups/{made['id']}/trial").status_code == 202
    assert work_once("safekeeping")
    (tried,) = admin.get("/api/backups").json["backups"]
    assert (tried["problem"], tried["is_good"]) == ("", True)
    assert not list(shelf.shelf().glob(".trial-*"))
    page = admin.get("/office/backups").text
    assert str(made["id"]) in page
    assert NAME not in page


def test_a_copy_is_for_its_owner_alone(app, congress, medium):
    checks.check_a_copy_is_for_its_owner_alone(medium)


def test_a_trial_that_was_cut_leaves_nobody_behind(app, congress):
    checks.check_a_trial_that_was_cut_leaves_nobody_behind()


def test_a_damaged_backup_fails_its_trial(app, congress):
    make_backup()
    (made,) = kept_backups()
    path = shelf.file_of(made.id)
    content = bytearray(path.read_bytes())
    third = len(content) // 3
    for place in range(third, third + 200):  # more than one entry of the archive is short
        content[place] ^= 0xFF
    path.write_bytes(content)
    try_backup(made.id)
    assert kept_backups()[0].is_good is False


def test_a_full_disk_leaves_nothing_half(admin, congress, monkeypatch):
    def full(*_args, **_kwargs):
        (shelf.shelf() / "1.zip.9.part").touch()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(keeping, "back_up", full)
    make_backup()
    assert kept_backups() == []
    assert admin.get("/api/backups").json["problem"] == "disk_full"
    assert "đĩa đã đầy" in admin.get("/office/backups").text.lower()
    monkeypatch.undo()
    make_backup()
    assert len(kept_backups()) == 1
    assert not list(shelf.shelf().glob("*.part"))
    assert admin.get("/api/backups").json["problem"] == ""


def test_the_last_good_backup_is_never_removed(admin, congress, medium):
    make_backup()
    (first,) = kept_backups()
    shelf.note(replace(first, is_good=True))
    assert admin.delete(f"/api/backups/{first.id}").status_code == 409
    for _time in range(3):
        make_backup()
    ids = [each.id for each in kept_backups()]
    assert len(ids) == 3
    assert ids[-1] == first.id
    assert admin.delete(f"/api/backups/{ids[0]}").status_code == 204
    assert [each.id for each in kept_backups()] == ids[1:]


def hold(congress, *, days_ago: int) -> None:
    """Let the congress be on for one day, so many days ago at the venue."""
    today = now().astimezone(ZoneInfo(congress.time_zone)).date()
    with writing():
        congress.starts_on = congress.ends_on = today - timedelta(days=days_ago)
        commit_quietly()


def test_the_clock_makes_one_when_a_congress_is_on(app, congress):
    hold(congress, days_ago=0)
    keep_by_the_clock()
    assert work_once("safekeeping")
    assert len(kept_backups()) == 1
    keep_by_the_clock()
    assert not work_once("safekeeping")
    (made,) = kept_backups()
    shelf.note(replace(made, made_at=iso(now() - timedelta(hours=5))))
    keep_by_the_clock()
    assert work_once("safekeeping")
    hold(congress, days_ago=9)
    for each in kept_backups():
        shelf.note(replace(each, made_at=iso(now() - timedelta(hours=5))))
    keep_by_the_clock()
    assert not work_once("safekeeping")


def test_the_office_is_warned_of_a_missing_medium(app, congress, medium):
    assert [each.code for each in backup_warnings()] == ["backup"]
    make_backup()
    assert list(backup_warnings()) == []
    (made,) = kept_backups()
    shelf.note(replace(made, copied_at=iso(now() - timedelta(hours=9))))
    assert [each.code for each in backup_warnings()] == ["backup"]
    medium.rename(medium.with_name("gone"))
    assert [each.code for each in backup_warnings()] == ["medium"]
    make_backup()
    assert kept_backups()[0].copied_at == ""


def test_the_recovery_sheet_shows_no_secret(app, admin, congress, cast):
    make_backup()
    page = admin.get("/office/backups/recovery").text
    settings = app.config["SETTINGS"]
    keys = [each.read_bytes() for each in settings.keys_dir.rglob("*.key")]
    assert keys
    assert settings.secret_key not in page
    assert not any(key.hex() in page for key in keys)
    assert "flask --app wsgi restore" in page


def test_only_the_house_keeps_backups(client_for, congress):
    for role in ("organiser", "secretary", "admin"):
        assert client_for(role).post("/api/backups").status_code in (403, 404)
