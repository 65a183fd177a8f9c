"""Checks that a test and its control share."""

import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from sqlalchemy import text

from app.archive import shelf
from app.archive.backup import back_up
from app.archive.keeping import make_backup
from app.db import db, writing
from app.delegates.models import Delegate
from app.realtime import commit_quietly
from app.realtime.audit import Break, broken_chains

CHANGED = "UPDATE audit_entry SET did = 'nothing' WHERE id = :id"
REMOVED = "DELETE FROM audit_entry WHERE id = :id"


def tamper(statement: str, entry_id: int) -> None:
    """Change the audit behind the program's back."""
    with writing():
        db.session.execute(text(statement), {"id": entry_id})
        commit_quietly()


def check_tampering_is_found(statement: str, entry_id: int, expected: Break) -> None:
    """The chain names the first entry that does not fit."""
    tamper(statement, entry_id)
    assert list(broken_chains()) == [expected]


def check_no_key_is_in_the_backup(app, tmp_path: Path) -> None:
    """Neither the secret nor any file of the key folder is in a backup, packed or not."""
    settings = app.config["SETTINGS"]
    keys = settings.keys_dir
    (keys / "faces").mkdir(parents=True, exist_ok=True)
    (keys / "faces" / "1.key").write_bytes(b"a key that opens a face")
    (keys / "secret_key").write_text(settings.secret_key)
    back_up(tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        content = b"".join(archive.read(name) for name in archive.namelist())
        names = archive.namelist()
    assert b"a key that opens a face" not in content
    assert settings.secret_key.encode() not in content
    assert not any("key" in name for name in names)


def check_a_cut_restore_changes_nothing(put_back: Callable[[], None], cut: type[Exception]) -> None:
    """A restore that fails on its way leaves the rows that were there."""
    before = sorted(each.name for each in db.session.query(Delegate))
    failed = False
    try:
        put_back()
    except cut:
        failed = True
    db.session.rollback()
    assert failed
    assert sorted(each.name for each in db.session.query(Delegate)) == before


def changed_entry(source: Path, target: Path, name: str, content: bytes) -> None:
    """Copy a backup with one entry replaced, the manifest left as it is."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for each in old.namelist():
            new.writestr(each, content if each == name else old.read(each))


def with_entry(source: Path, target: Path, name: str, content: bytes) -> None:
    """Copy a backup with an entry more, which its manifest knows."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for each in old.namelist():
            if each != "manifest.json":
                new.writestr(each, old.read(each))
        new.writestr(name, content)
        manifest = json.loads(old.read("manifest.json"))
        manifest["entries"][name] = {"sha256": sha256(content).hexdigest(), "bytes": len(content)}
        new.writestr("manifest.json", json.dumps(manifest))


def check_a_copy_is_for_its_owner_alone(medium):
    """The roster is in it, and a second medium is often everybody's."""
    make_backup()
    (copy,) = medium.glob("*.zip")
    assert copy.stat().st_mode & 0o077 == 0


def check_a_trial_that_was_cut_leaves_nobody_behind():
    """A power cut in a trial leaves a readable roster; it goes with the next backup."""
    scratch = shelf.shelf() / ".trial-cut"
    scratch.mkdir()
    (scratch / "congress.db").write_text("Nguyễn Văn Minh", encoding="utf-8")
    make_backup()
    assert not scratch.exists()
