"""The attendance list: who came when and how, who did not and why, now and at a moment."""

import csv
import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from app.attendance.presence import presences
from app.attendance.queries import current_session, numbers
from app.clock import now
from tests.factories import make_delegate


@pytest.fixture
def session(congress):
    return current_session(congress)


@pytest.fixture
def came(client_for, congress, session):
    kiosk = client_for("kiosk")

    def came(delegate, *, minutes_ago=5, direction="in", method="badge"):
        body = {
            "key": f"list-{delegate.id}-{minutes_ago}",
            "delegate_id": delegate.id,
            "session_id": session.id,
            "direction": direction,
            "method": method,
            "at": (now() - timedelta(minutes=minutes_ago)).isoformat(),
        }
        answer = kiosk.post(f"/api/congresses/{congress.id}/check-ins", json=body)
        assert answer.status_code == 201, answer.text
        return answer.json["id"]

    return came


@pytest.fixture
def listed(organiser, congress, session):
    def listed(**query):
        query = {"session_id": session.id, "as": "csv", "lang": "en", **query}
        path = f"/api/congresses/{congress.id}/attendance-list"
        answer = organiser.get(path, query_string=query)
        assert answer.status_code == 200, answer.text
        return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))

    return listed


def test_who_came_and_who_did_not_and_why(listed, came, organiser, congress, session, cast):
    came(cast.minh, method="badge")
    came(cast.guest, method="name")
    body = {"session_id": session.id, "delegate_id": cast.hoa.id, "reason": "ốm"}
    assert organiser.post(f"/api/congresses/{congress.id}/absences", json=body).status_code == 201
    rows = {row["Number"]: row for row in listed()}
    minh, hoa, guest = rows["001"], rows["002"], rows["K01"]
    assert (minh["Attendance"], minh["How"], minh["Desk"]) == ("present", "badge", "kiosk 1")
    assert minh["Came at"].count(":") == 1
    assert minh["In the hall"] == "yes"
    assert (hoa["Attendance"], hoa["Reason"], hoa["Came at"]) == ("excused", "ốm", "")
    assert guest["Attendance"] == "guest, present"
    assert {row["Signature"] for row in rows.values()} == {""}


def test_the_lines_are_as_many_as_the_numbers_say(came, congress, session, cast):
    early = came(cast.minh, minutes_ago=50)
    came(cast.minh, minutes_ago=20, direction="out")
    came(cast.hoa, minutes_ago=10)
    assert early
    for minutes in (60, 45, 15, 0):
        at = now() - timedelta(minutes=minutes)
        lines = list(presences(session, at=at))
        counted = numbers(session, at=at)
        states = [line.state for line in lines]
        assert states.count("present") == counted.present
        assert states.count("pending") == counted.pending
        inside = [line for line in lines if line.coming and line.coming.is_inside]
        assert len(inside) == counted.inside


def test_the_list_of_a_moment_is_of_that_moment(listed, came, cast):
    came(cast.minh, minutes_ago=50)
    came(cast.hoa, minutes_ago=10)
    rows = listed(at=(now() - timedelta(minutes=30)).isoformat())
    assert [(row["Number"], row["Attendance"]) for row in rows] == [
        ("002", "not here yet"),
        ("001", "present"),
    ]


def test_what_was_taken_back_is_on_no_list(listed, came, client_for, congress, cast):
    event = came(cast.minh, minutes_ago=50)
    path = f"/api/congresses/{congress.id}/check-ins/{event}/undo"
    assert client_for("kiosk").post(path, json={"reason": "nhầm"}).status_code == 200
    for query in ({}, {"at": (now() - timedelta(minutes=30)).isoformat()}):
        assert {row["Attendance"] for row in listed(**query)} == {"not here yet"}


def test_a_name_never_becomes_a_formula(organiser, congress, session, cast):
    make_delegate(congress, "=1+1", '=HYPERLINK("http://x","y")')
    path = f"/api/congresses/{congress.id}/attendance-list?session_id={session.id}"
    book = load_workbook(io.BytesIO(organiser.get(path).get_data()))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    assert any(cell.value == '\'=HYPERLINK("http://x","y")' for cell in cells)
    text = organiser.get(f"{path}&as=csv").get_data().decode("utf-8-sig")
    assert "'=1+1" in text


def test_the_sheet_to_sign_is_a_pdf_and_figures_are_beside_the_table(
    organiser, congress, session, came, cast
):
    came(cast.minh)
    path = f"/api/congresses/{congress.id}/attendance-list?session_id={session.id}"
    assert organiser.get(f"{path}&as=pdf").get_data().startswith(b"%PDF-")
    book = load_workbook(io.BytesIO(organiser.get(path).get_data()))
    told = [row[0].value for row in book.worksheets[1].iter_rows()]
    assert told[0] == congress.title
    assert any(each.endswith(": 1") for each in told)


@pytest.mark.parametrize("clock", ["9h40", "25:00", "x"])
def test_a_time_that_is_none_is_said(organiser, congress, cast, clock):
    path = f"/api/congresses/{congress.id}/attendance-list?clock={clock}"
    assert organiser.get(path).status_code == 422


def test_a_clock_time_is_of_the_venue_on_the_day_of_the_session(listed, cast):
    assert {row["Attendance"] for row in listed(clock="00:00")} == {"not here yet"}


def test_reasons_are_for_the_secretariat_alone(client_for, congress, cast):
    path = f"/api/congresses/{congress.id}/attendance-list"
    for role in ("desk", "kiosk", "viewer", "chair"):
        assert client_for(role).get(path).status_code in (403, 404)
    elsewhere = f"/api/congresses/{cast.elsewhere.id}/attendance-list"
    assert client_for("organiser").get(elsewhere).status_code == 404
