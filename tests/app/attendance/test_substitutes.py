"""Substitutes: one place, one count; it comes with its seat, and can be taken back."""

import pytest

from app.attendance.models import CheckIn
from app.attendance.presence import presences
from app.attendance.queries import numbers
from app.clock import now
from app.db import db
from app.realtime import AuditEntry
from tests.app.attendance.absence_checks import gather_board
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


@pytest.fixture
def hall(app, congress, cast, organiser):
    return Hall(gather_board(app, congress, cast), organiser, cast.guest)


def test_a_guest_in_a_place_counts_there_and_the_place_once(hall):
    # Five are convened: a place that a guest takes is one of them.
    assert counts_with_a_place_taken(hall, hall.guest) == [
        (5, 0, 0),
        (5, 0, 0),
        (5, 1, 0),
        (5, 1, 0),
    ]


def test_an_alternate_in_a_place_leaves_the_own_one(hall):
    # An alternate is convened anyway; one person has one place.
    assert counts_with_a_place_taken(hall, hall.board.alternate) == [
        (5, 0, 0),
        (4, 0, 0),
        (4, 1, 0),
        (4, 1, 0),
    ]


def test_the_quorum_counts_a_place_once(hall):
    assert quorum_of_places(hall) == (4, 2)


def test_whoever_is_only_named_comes_as_who_they_are(hall):
    assert place_while_only_named(hall) == ("", "", (5, 0, 0))


def test_the_desk_is_told_whose_place_and_seat_it_is(hall):
    hall.put_in_place(hall.guest)
    told = hall.check_in(hall.guest)
    assert (told["in_place_of"], told["seat"], told["delegation"], told["conflict"]) == (
        "Trần Thị Hoa",
        "A-02",
        "Đoàn A",
        None,
    )
    listed = hall.office.get(f"{hall.api}/check-ins?session_id={hall.board.session.id}").json
    assert [(each["in_place_of"], each["seat"]) for each in listed] == [("Trần Thị Hoa", "A-02")]


def test_a_replaced_delegate_is_told_and_the_event_kept_and_marked(hall):
    told = replaced_at_the_door(hall)
    assert (told["conflict"], told["replaced_by"]) == ("place_taken", "Lê Thị Dự")
    assert hall.counted() == (4, 0, 0)
    review = hall.office.get(f"/office/{hall.board.congress.id}/check-ins?lang=en").text
    assert "a substitute has the place" in review
    page = hall.office.get(f"/office/{hall.board.congress.id}/absences?lang=en").text
    assert "Lê Thị Dự has the place" in page


@pytest.mark.parametrize("how", ["the place", "the absence"])
def test_taking_it_back_restores_everything_and_is_audited(hall, how):
    absence_id = hall.put_in_place(hall.guest)
    hall.check_in(hall.guest)
    hall.check_in(hall.board.hoa)
    if how == "the place":
        path = f"{hall.api}/absences/{absence_id}/substitute"
        assert hall.office.delete(path).status_code == 204
    else:
        hall.board.decide(hall.office, absence_id, "decline", reason="đã đến")
    assert hall.counted() == (5, 1, 0)
    assert [each.conflict for each in db.session.query(CheckIn).order_by(CheckIn.id)] == ["", ""]
    states = {each.name: each.state for each in presences(hall.board.session)}
    assert (states["Trần Thị Hoa"], states["Lê Khách"]) == ("present", "guest")
    did = "absence.end_substitute" if how == "the place" else "absence.decline_substitute"
    last = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    about = f"delegate:{hall.board.hoa.id} delegate:{hall.guest.id}"
    assert (last.did, last.about) == (did, about)


def test_moments_of_the_past_know_who_had_the_place(hall):
    before = now()
    absence_id = hall.put_in_place(hall.guest)
    given = now()
    hall.check_in(hall.guest)
    came = now()
    hall.office.delete(f"{hall.api}/absences/{absence_id}/substitute")
    db.session.rollback()
    found = [numbers(hall.board.session, at=at) for at in (before, given, came, now())]
    assert [(each.present, each.excused) for each in found] == [(0, 0), (0, 0), (1, 0), (0, 1)]


