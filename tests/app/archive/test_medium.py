"""The second medium is chosen on screen, tried first, and missed when it is gone."""

import pytest

from app.archive import medium
from app.archive.keeping import make_backup
from app.archive.shelf import kept_backups
from app.errors import RefusedError
from app.live.warnings import backup_warnings
from tests.app.archive.medium_checks import check_the_wrong_disk_gets_nothing

MOUNTED = """/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
/dev/sda2 /boot/efi vfat rw 0 0
/dev/sdb1 /media/minh/SAO\\040LƯU exfat rw 0 0
tmpfs /run tmpfs rw 0 0
//nas/share /srv/nas cifs rw 0 0
"""


@pytest.fixture
def usb(tmp_path):
    folder = tmp_path.parent / f"{tmp_path.name}-usb"
    folder.mkdir()
    return folder


def test_a_folder_is_chosen_and_each_backup_copied_there(client_for, congress, usb):
    admin = client_for("admin", None)
    assert admin.put("/api/backups/medium", json={"folder": f" {usb} "}).status_code == 204
    make_backup()
    (kept,) = kept_backups()
    assert kept.copied_at
    assert (usb / f"congress-backup-{kept.id}.zip").exists()
    page = admin.get("/office/backups?lang=en").text
    assert f"Each backup is copied to {usb}" in page
    assert admin.delete("/api/backups/medium").status_code == 204
    assert "No second medium is chosen" in admin.get("/office/backups?lang=en").text


@pytest.mark.parametrize("folder", ["", "usb", "/no/such/place", "/dev/null", "/a\0b"])
def test_what_is_no_folder_is_refused_with_a_sentence(client_for, congress, folder):
    admin = client_for("admin", None)
    answer = admin.put("/api/backups/medium?lang=en", json={"folder": folder})
    assert answer.status_code in (409, 422), answer.text
    assert answer.json["detail"].endswith(".")
    assert medium.medium() is None


def test_the_servers_own_data_is_no_second_medium(app, congress, tmp_path):
    for folder in (tmp_path, tmp_path.parent, tmp_path / "backups"):
        folder.mkdir(exist_ok=True)
        with app.test_request_context("/?lang=en"), pytest.raises(RefusedError, match="own data"):
            medium.choose_medium(str(folder))


def test_a_disk_that_is_full_or_locked_is_refused(app, congress, usb, monkeypatch):
    def locked(*_told):
        raise OSError

    monkeypatch.setattr(medium, "write_mark", locked)
    english = app.test_request_context("/?lang=en")
    with english, pytest.raises(RefusedError, match="Nothing can be written"):
        medium.choose_medium(str(usb))
    assert medium.medium() is None


def test_a_missing_medium_is_warned_of(app, congress, usb):
    medium.choose_medium(str(usb))
    (usb / medium.MARK).unlink()
    with app.test_request_context("/?lang=en"):
        (notice,) = backup_warnings()
        assert "missing" in str(notice)


def test_another_disk_in_its_place_gets_nothing(app, congress, usb):
    check_the_wrong_disk_gets_nothing(usb)


def test_disks_are_listed_as_the_system_tells_them(tmp_path):
    (tmp_path / "mounts").write_text(MOUNTED, "utf-8")
    found = {str(each) for each in medium.mounted(tmp_path / "mounts")}
    assert found == {"/media/minh/SAO LƯU", "/srv/nas"}
    assert medium.disks(tmp_path, tmp_path / "mounts") == []  # none of them is plugged in here
