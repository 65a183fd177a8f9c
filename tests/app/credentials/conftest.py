"""A session with one delegate present, one excused, one missing, and a guest."""

from datetime import date, timedelta

import pytest

from app.access import NOBODY
from app.attendance import actions as attendance
from app.attendance.forms import AbsenceForm, CheckInForm
from app.clock import iso, now
from tests.factories import make_delegate


def let_in(congress, session, person):
    """Check somebody in a minute ago."""
    form = {
        "key": f"event-{person.number}",
        "delegate_id": person.id,
        "session_id": session.id,
        "method": "name",
        "at": iso(now() - timedelta(minutes=1)),
    }
    attendance.check_in(congress, CheckInForm.model_validate(form), NOBODY)


@pytest.fixture
def hall(congress):
    session = congress.sessions[0]
    facts = {"ethnicity": "Kinh", "religion": "Không", "education": "Đại học", "party": True}
    minh = make_delegate(
        congress, "001", "Nguyễn Văn Minh", sex="male", birth_date=date(1990, 1, 2), **facts
    )
    hoa = make_delegate(
        congress, "002", "Trần Thị Hoa", sex="female", standing="appointed", **facts
    )
    make_delegate(congress, "003", "Hạng A Giàng", birth_date=date(2000, 5, 6), ethnicity="Mông")
    guest = make_delegate(congress, "K01", "Lê Khách", standing="guest")
    for person in (minh, guest):
        let_in(congress, session, person)
    attendance.excuse(congress, AbsenceForm(delegate_id=hoa.id, session_id=session.id))
    attendance.excuse(congress, AbsenceForm(delegate_id=minh.id, session_id=session.id))
    return session


@pytest.fixture
def empty_congress(client_for):
    """The id of a congress without a session."""
    facts = {"title": "Trống", "starts_on": "2027-01-01", "ends_on": "2027-01-02", "venue": ""}
    made = client_for("admin", where=None).post(
        "/api/congresses", json={**facts, "time_zone": "Asia/Ho_Chi_Minh"}
    )
    return made.json["id"]