def test_who_had_the_place_before_another_was_named_stays_known(hall):
    absence_id = hall.put_in_place(hall.guest)
    hall.check_in(hall.guest)
    first = now()
    assert hall.name(absence_id, hall.board.alternate.number) == 200
    second = now()
    hall.board.decide(hall.office, absence_id, "decline", reason="đến được rồi")
    db.session.rollback()
    names = [place_at(hall, at) for at in (first, second, now())]
    assert names == [hall.guest.name, hall.board.alternate.name, ""]
    found = [numbers(hall.board.session, at=at) for at in (first, second, now())]
    assert [(each.convened, each.present) for each in found] == [(5, 1), (4, 0), (5, 0)]


def test_nobody_names_across_delegations(hall):
    assert foreign_naming(hall) == [404, 201, 409]


def test_one_person_has_one_place(hall):
    assert second_place(hall) == 409


def test_the_office_names_another_and_whoever_is_here_cannot_be_replaced(hall):
    absence_id = hall.put_in_place(hall.board.alternate)
    assert hall.name(absence_id, "K01") == 200
    assert hall.check_in(hall.guest)["in_place_of"] == "Trần Thị Hoa"
    assert hall.check_in(hall.board.alternate)["in_place_of"] == ""
    assert [hall.name(absence_id, number) for number in ("101", "999", "002")] == [409, 409, 409]
    hall.check_in(hall.board.cuc)
    body = {"delegate_id": hall.board.cuc.id, "session_id": hall.board.session.id, "reason": "ốm"}
    theirs = hall.office.post(f"{hall.api}/absences", json=body).json["id"]
    assert hall.name(theirs, "003") == 409


def test_who_stands_in_is_replaced_by_nobody(hall):
    hall.put_in_place(hall.board.alternate)
    body = {"session_id": hall.board.session.id, "reason": "ốm"}
    body |= {"delegate_id": hall.board.alternate.id}
    absence_id = hall.office.post(f"{hall.api}/absences", json=body).json["id"]
    assert hall.name(absence_id, "K01") == 409
    assert hall.counted() == (4, 0, 1)


def test_a_desk_confirms_an_absence_and_never_a_substitute(hall, client_for):
    absence_id = hall.report(hall.guest)
    body = {"delegate_id": hall.board.hoa.id, "session_id": hall.board.session.id, "reason": "ốm"}
    desk = client_for("kiosk")
    assert desk.post(f"{hall.api}/absences", json=body).status_code == 201
    assert hall.check_in(hall.guest)["in_place_of"] == ""
    assert desk.put(
        f"{hall.api}/absences/{absence_id}/substitute", json={"number": "K01"}
    ).status_code in (403, 404)
    assert hall.name(absence_id, "K01") == 200
    assert hall.counted() == (5, 1, 0)


def test_a_report_waits_where_the_named_cannot_come(hall):
    absence_id = hall.report(hall.board.alternate)
    hall.board.report(hall.board.leader(), hall.board.alternate)
    assert hall.board.decide(hall.office, absence_id, "confirm").status_code == 409
    assert hall.counted() == (5, 0, 0)
    assert hall.name(absence_id, "K01") == 200
    assert hall.board.decide(hall.office, absence_id, "confirm").status_code == 200


def test_the_leaders_board_shows_both(hall):
    hall.put_in_place(hall.guest)
    hall.check_in(hall.guest)
    found = hall.board.leader().get(hall.board.mine).json
    people = {each["name"]: each for each in found["people"]}
    assert (found["convened"], found["present"], found["replaced"]) == (3, 1, 1)
    assert people["Trần Thị Hoa"]["state"] == "replaced"
    assert (
        people["Lê Khách"] | {"in_place_of": "Trần Thị Hoa", "seat": "A-02"} == people["Lê Khách"]
    )


