"""A leader reports absences by badge alone; the secretariat decides; the numbers follow."""

import pytest

from app.attendance import actions
from app.attendance.forms import CheckInForm
from app.attendance.models import Absence
from app.attendance.queries import numbers
from app.clock import now
from app.db import db
from app.delegates.actions import change_delegate
from app.delegates.forms import DelegateForm
from tests.app.attendance.absence_checks import (
    excused_before_and_after_confirming,
    gather_board,
    reach_into_another_delegation,
    seen_by,
    take_back_what_was_confirmed,
    with_badge,
)
from tests.app.attendance.review_checks import codes


@pytest.fixture
def board(app, congress, cast):
    return gather_board(app, congress, cast)


@pytest.fixture
def check_in(organiser, congress, board):
    def check_in(person, key="absence-event"):
        body = {"key": key, "delegate_id": person.id, "session_id": board.session.id}
        body |= {"method": "name", "at": now().isoformat()}
        answer = organiser.post(f"/api/congresses/{congress.id}/check-ins", json=body)
        assert answer.status_code == 201

    return check_in


def test_a_leader_sees_the_own_delegation_with_who_is_here(board, check_in):
    check_in(board.hoa)
    leader = board.leader()
    found = leader.get(board.mine).json
    assert (found["delegation"], found["convened"], found["present"]) == ("Đoàn A", 3, 1)
    assert board.states(leader) == {
        "Nguyễn Văn Minh": "missing",
        "Trần Thị Hoa": "present",
        "Lê Thị Dự": "missing",
    }
    page = leader.get(f"/c/{board.congress.id}/delegation?lang=en")
    assert page.status_code == 200
    assert "My delegation" in leader.get(f"/c/{board.congress.id}").text
    assert (
        "My delegation" not in with_badge(board.app, board.hoa).get(f"/c/{board.congress.id}").text
    )


def test_a_board_holds_nobody_of_another_delegation(board):
    mine = {"Nguyễn Văn Minh", "Trần Thị Hoa", "Lê Thị Dự", "Lê Khách"}
    assert seen_by(board.leader(), board) == mine
    assert seen_by(board.leader("binh"), board) == {"Vũ Thanh Bình", "Đỗ Thị Cúc"}


def test_a_leader_cannot_reach_into_another_delegation(board, organiser):
    assert reach_into_another_delegation(board, organiser) == [404, 404]
    assert [each.reporter_id for each in db.session.query(Absence)] == [board.binh.id]


@pytest.mark.parametrize("who", ["member", "elsewhere", "moved away", "staff"])
def test_whoever_leads_no_delegation_here_finds_no_board(board, cast, organiser, who):
    if who == "moved away":
        form = DelegateForm(number="001", name="Nguyễn Văn Minh", delegation="Đoàn B")
        change_delegate(board.congress, board.minh, form)
    asks = {
        "member": lambda: with_badge(board.app, board.hoa),
        "elsewhere": lambda: with_badge(board.app, cast.tuan),
        "moved away": board.leader,
        "staff": lambda: organiser,
    }[who]()
    body = {"delegate_id": board.hoa.id, "session_id": board.session.id, "reason": "Ốm"}
    assert asks.get(board.mine).status_code == 404
    assert asks.post(f"{board.mine}/absences", json=body).status_code == 404
    assert asks.get(f"/c/{board.congress.id}/delegation").status_code == 404
    assert db.session.query(Absence).count() == 0


def test_a_report_counts_once_it_is_confirmed_and_no_longer_when_declined(board, organiser):
    # Five are convened; the guest never counts.
    assert excused_before_and_after_confirming(board, organiser) == [(0, 5), (1, 4), (0, 5)]


def test_after_the_roll_call_a_report_alone_is_unexcused(board, organiser, congress):
    absence_id = board.report(board.leader(), board.hoa).json["id"]
    path = f"/api/congresses/{congress.id}/sessions/{board.session.id}/roll-call"
    assert organiser.put(path, json={"closed": True}).status_code < 300
    assert board.leader().get(board.mine).json["is_closed"]
    db.session.rollback()
    assert numbers(board.session).unexcused == 5
    board.decide(organiser, absence_id, "confirm")
    db.session.rollback()
    found = numbers(board.session)
    assert (found.excused, found.unexcused) == (1, 4)


def test_numbers_of_the_past_know_when_it_was_confirmed_and_declined(board, organiser, monkeypatch):
    moments = []

    def at_next_second():
        moments.append(now())
        return moments[-1]

    monkeypatch.setattr("app.attendance.absences.now", at_next_second)
    excused_before_and_after_confirming(board, organiser)
    db.session.rollback()
    reported, confirmed, declined = moments
    found = [numbers(board.session, at=at).excused for at in (reported, confirmed, declined)]
    assert found == [0, 1, 0]


@pytest.mark.parametrize("again", ["report", "confirm", "desk", "take_back"])
def test_who_was_excused_and_declined_stays_so_for_that_time(board, organiser, again):
    leader = board.leader()
    absence_id = board.report(leader, board.hoa).json["id"]
    board.decide(organiser, absence_id, "confirm")
    excused = now()
    board.decide(organiser, absence_id, "decline", reason="không rõ")
    declined = now()
    about = {"delegate_id": board.hoa.id, "session_id": board.session.id, "reason": "Bận"}
    api = f"/api/congresses/{board.congress.id}"
    anew = {
        "report": lambda: board.report(leader, board.hoa),
        "confirm": lambda: board.decide(organiser, absence_id, "confirm"),
        "desk": lambda: organiser.post(f"{api}/absences", json=about),
        "take_back": lambda: leader.delete(f"{board.mine}/absences/{absence_id}"),
    }
    assert anew[again]().status_code in (200, 201, 204)
    db.session.rollback()
    found = [numbers(board.session, at=at).excused for at in (excused, declined)]
    assert found == [1, 0]


