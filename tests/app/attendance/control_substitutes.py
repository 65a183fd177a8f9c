"""Controls: with a protection of substitutes taken away its test must fail."""

import pytest
from hypothesis import Phase, settings
from sqlalchemy import false

from app.attendance import absences, actions, queries, substitutions
from app.attendance.models import Absence
from app.credentials import queries as credentials_queries
from app.db import db
from app.delegates.models import Delegate
from tests.app.attendance.absence_checks import gather_board
from tests.app.attendance.desk_machine import SPEED
from tests.app.attendance.substitute_checks import (
    Hall,
    counts_with_a_place_taken,
    credentials_in_place,
    foreign_naming,
    place_while_only_named,
    quorum_of_places,
    replaced_at_the_door,
    second_place,
)
from tests.app.attendance.test_machine import (
    machine,
    machine_with_substitutes,
    test_a_place_counts_once_whoever_has_it,
)

__all__ = ["machine", "machine_with_substitutes"]
pytestmark = pytest.mark.control


@pytest.fixture
def hall(app, congress, cast, organiser):
    return Hall(gather_board(app, congress, cast), organiser, cast.guest)


def everybody_named(session, _at=None):
    """Whoever is named, confirmed or not."""
    named = Absence.substitute_id.is_not(None)
    return (Absence.session_id == session.id, named, Absence.declined_at.is_(None))


def replaced_as_well(session, _at=None):
    """The substitute is called, and the replaced delegate still is."""
    in_force = queries.standing_in(session)
    called = Delegate.id.in_(
        db.session.scalars(queries.select(Absence.substitute_id).where(*in_force))
    )
    return (Delegate.congress_id == session.congress_id, (Delegate.standing != "guest") | called)


def control_count_both_of_a_place(hall, monkeypatch):
    monkeypatch.setattr(queries, "is_convened", replaced_as_well)
    counted = counts_with_a_place_taken(hall, hall.guest)
    assert counted == [(5, 0, 0), (5, 0, 0), (5, 1, 0), (5, 1, 0)]


def control_count_both_in_the_quorum(hall, monkeypatch):
    monkeypatch.setattr(queries, "is_convened", replaced_as_well)
    assert quorum_of_places(hall) == (4, 2)


def control_admit_whoever_is_named(hall, monkeypatch):
    monkeypatch.setattr(queries, "standing_in", everybody_named)
    monkeypatch.setattr(substitutions, "standing_in", everybody_named)
    assert place_while_only_named(hall) == ("", "", (5, 0, 0))


def control_say_nothing_of_the_substitute(hall, monkeypatch):
    monkeypatch.setattr(actions, "is_replaced", lambda _session, _delegate: False)
    assert replaced_at_the_door(hall)["conflict"] == "place_taken"


def control_name_for_another_delegation(hall, monkeypatch):
    monkeypatch.setattr(
        absences, "member_of", lambda _led, delegate_id: db.session.get(Delegate, delegate_id)
    )
    assert foreign_naming(hall) == [404, 201, 409]


def control_name_somebody_of_another_delegation(hall, monkeypatch):
    monkeypatch.setattr(absences, "candidates", lambda _led, _session: db.session.query(Delegate))
    assert foreign_naming(hall) == [404, 201, 409]


def control_give_one_person_two_places(hall, monkeypatch):
    monkeypatch.setattr(absences, "is_spoken_for", lambda *_who, **_beside: False)
    assert second_place(hall) == 409


def control_report_the_substitute_as_they_were(hall, monkeypatch):
    monkeypatch.setattr(credentials_queries, "in_place", lambda person, _place: person)
    standing = {"elected": 4, "alternate": 1}
    assert credentials_in_place(hall) == (1, standing, {"male": 1, "": 4})


def control_forget_places_in_the_machine(machine_with_substitutes, monkeypatch):
    found = settings(SPEED, phases=(Phase.generate,), max_examples=40)
    monkeypatch.setattr("tests.app.attendance.test_machine.SPEED", found)
    monkeypatch.setattr(queries, "standing_in", lambda _session, _at=None: (false(),))
    test_a_place_counts_once_whoever_has_it(machine_with_substitutes)
