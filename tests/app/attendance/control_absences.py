"""Controls: with a protection of the leader's board taken away its test must fail."""

import pytest

from app.attendance import absences, delegation_board, queries
from app.attendance.models import Absence
from app.db import db
from app.delegates.models import Delegate
from tests.app.attendance.absence_checks import (
    excused_before_and_after_confirming,
    gather_board,
    reach_into_another_delegation,
    take_back_what_was_confirmed,
    with_badge,
)

pytestmark = pytest.mark.control


@pytest.fixture
def board(app, congress, cast):
    return gather_board(app, congress, cast)


def control_whoever_is_named_is_a_member(board, organiser, monkeypatch):
    monkeypatch.setattr(
        absences, "member_of", lambda _led, delegate_id: db.session.get(Delegate, delegate_id)
    )
    assert reach_into_another_delegation(board, organiser) == [404, 404]


def control_whoever_is_a_member_leads(board, monkeypatch):
    def lead_anyway(congress, who):
        leader = db.session.get(Delegate, who.delegate_ids[congress.id])
        return delegation_board.Led(leader.delegation, leader)

    monkeypatch.setattr(delegation_board, "find_led", lead_anyway)
    assert with_badge(board.app, board.hoa).get(board.mine).status_code == 404


def control_count_what_nobody_confirmed(board, organiser, monkeypatch):
    monkeypatch.setattr(
        queries,
        "confirmed_absences",
        lambda session, _at=None: (Absence.session_id == session.id,),
    )
    assert excused_before_and_after_confirming(board, organiser) == [(0, 5), (1, 4), (0, 5)]


def control_change_what_was_confirmed(board, organiser, monkeypatch):
    monkeypatch.setattr(Absence, "state", "waiting")
    assert take_back_what_was_confirmed(board, organiser) == [409, 409]
