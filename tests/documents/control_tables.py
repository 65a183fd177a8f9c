"""Controls: with a protection taken away the same checks must fail."""

from pathlib import Path

import pytest

from documents import tables_child
from documents.sandbox import Limits
from tests.documents import spreadsheets
from tests.documents.checks import check_bomb_is_seen_in_the_directory, check_table_refused

pytestmark = pytest.mark.control


def control_limits_of_the_child(tmp_path: Path) -> None:
    make, code = spreadsheets.REFUSED["five million strings"]
    make(tmp_path / "list")
    raised = Limits(
        address_bytes=4 << 30, data_bytes=3 << 30, step_cpu_seconds=30, step_wall_seconds=60
    )
    check_table_refused(tmp_path / "list", code, limits=raised)


def control_look_at_the_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spreadsheets.bomb(tmp_path / "list")
    monkeypatch.setattr(tables_child, "_MOST_UNPACKED_BYTES", 1 << 40)
    check_bomb_is_seen_in_the_directory(tmp_path / "list")