def test_an_absence_that_is_entered_again_counts_since_the_first_time(board, organiser):
    about = {"delegate_id": board.hoa.id, "session_id": board.session.id}
    path = f"/api/congresses/{board.congress.id}/absences"
    organiser.post(path, json={**about, "reason": "Ốm"})
    first = now()
    organiser.post(path, json={**about, "reason": "Ốm, có giấy"})
    db.session.rollback()
    assert numbers(board.session, at=first).excused == 1


def test_whoever_comes_all_the_same_is_present(board, organiser, check_in):
    absence_id = board.report(board.leader(), board.hoa).json["id"]
    board.decide(organiser, absence_id, "confirm")
    check_in(board.hoa)
    assert board.counted() == (0, 4)
    assert board.states(board.leader())["Trần Thị Hoa"] == "present"
    assert board.report(board.leader(), board.hoa).status_code == 409


def test_a_report_is_taken_back_until_it_is_confirmed(board, organiser):
    leader = board.leader()
    absence_id = board.report(leader, board.hoa).json["id"]
    assert board.states(leader)["Trần Thị Hoa"] == "reported"
    assert leader.delete(f"{board.mine}/absences/{absence_id}").status_code == 204
    assert board.states(leader)["Trần Thị Hoa"] == "missing"
    assert take_back_what_was_confirmed(board, organiser) == [409, 409]


def test_a_declined_report_says_why_and_can_be_made_anew(board, organiser):
    leader = board.leader()
    absence_id = board.report(leader, board.hoa).json["id"]
    board.decide(organiser, absence_id, "decline", reason="đang ở hội trường")
    found = {each["name"]: each for each in leader.get(board.mine).json["people"]}
    hoa = found["Trần Thị Hoa"]
    assert (hoa["state"], hoa["report"]["decline_reason"]) == ("missing", "đang ở hội trường")
    assert hoa["report"]["decided_by"]
    assert board.report(leader, board.hoa, reason="đã về").json["id"] == absence_id
    assert board.states(leader)["Trần Thị Hoa"] == "reported"


@pytest.mark.parametrize("who", ["binh", "hoa", "minh"])
def test_a_substitute_is_an_alternate_or_guest_of_the_delegation(board, who):
    named = getattr(board, who)
    answer = board.report(board.leader(), board.hoa, substitute_id=named.id)
    assert answer.status_code == 409


def test_one_substitute_comes_for_one(board, organiser):
    leader = board.leader()
    named = {"substitute_id": board.alternate.id}
    assert board.report(leader, board.hoa, **named).status_code == 201
    assert board.report(leader, board.hoa, **named).status_code == 201
    assert board.report(leader, board.minh, **named).status_code == 409
    listed = organiser.get(f"/api/congresses/{board.congress.id}/absences").json
    told = [(each["name"], each["substitute"], each["reported_by"]) for each in listed]
    assert told == [("Trần Thị Hoa", "Lê Thị Dự", "Nguyễn Văn Minh")]
    assert board.report(leader, board.alternate).status_code == 201
    named = [each["id"] for each in leader.get(board.mine).json["candidates"]]
    assert board.alternate.id not in named


def test_the_office_is_warned_and_decides_on_its_page(board, organiser):
    assert "absences" not in codes(organiser, board.congress)
    absence_id = board.report(board.leader(), board.hoa, reason="đi công tác").json["id"]
    assert "absences" in codes(organiser, board.congress)
    page = organiser.get(f"/office/{board.congress.id}/absences?lang=vi").text
    assert "đi công tác" in page
    assert "Nguyễn Văn Minh" in page
    board.decide(organiser, absence_id, "confirm")
    assert "absences" not in codes(organiser, board.congress)
    listed = organiser.get(f"/api/congresses/{board.congress.id}/absences").json
    assert [(each["state"], bool(each["decided_by"])) for each in listed] == [("confirmed", True)]


def test_a_desk_confirms_what_it_enters(board, client_for):
    board.report(board.leader(), board.hoa)
    body = {"delegate_id": board.hoa.id, "session_id": board.session.id, "reason": "ốm"}
    path = f"/api/congresses/{board.congress.id}/absences"
    assert client_for("kiosk").post(path, json=body).status_code == 201
    assert board.counted() == (1, 4)


@pytest.mark.parametrize("what", ["confirm", "decline"])
def test_another_congress_decides_nothing_here(board, cast, client_for, what):
    absence_id = board.report(board.leader(), board.hoa).json["id"]
    elsewhere = client_for("organiser", cast.elsewhere)
    path = f"/api/congresses/{cast.elsewhere.id}/absences/{absence_id}/{what}"
    assert elsewhere.post(path, json={"reason": "x"}).status_code == 404
    assert board.counted() == (0, 5)


def test_a_reason_is_needed(board):
    assert board.report(board.leader(), board.hoa, reason="  ").status_code == 422


def test_an_undone_check_in_makes_room_for_a_report(board, congress):
    form = CheckInForm.model_validate(
        {
            "key": "undone-event",
            "delegate_id": board.hoa.id,
            "session_id": board.session.id,
            "method": "name",
            "at": now(),
        }
    )
    event, _is_new = actions.check_in(congress, form, by=actions.NOBODY)
    assert board.report(board.leader(), board.hoa).status_code == 409
    actions.undo(congress, event.id, "nhầm người")
    assert board.report(board.leader(), board.hoa).status_code == 201
