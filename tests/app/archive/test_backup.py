"""A backup restored elsewhere is the same congress under a new epoch, and holds no key."""

import stat
import tarfile
import zipfile

import pytest
from flask_migrate import upgrade

from app import create_app
from app.archive import restore
from app.archive.backup import back_up
from app.archive.commands import backup as backup_command
from app.archive.commands import keys as keys_command
from app.archive.commands import restore as restore_command
from app.archive.restore import put_back
from app.congresses.models import Congress
from app.db import db
from app.delegates.actions import name_leaders
from app.errors import RefusedError
from app.library.queries import Findable, documents_where
from app.library.search import pages_with
from app.realtime import present_head
from app.realtime.audit import broken_chains
from tests.app.archive.checks import (
    changed_entry,
    check_a_cut_restore_changes_nothing,
    check_no_key_is_in_the_backup,
    with_entry,
)
from tests.conftest import settings_for
from tests.factories import make_delegate, make_document

CHANGES_ON_RESTORE = {"live_head", "audit_entry"}


class CutError(Exception):
    """The power went."""


def all_rows() -> dict[str, list[str]]:
    """Every row of every table that a restore does not itself write to."""
    with db.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(table.select())))
            for table in db.metadata.sorted_tables
            if table.name not in CHANGES_ON_RESTORE
        }


@pytest.fixture
def share_keys(app):
    """Let another server use the very keys of this one, those made later too."""

    def share(other):
        ours = app.config["SETTINGS"].keys_dir
        ours.mkdir(exist_ok=True)
        other.config["SETTINGS"].keys_dir.symlink_to(ours)

    return share


@pytest.fixture
def whole(app, congress, cast, tmp_path):
    """The backup of a congress with people and a document."""
    name_leaders(congress, [cast.minh])
    make_document(congress, "Nghị quyết", "Đại hội đại biểu")
    path = tmp_path / "backup.zip"
    back_up(path)
    return path


@pytest.fixture
def elsewhere(tmp_path_factory, share_keys):
    """Another server, still empty, with the keys of the first."""
    folder = tmp_path_factory.mktemp("elsewhere")
    other = create_app(settings_for(folder))
    share_keys(other)
    with other.app_context():
        upgrade(directory="migrations")
    yield other
    with other.app_context():
        db.engine.dispose()


def test_a_restored_server_holds_the_same(app, congress, whole, elsewhere):
    congress_id = congress.id
    before, head = all_rows(), present_head(congress_id)
    with elsewhere.app_context():
        put_back(whole, force=False)
        assert all_rows() == before
        restored = present_head(congress_id)
        assert restored.epoch != head.epoch
        assert (restored.seq, restored.parts) == (head.seq, head.parts)
        assert list(broken_chains()) == []
        [document] = documents_where(congress_id)
        shelf = [Findable(document.id, document.title, document.current.id)]
        hits = pages_with("dai hoi", shelf)
        assert [page.number for _document, page in hits] == [1]
        digest = document.current.digest
        assert (elsewhere.config["SETTINGS"].files_dir / digest[:2] / digest).is_file()


def test_the_commands_say_what_they_did(app, whole, elsewhere, tmp_path):
    made = app.test_cli_runner().invoke(backup_command, [str(tmp_path / "b.zip")])
    assert (made.exit_code, "no keys" in made.output) == (0, True)
    with elsewhere.app_context():
        runner = elsewhere.test_cli_runner()
        first = runner.invoke(restore_command, [str(tmp_path / "b.zip")])
        again = runner.invoke(restore_command, [str(tmp_path / "b.zip")])
        forced = runner.invoke(restore_command, ["--force", str(tmp_path / "b.zip")])
    assert [each.exit_code for each in (first, again, forced)] == [0, 1, 0]
    assert "--force" in again.output


