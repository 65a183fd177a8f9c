"""Whatever is uploaded ends as a clean refusal or a harmless page, within bounds."""

from pathlib import Path

import pytest

from tests.documents import hostile
from tests.documents.checks import check_bounded

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", hostile.REFUSED)
def test_is_refused_cleanly(name: str, tmp_path: Path) -> None:
    make, reasons = hostile.REFUSED[name]
    check_bounded(make, reasons, tmp_path)


@pytest.mark.parametrize("name", hostile.HARMLESS)
def test_is_harmless(name: str, tmp_path: Path) -> None:
    make, reasons = hostile.HARMLESS[name]
    check_bounded(make, reasons, tmp_path)
