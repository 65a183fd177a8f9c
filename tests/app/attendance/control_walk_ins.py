"""Controls: told twice it is two guests, guests count, absences come back: each must fail."""

from itertools import count

import pytest

from app.attendance import actions, walk_ins
from app.delegates.models import Delegate
from tests.app.attendance.test_walk_ins import (
    desk,
    test_a_guest_at_the_door_is_checked_in_and_never_counts,
    test_an_absence_that_a_desk_sends_late_and_twice_counts_from_its_hour,
)
from tests.app.attendance.walk_in_checks import told_twice

__all__ = ["desk"]
pytestmark = pytest.mark.control


def control_every_telling_is_another_guest(desk, congress, monkeypatch):
    turns = count()
    honest = walk_ins.welcome

    def forget_the_key(place, form, by):
        return honest(place, form.model_copy(update={"key": f"{form.key}-{next(turns)}"}), by)

    monkeypatch.setattr(walk_ins, "welcome", forget_the_key)
    assert told_twice(desk, congress) == ([201, 200], 1)


def control_guests_are_convened(desk, organiser, congress, cast, monkeypatch):
    monkeypatch.setattr(
        "app.attendance.queries.is_convened",
        lambda session, at=None: (Delegate.congress_id == session.congress_id,),
    )
    test_a_guest_at_the_door_is_checked_in_and_never_counts(desk, organiser, congress, cast)


def control_an_absence_is_entered_anew_each_time(desk, organiser, congress, cast, monkeypatch):
    excuse = actions.excuse

    def forget_the_key(place, form, by):
        return excuse(place, form.model_copy(update={"key": ""}), by)

    monkeypatch.setattr(actions, "excuse", forget_the_key)
    test_an_absence_that_a_desk_sends_late_and_twice_counts_from_its_hour(
        desk, organiser, congress, cast
    )
