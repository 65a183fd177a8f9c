"""Controls: ordered by receipt or by the desk's own clock, or judged as received, it must fail."""

import pytest
from hypothesis import Phase, settings

from app.attendance import actions
from tests.app.attendance.desk_machine import SPEED
from tests.app.attendance.test_machine import (
    machine,
    test_attendance_is_what_happened_whatever_was_told_first,
)

__all__ = ["machine"]
pytestmark = pytest.mark.control


@pytest.fixture(autouse=True)
def first_failure_is_enough(monkeypatch):
    """A failure is wanted, if not soon then later; to look for the shortest only takes time."""
    found = settings(SPEED, phases=(Phase.generate,), max_examples=40)
    monkeypatch.setattr("tests.app.attendance.test_machine.SPEED", found)


def control_order_by_receipt(machine, monkeypatch):
    monkeypatch.setattr(actions, "corrected", lambda _form: machine.clock.moment)
    test_attendance_is_what_happened_whatever_was_told_first(machine)


def control_believe_the_clock_of_the_desk(machine, monkeypatch):
    monkeypatch.setattr(actions, "corrected", lambda form: form.at)
    test_attendance_is_what_happened_whatever_was_told_first(machine)


def control_leave_marks_as_they_were_at_receipt(machine, monkeypatch):
    monkeypatch.setattr(actions, "mark_conflicts", lambda _event: None)
    test_attendance_is_what_happened_whatever_was_told_first(machine)
