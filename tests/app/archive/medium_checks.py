"""Checks on the second medium that a test and its control share."""

from app.archive import medium
from app.archive.keeping import make_backup
from app.archive.shelf import kept_backups


def check_the_wrong_disk_gets_nothing(chosen) -> None:
    """Where another disk lies in the place of the chosen one, nothing is copied there."""
    medium.choose_medium(str(chosen))
    for each in chosen.iterdir():
        each.unlink()
    make_backup()
    assert list(chosen.iterdir()) == []
    assert [each.copied_at for each in kept_backups()] == [""]