def test_a_damaged_backup_is_refused_before_anything_is_touched(whole, elsewhere, tmp_path):
    broken = tmp_path / "broken.zip"
    changed_entry(whole, broken, "tables/delegate.jsonl", b"")
    with elsewhere.app_context():
        with pytest.raises(RefusedError) as refusal:
            put_back(broken, force=False)
        assert "delegate.jsonl" in str(refusal.value)
        assert all_rows()["congress"] == []


@pytest.mark.parametrize("name", ["files/../../evil", "keys/secret_key", "/etc/evil"])
def test_a_backup_cannot_write_outside_its_folders(whole, elsewhere, tmp_path, name):
    with_entry(whole, tmp_path / "evil.zip", name, b"evil")
    with elsewhere.app_context(), pytest.raises(RefusedError):
        put_back(tmp_path / "evil.zip", force=False)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"text"])
def test_what_is_no_backup_is_refused(elsewhere, tmp_path, content):
    (tmp_path / "no.zip").write_bytes(content)
    with elsewhere.app_context(), pytest.raises(RefusedError):
        put_back(tmp_path / "no.zip", force=False)


def test_a_restore_that_is_cut_changes_nothing(app, congress, whole, monkeypatch):
    make_delegate(congress, "009", "Người mới")

    def cut(*_args, **_kwargs):
        raise CutError

    monkeypatch.setattr(restore, "commit", cut)
    check_a_cut_restore_changes_nothing(lambda: put_back(whole, force=True), CutError)


def test_no_key_is_in_a_backup(app, congress, tmp_path):
    check_no_key_is_in_the_backup(app, tmp_path)


def test_a_backup_that_fails_leaves_no_file(app, congress, tmp_path, monkeypatch):
    def cut(*_args):
        raise CutError

    monkeypatch.setattr("app.archive.backup.stored_files", cut)
    with pytest.raises(CutError):
        back_up(tmp_path / "new.zip")
    assert not list(tmp_path.glob("new.zip*"))


def test_keys_travel_apart_and_only_their_owner_reads_them(app, tmp_path):
    settings = app.config["SETTINGS"]
    (settings.keys_dir / "faces").mkdir(parents=True)
    (settings.keys_dir / "faces" / "1.key").write_bytes(b"a key")
    target = tmp_path / "keys.tar"
    runner = app.test_cli_runner()
    assert runner.invoke(keys_command, [str(target)]).exit_code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with tarfile.open(target) as archive:
        assert archive.getnames() == ["keys/faces/1.key", "keys/secret_key"]
        secret = archive.extractfile("keys/secret_key")
        assert secret is not None
        assert secret.read().decode() == settings.secret_key
    assert runner.invoke(keys_command, [str(target)]).exit_code == 1


def test_a_backup_names_every_table(whole):
    with zipfile.ZipFile(whole) as archive:
        tables = {name for name in archive.namelist() if name.startswith("tables/")}
    assert tables == {f"tables/{table.name}.jsonl" for table in db.metadata.sorted_tables}


@pytest.fixture
def on_postgresql(tmp_path_factory, postgres_url, share_keys):
    """Another server, still empty, on PostgreSQL."""
    other = create_app(settings_for(tmp_path_factory.mktemp("postgresql"), postgres_url))
    share_keys(other)
    with other.app_context():
        upgrade(directory="migrations")
    yield other
    with other.app_context():
        db.engine.dispose()


def test_a_backup_goes_from_sqlite_to_postgresql_and_back(
    congress, whole, on_postgresql, elsewhere, tmp_path
):
    before, congress_id = all_rows(), congress.id
    with on_postgresql.app_context():
        put_back(whole, force=False)
        assert all_rows() == before
        assert list(broken_chains()) == []
        found = db.session.get_one(Congress, congress_id)
        make_delegate(found, "777", "Người đến sau")  # its id goes on after those put back
        after = all_rows()
        back_up(tmp_path / "postgresql.zip")
    with elsewhere.app_context():
        put_back(tmp_path / "postgresql.zip", force=False)
        assert all_rows() == after


def test_a_backup_is_for_its_owner_alone(whole):
    assert whole.stat().st_mode & 0o777 == 0o600
