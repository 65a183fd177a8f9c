"""Controls: with one look taken away, the office file that means harm would reach LibreOffice."""

from pathlib import Path

import pytest

from documents import convert_child, media
from tests.documents import office
from tests.documents.checks import check_office_refused

pytestmark = pytest.mark.control


def control_ratio_of_a_bomb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert_child, "_MOST_RATIO", 1 << 40)
    monkeypatch.setattr(convert_child, "_MOST_MARKUP_BYTES", 1 << 40)
    check_office_refused(tmp_path, office.bomb(), "too_heavy")


def control_macros_under_an_innocent_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert_child, "_MACRO_MARKS", ())
    check_office_refused(tmp_path, office.with_macros(), "macros")


def control_macros_of_an_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert_child, "_MACRO_STREAMS", set())
    check_office_refused(tmp_path, office.compound("WordDocument", "VBA"), "macros")


def control_a_locked_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "_OLD_OFFICE", (("EncryptedPackage", "application/msword"),))
    monkeypatch.setattr(media, "LOCKED_OFFICE", "application/msword")
    path = tmp_path / "upload"
    path.write_bytes(office.compound("EncryptionInfo", "EncryptedPackage"))
    assert media.sniff(path) == "application/x-ole-storage"
