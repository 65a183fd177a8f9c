"""Controls: without the look at the desk's clock no jump is marked, and the test must fail."""

import pytest

from app.attendance import actions
from tests.app.attendance.test_review import (
    test_only_a_jump_of_the_same_browser_is_marked,
    test_only_a_jump_of_the_same_desk_is_marked,
)

pytestmark = pytest.mark.control


def control_nobody_watches_the_clocks(client_for, congress, cast, monkeypatch):
    monkeypatch.setattr(actions, "clock_jumped", lambda *_about: False)
    test_only_a_jump_of_the_same_desk_is_marked(client_for, congress, cast)


def control_nobody_watches_the_clocks_of_browsers(client_for, congress, cast, monkeypatch):
    monkeypatch.setattr(actions, "clock_jumped", lambda *_about: False)
    test_only_a_jump_of_the_same_browser_is_marked(client_for, congress, cast)
