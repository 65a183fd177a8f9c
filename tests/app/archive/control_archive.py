"""Controls: with a protection taken away the same checks must fail."""

from dataclasses import replace

import pytest

from app.archive import backup, erasing, erasing_congress, restore
from app.delegates import photos
from app.realtime import audit, commit_quietly
from app.realtime.audit import Break
from checkin.vault import Vault
from documents import packing
from tests.app.archive import checks, erasure, test_backup, test_export
from tests.app.archive.checks import CHANGED, REMOVED
from tests.app.archive.photo_erasure import check_an_old_backup_cannot_show_the_photograph
from tests.app.archive.test_audit import entries

pytestmark = pytest.mark.control


def control_chain_of_hashes(congress, monkeypatch):
    """Every entry is believed."""
    monkeypatch.setattr(audit, "chain_hash", lambda _before, entry: entry.hash)
    entry = entries(congress)[1]
    checks.check_tampering_is_found(CHANGED, entry.id, Break(congress.id, entry.id))


def control_head_of_the_chain(congress, monkeypatch):
    """The end of a chain is whatever stands there."""
    last = entries(congress)[-1]
    before = entries(congress)[-2]
    checks.tamper(f"UPDATE live_head SET audit_hash = '{before.hash}' WHERE :id > 0", last.id)
    checks.check_tampering_is_found(REMOVED, last.id, Break(congress.id, None))


def control_keys_apart(app, congress, tmp_path, monkeypatch):
    """The whole data folder is packed."""
    root = app.config["SETTINGS"].data_dir

    def everything():
        for path in sorted(root.glob("keys/**/*")):
            if path.is_file():
                yield f"files/00/{path.name}", path

    monkeypatch.setattr(backup, "stored_files", everything)
    checks.check_no_key_is_in_the_backup(app, tmp_path)


def control_one_transaction(app, congress, cast, tmp_path, monkeypatch):
    """A restore commits what it has before it is cut."""
    backup.back_up(tmp_path / "backup.zip")
    test_backup.make_delegate(congress, "009", "Người mới")

    def cut(*_args, **_kwargs):
        commit_quietly()
        raise test_backup.CutError

    monkeypatch.setattr(restore, "commit", cut)
    checks.check_a_cut_restore_changes_nothing(
        lambda: restore.put_back(tmp_path / "backup.zip", force=True), test_backup.CutError
    )


def control_neutral_cells(tmp_path, monkeypatch):
    monkeypatch.setattr(packing, "_DANGEROUS", ("\0",))
    assert test_export.is_harmless(packing.neutral("=1+1"))


def control_key_destroyed(app, congress, cast, elsewhere, tmp_path, monkeypatch):
    """An erasure leaves the person's key where it is."""
    person = erasure.person_everywhere(congress)
    erasure.old_backup(tmp_path)
    monkeypatch.setattr(erasing, "destroy", lambda _owner: None)
    erasing.erase_person(congress, person)
    erasure.check_an_old_backup_cannot_show_her(app, elsewhere, tmp_path)


@pytest.mark.parametrize("erase", [erasing.erase_person, photos.withdraw_photo])
def control_key_of_a_photograph(app, congress, cast, elsewhere, tmp_path, monkeypatch, erase):
    """The keys stay where they are, that of the photograph and the person's own."""
    monkeypatch.setattr(Vault, "destroy", lambda *_args, **_names: False)
    check_an_old_backup_cannot_show_the_photograph(
        app, elsewhere, congress, cast.minh, tmp_path, erase
    )


def control_key_of_a_congress(app, congress, cast, elsewhere, tmp_path, monkeypatch):
    """An erased congress leaves its keys where they are."""
    monkeypatch.setattr(erasing_congress, "destroy_keys", lambda _congress_id: None)
    erasure.check_an_old_backup_brings_nothing_back(app, elsewhere, congress, tmp_path)


def control_sealed_lines(app, congress, cast, tmp_path, monkeypatch):
    """A backup holds what is a congress's and nobody's as the database does."""
    monkeypatch.setattr(backup, "sealed_line", lambda _table, row, **_names: row)
    erasure.check_a_backup_is_shut(congress, tmp_path)


def control_sealed_files(app, congress, cast, tmp_path, monkeypatch):
    """A backup holds documents as the shelf does."""
    monkeypatch.setattr(backup, "encrypted", lambda content, _key: content)
    erasure.check_a_backup_is_shut(congress, tmp_path)


def control_sealed_rows(app, congress, cast, tmp_path, monkeypatch):
    """A backup holds rows as the database does."""
    monkeypatch.setattr(backup, "sealed_row", lambda _table, row, _people: row)
    monkeypatch.setattr(backup, "sealed_line", lambda _table, row, **_names: row)
    erasure.person_everywhere(congress)
    erasure.old_backup(tmp_path)
    assert erasure.traces(tmp_path / "old") == []


def control_a_copy_as_the_system_makes_it(app, congress, tmp_path, monkeypatch):
    """Nothing is said about who may read the copy."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], backup_dir=tmp_path)
    monkeypatch.setattr("app.archive.medium.PRIVATE", 0o644)
    checks.check_a_copy_is_for_its_owner_alone(tmp_path)


def control_what_a_cut_worker_left(app, congress, monkeypatch):
    """Nobody sweeps."""
    monkeypatch.setattr("app.archive.keeping.sweep_leftovers", lambda: None)
    checks.check_a_trial_that_was_cut_leaves_nobody_behind()
