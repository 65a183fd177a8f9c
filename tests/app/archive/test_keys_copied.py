"""A copy of the keys that is too old is told of in time, and named when it does not suffice."""

from app.archive.backup import back_up
from app.archive.commands import restore as restore_command
from app.archive.recovery import fingerprints
from app.archive.restore import wanted_keys
from app.congresses.models import Congress
from app.db import db
from tests.app.archive.erasure import bring_keys
from tests.app.archive.keys_checks import CHANGED, NEVER, check_an_old_copy_is_told
from tests.factories import make_delegate


def test_an_old_copy_is_told(app, client_for, congress, tmp_path):
    check_an_old_copy_is_told(app, client_for("admin", where=None), congress, tmp_path)


def test_who_keeps_no_keys_is_not_told(organiser, congress):
    page = organiser.get(f"/office/{congress.id}/safekeeping?lang=en").text
    assert NEVER not in page
    assert CHANGED not in page


def test_a_restore_names_the_keys_that_are_wanted(app, congress, elsewhere, tmp_path):
    make_delegate(congress, "71", "Nguyễn Văn Minh")
    back_up(tmp_path / "old.zip")
    bring_keys(app, elsewhere)
    make_delegate(congress, "72", "Trần Thị Hoa")
    back_up(tmp_path / "new.zip")
    wanted = fingerprints(app.config["SETTINGS"])
    with elsewhere.app_context():
        runner = elsewhere.test_cli_runner()
        refused = runner.invoke(restore_command, [str(tmp_path / "new.zip")])
        assert refused.exit_code == 1
        assert "1 khóa" in refused.output
        assert wanted.keys in refused.output
        assert db.session.query(Congress).count() == 0
    bring_keys(app, elsewhere)
    with elsewhere.app_context():
        restored = elsewhere.test_cli_runner().invoke(restore_command, [str(tmp_path / "new.zip")])
        assert restored.exit_code == 0, restored.output


def test_a_backup_of_an_older_version_names_none(app):
    assert wanted_keys({"entries": {}, "rows": {}}) == ""