def test_the_list_has_a_line_for_each_and_counts_the_place_once(hall):
    hall.put_in_place(hall.guest)
    lines = {each.name: each for each in presences(hall.board.session)}
    hoa, guest = lines["Trần Thị Hoa"], lines["Lê Khách"]
    assert (hoa.state, hoa.substitute, hoa.reason) == ("replaced", "Lê Khách", "Ốm")
    assert (guest.state, guest.in_place_of, guest.seat) == ("pending", "Trần Thị Hoa", "A-02")
    counting = [each for each in lines.values() if each.state not in ("replaced", "guest")]
    assert len(counting) == numbers(hall.board.session).convened


def place_at(hall, at):
    """Who had Hoa's place, as the list of that moment says."""
    lines = {each.name: each for each in presences(hall.board.session, at=at)}
    line = lines[hall.board.hoa.name]
    return line.substitute if line.state == "replaced" else ""


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_the_files_name_the_substitute(hall, form):
    hall.put_in_place(hall.guest)
    query = {"session_id": hall.board.session.id, "as": form, "lang": "vi"}
    answer = hall.office.get(f"{hall.api}/attendance-list", query_string=query)
    assert answer.status_code == 200
    if form == "csv":
        rows = answer.get_data().decode("utf-8-sig").splitlines()
        (row,) = (row for row in rows if row.startswith("K01"))
        assert "Trần Thị Hoa" in row


def test_the_credentials_report_counts_the_person_in_the_standing_of_the_place(hall):
    standing = {"elected": 4, "alternate": 1}
    assert credentials_in_place(hall) == (1, standing, {"male": 1, "": 4})
    found = hall.office.get(f"{hall.api}/credentials?session_id={hall.board.session.id}").json
    named = {"name": "Lê Khách", "in_place_of": "Trần Thị Hoa", "delegation": "Đoàn A"}
    assert (found["substitutes"], found["convened"]) == ([named], 5)
    page = hall.office.get(f"/office/{hall.board.congress.id}/credentials").text
    assert "Lê Khách thay cho Trần Thị Hoa" in page
    assert hall.office.get(f"{hall.api}/credentials.docx?lang=vi").status_code == 200


def test_an_adopted_report_keeps_how_many_and_tells_who_of_then(hall):
    absence_id = hall.put_in_place(hall.guest)
    body = {"session_id": hall.board.session.id}
    report = hall.office.post(f"{hall.api}/credentials/adoptions", json=body).json["id"]
    hall.office.delete(f"{hall.api}/absences/{absence_id}/substitute")
    query = f"session_id={hall.board.session.id}&report_id={report}"
    found = hall.office.get(f"{hall.api}/credentials?{query}").json
    assert [each["name"] for each in found["substitutes"]] == ["Lê Khách"]
    present = hall.office.get(f"{hall.api}/credentials?session_id={hall.board.session.id}").json
    assert present["substitutes"] == []
    assert ("1", "0") in {(each["adopted"], each["now"]) for each in present["adoption"]["changes"]}


def test_kiosks_get_the_places_with_a_new_gallery(hall, client_for):
    kiosk = client_for("kiosk")
    first = kiosk.get(f"{hall.api}/gallery")
    absence_id = hall.put_in_place(hall.guest)
    again = kiosk.get(f"{hall.api}/gallery", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.json["substitutions"], again.status_code) == ([], 200)
    assert again.json["substitutions"] == [
        {
            "session_id": hall.board.session.id,
            "delegate_id": hall.board.hoa.id,
            "substitute_id": hall.guest.id,
        }
    ]
    hall.office.delete(f"{hall.api}/absences/{absence_id}/substitute")
    assert kiosk.get(f"{hall.api}/gallery").json["substitutions"] == []


def test_desk_pages_hear_that_places_changed(hall):
    def version():
        return hall.office.get(f"{hall.api}/live").json["parts"]["attendance"]["state"]["places"]

    first = version()
    absence_id = hall.put_in_place(hall.guest)
    given = version()
    hall.office.delete(f"{hall.api}/absences/{absence_id}/substitute")
    assert (first, version()) == ("", "")
    assert given
