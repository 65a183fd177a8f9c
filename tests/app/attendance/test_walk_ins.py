"""Guests at the door are guests, once; unknown badges find their person; desks enter absences."""

from datetime import datetime

import pytest

from app.archive.erasing import erase_delegate
from app.attendance.models import Absence, CheckIn
from app.attendance.queries import current_session, numbers
from app.db import db
from app.delegates.models import Delegate
from tests.app.attendance.review_checks import codes, sender
from tests.app.attendance.walk_in_checks import BODY, told_twice, welcome


@pytest.fixture
def desk(client_for):
    return client_for("kiosk")


def test_a_guest_at_the_door_is_checked_in_and_never_counts(desk, organiser, congress, cast):
    before = numbers(current_session(congress))
    answer = welcome(desk, congress)
    assert (answer.status_code, answer.json["name"]) == (201, "Trần Văn Khách")
    db.session.rollback()
    assert numbers(current_session(congress)) == before
    assert before.convened == 2

    (guest,) = organiser.get(f"/api/congresses/{congress.id}/walk-ins").json
    assert (guest["organisation"], guest["phone"]) == ("Sở Nội vụ", "0901 234 567")
    assert guest["recorded_by"]
    roster = organiser.get(f"/api/congresses/{congress.id}/roster?standing=guest").json
    assert "Trần Văn Khách" in [each["name"] for each in roster["people"]]
    assert "Sở Nội vụ" in organiser.get(f"/office/{congress.id}/walk-ins?lang=vi").text
    events = organiser.get(f"/api/congresses/{congress.id}/check-ins").json
    assert [(each["name"], each["conflict"]) for each in events] == [("Trần Văn Khách", None)]


def test_a_guest_who_is_sent_twice_is_one_guest(desk, congress):
    assert told_twice(desk, congress) == ([201, 200], 1)


def test_the_key_of_another_guest_or_check_in_is_refused(desk, congress, cast):
    send = sender(desk, congress)
    send("a-check-in", cast.minh)
    assert welcome(desk, congress, key="a-check-in").status_code == 409
    assert welcome(desk, congress).status_code == 201
    assert welcome(desk, congress, name="Người khác").status_code == 409
    assert welcome(desk, congress, key="another-guest", name="").status_code == 422


def test_numbers_of_guests_avoid_those_of_the_roster(desk, organiser, congress):
    taken = {"number": "K-001", "name": "Lê Bình", "standing": "guest"}
    organiser.post(f"/api/congresses/{congress.id}/delegates", json=taken)
    welcome(desk, congress)
    welcome(desk, congress, key="second-guest", name="Người thứ hai")
    found = organiser.get(f"/api/congresses/{congress.id}/walk-ins").json
    assert [each["number"] for each in found] == ["K-002", "K-003"]


def test_an_unknown_badge_finds_its_person(desk, organiser, congress, cast):
    send = sender(desk, congress)
    badge = "http://hall.test/b/nobodysbadge0000"
    event = send("unknown-badge", None, badge=badge, method="badge")
    send("later-by-name", cast.minh, at="2026-11-21T08:05:00Z")
    path = f"/api/congresses/{congress.id}/check-ins/{event['id']}/resolve"
    assert organiser.post(path, json={"number": "999"}).status_code == 409
    assert organiser.post(path, json={"number": "001"}).json["name"] == "Nguyễn Văn Minh"
    assert organiser.post(path, json={"number": "001"}).status_code == 200
    assert organiser.post(path, json={"number": "002"}).status_code == 409
    events = organiser.get(f"/api/congresses/{congress.id}/check-ins").json
    assert [each["conflict"] for each in events] == [None, "already_in"]
    assert numbers(current_session(congress)).present == 1
    assert "review" in codes(organiser, congress)


def test_a_resolved_event_that_is_sent_again_stays_resolved(desk, organiser, congress, cast):
    body = {"key": "unknown-badge", "session_id": current_session(congress).id, "method": "badge"}
    body |= {"badge": "http://hall.test/b/nobodysbadge0000", "at": "2026-11-21T08:00:00Z"}
    path = f"/api/congresses/{congress.id}/check-ins"
    event = desk.post(path, json=body).json
    organiser.post(f"{path}/{event['id']}/resolve", json={"number": "001"})
    answer = desk.post(path, json=body)
    assert (answer.status_code, answer.json["name"]) == (200, "Nguyễn Văn Minh")


def test_an_event_of_another_congress_is_not_resolved(desk, client_for, congress, cast):
    event = sender(desk, congress)("unknown-badge", None, badge="nobodysbadge0000", method="badge")
    elsewhere = client_for("organiser", cast.elsewhere)
    path = f"/api/congresses/{cast.elsewhere.id}/check-ins/{event['id']}/resolve"
    assert elsewhere.post(path, json={"number": "001"}).status_code == 404


def test_an_absence_that_a_desk_sends_late_and_twice_counts_from_its_hour(
    desk, organiser, congress, cast
):
    session = current_session(congress)
    body = {"delegate_id": cast.hoa.id, "session_id": session.id, "reason": "Ốm"}
    body |= {"key": "desk-absence-1", "at": "2026-11-21T08:00:00Z", "clock_offset_ms": 1000}
    path = f"/api/congresses/{congress.id}/absences"
    first = desk.post(path, json=body).json["id"]
    absence = db.session.get_one(Absence, first)
    assert absence.confirmed_at == datetime.fromisoformat("2026-11-21T08:00:01+00:00")

    declined = organiser.post(f"{path}/{first}/decline", json={"reason": "nhầm người"})
    assert declined.status_code == 200
    assert desk.post(path, json={**body, "clock_offset_ms": 3000}).json["id"] == first
    db.session.rollback()
    assert numbers(session).excused == 0
    assert desk.post(path, json={**body, "key": "desk-absence-2"}).json["id"] == first
    db.session.rollback()
    assert numbers(session).excused == 1


def test_a_guest_goes_with_the_person_who_is_erased(desk, client_for, congress):
    guest_id = welcome(desk, congress).json["delegate_id"]
    admin = client_for("admin", None)
    assert BODY["phone"] in str(admin.get(f"/api/congresses/{congress.id}/walk-ins").json)
    erase_delegate(congress, db.session.get_one(Delegate, guest_id), [])
    assert admin.get(f"/api/congresses/{congress.id}/walk-ins").json == []
    assert db.session.query(CheckIn).count() == 1
