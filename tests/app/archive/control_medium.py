"""Controls: with a protection of the second medium taken away the same checks must fail."""

import pytest

from app.archive import medium
from tests.app.archive.medium_checks import check_the_wrong_disk_gets_nothing

pytestmark = pytest.mark.control


def control_the_mark_tells_the_disk(app, congress, tmp_path, monkeypatch):
    """Without looking for the mark, people's data go to whatever disk is there."""
    folder = tmp_path.parent / f"{tmp_path.name}-usb"
    folder.mkdir()
    monkeypatch.setattr(medium, "is_there", lambda _found: True)
    check_the_wrong_disk_gets_nothing(folder)
