"""Each state of the desk by the real process and a real camera stream."""

from pathlib import Path

import pytest

from kiosk.results import COLOUR
from tests.kiosk.states import STATES, State, brought_about

pytestmark = pytest.mark.server
BY_FACES = {"confirm", "unsure", "unknown", "look_again", "two_faces", "badge_mismatch"}
BY_FACES |= {"turn_left", "turn_right"}
"""tests/kiosk/test_process.py and test_face_films.py"""
BY_HANDS = {"mangled_badge"}
"""Only a scanner that types through a Vietnamese keyboard: tests/kiosk/test_page.py"""


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_the_state_comes_about_before_the_camera(state: State, tmp_path: Path) -> None:
    with brought_about(state, tmp_path) as (desk, hall):
        if state.counted is not None:
            desk.wait_for(lambda now: now["pending"] == 0)
            assert len(hall.kept) == state.counted


def test_no_result_is_without_a_test() -> None:
    shown = {
        kind
        for kind in COLOUR
        for state in STATES
        if state.shown(
            {"result": kind, "troubles": [], "session_on_now": "", "pending": 0, "online": True}
            | {"dark": False, "camera": "live"}
        )
    }
    assert shown | BY_FACES | BY_HANDS | {"waiting"} == set(COLOUR)
