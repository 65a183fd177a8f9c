"""The desk without its cool-down: a badge held up twice must be counted twice."""

from pathlib import Path

import pytest

from kiosk import desk as desk_module
from kiosk.outbox import Outbox
from kiosk.roster import Roster
from tests.kiosk.people import gallery
from tests.kiosk.test_desk import Place, assert_a_badge_shown_twice_is_one_event

pytestmark = pytest.mark.control


def control_no_cool_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module, "_COOL_DOWN_SECONDS", 0.0)
    outbox = Outbox(tmp_path / "outbox.db")
    try:
        assert_a_badge_shown_twice_is_one_event(Place(outbox, Roster.from_json(gallery())))
    finally:
        outbox.close()
