"""Controls: with a protection taken away the same checks must fail."""

from pathlib import Path

import pytest

from documents import speaker_notes_child
from tests.documents.notes_checks import check_notes_bomb_is_seen_in_the_directory

pytestmark = pytest.mark.control


def control_look_at_the_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speaker_notes_child, "_MOST_UNPACKED_BYTES", 1 << 40)
    check_notes_bomb_is_seen_in_the_directory(tmp_path / "a")
