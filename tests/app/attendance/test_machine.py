"""Attendance agrees with a plain model of it, whatever the desks and the network do."""

from types import SimpleNamespace

import pytest
from hypothesis.stateful import run_state_machine_as_test

from app.clock import now
from tests.app.attendance.desk_machine import SPEED, DeskMachine
from tests.app.attendance.reports_machine import ReportsMachine
from tests.app.attendance.substitutes_machine import SubstitutesMachine
from tests.factories import make_delegate

SET = ("congress", "cast", "clock")


@pytest.fixture
def machine(congress, cast, monkeypatch):
    clock = SimpleNamespace(moment=now())
    attendance = ("actions", "absences", "earlier")
    for module in (*(f"app.attendance.{each}" for each in attendance), "app.congresses.actions"):
        monkeypatch.setattr(f"{module}.now", lambda: clock.moment)
    return type("Desks", (DeskMachine,), {"congress": congress, "cast": cast, "clock": clock})


@pytest.fixture
def machine_with_reports(machine):
    return type("Reports", (ReportsMachine,), {name: vars(machine)[name] for name in SET})


@pytest.fixture
def machine_with_substitutes(machine, congress):
    alternate = make_delegate(congress, "003", "Lê Thị Dự", standing="alternate")
    facts = {name: vars(machine)[name] for name in SET} | {"alternate": alternate}
    return type("Substitutes", (SubstitutesMachine,), facts)


@pytest.mark.slow
def test_attendance_is_what_happened_whatever_was_told_first(machine):
    run_state_machine_as_test(machine, settings=SPEED)


@pytest.mark.slow
def test_reports_and_guests_leave_attendance_what_happened(machine_with_reports):
    run_state_machine_as_test(machine_with_reports, settings=SPEED)


@pytest.mark.slow
def test_a_place_counts_once_whoever_has_it(machine_with_substitutes):
    run_state_machine_as_test(machine_with_substitutes, settings=SPEED)
