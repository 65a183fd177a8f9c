"""The desk with one protection taken away: what its test asks must fail."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk import desk as desk_module
from kiosk import loop as loop_module
from kiosk.outbox import Outbox
from kiosk.results import Result
from kiosk.roster import Roster
from tests.kiosk.people import gallery
from tests.kiosk.test_desk import (
    Place,
    assert_a_badge_shown_twice_is_one_event,
    test_a_code_that_is_no_badge_here,
    test_why_a_badge_is_unknown_is_said_when_the_server_knows,
)
from tests.kiosk.test_loop import test_a_picture_in_which_nothing_can_be_found_is_called_dark

pytestmark = pytest.mark.control


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    outbox = Outbox(tmp_path / "outbox.db")
    yield Place(outbox, Roster.from_json(gallery()))
    outbox.close()


def control_no_cool_down(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A badge held up twice is counted twice."""
    monkeypatch.setattr(desk_module, "_COOL_DOWN_SECONDS", 0.0)
    assert_a_badge_shown_twice_is_one_event(place)


def control_a_dark_picture_is_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk says nothing, and everybody waits before a covered lens."""
    monkeypatch.setattr(loop_module, "_DARKEST", -1.0)
    test_a_picture_in_which_nothing_can_be_found_is_called_dark(grey=3, dark=True)


def control_a_replaced_badge_is_any_badge(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the server said of a badge is forgotten while the badge is still held up."""
    monkeypatch.setattr(desk_module, "UNKNOWN_BADGES", ())
    test_why_a_badge_is_unknown_is_said_when_the_server_knows(place)


@pytest.mark.parametrize("text", ["https:ươhall", "https://hall.example/b/zzzzzzzzzzzzzzz"])
def control_telex_is_any_code(place: Place, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Vietnamese typing did to a badge is called a code that is no badge."""

    def said(kind: Any, **more: Any) -> Result:
        return Result("not_a_badge" if kind == "mangled_badge" else kind, **more)

    monkeypatch.setattr(desk_module, "Result", said)
    test_a_code_that_is_no_badge_here(place, text, "mangled_badge")
