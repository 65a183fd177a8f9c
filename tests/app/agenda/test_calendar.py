"""The sessions as a calendar file: what a phone's calendar reads in it."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from app.agenda.models import AgendaItem
from app.db import db, writing

SECRET = "Chỉ người điều hành biết."


@pytest.fixture
def address(congress):
    return f"/c/{congress.id}/agenda.ics"


def events(answer):
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    return Calendar.from_ical(answer.data).walk("VEVENT")


def test_each_session_is_an_event_with_its_hours_place_and_programme(client_for, congress, address):
    with writing():
        congress.venue = "Hội trường tỉnh; số 1, đường Lê Lợi"
        db.session.commit()
    found = events(client_for("viewer").get(address))
    assert len(found) == len(congress.sessions)
    [event, session] = found[0], congress.sessions[0]
    assert event.decoded("dtstart") == session.starts_at.replace(microsecond=0)
    assert event.decoded("dtend") == session.ends_at.replace(microsecond=0)
    assert str(event["summary"]) == f"{congress.title} – {session.title}"
    assert str(event["location"]) == "Hội trường tỉnh; số 1, đường Lê Lợi"
    items = db.session.query(AgendaItem).filter_by(session_id=session.id).all()
    assert items
    for item in items:
        assert item.title in str(event["description"])


def test_a_session_that_moves_keeps_its_event(client_for, congress, address):
    phone = client_for("viewer")
    before = events(phone.get(address))[0]
    with writing():
        congress.sessions[0].starts_at += timedelta(hours=1)
        congress.sessions[0].ends_at += timedelta(hours=1)
        db.session.commit()
    after = events(phone.get(address))[0]
    assert after["uid"] == before["uid"]
    assert after.decoded("dtstart") == before.decoded("dtstart") + timedelta(hours=1)


def test_sub_items_are_set_in_and_speakers_named(client_for, congress, address):
    items = db.session.query(AgendaItem).order_by("position").all()
    with writing():
        items[1].parent_id, items[1].speaker = items[0].id, "Trần Thị Lan"
        db.session.commit()
    lines = str(events(client_for("viewer").get(address))[0]["description"]).splitlines()
    assert not lines[0].startswith("–")
    assert lines[1].startswith("– ")
    assert lines[1].endswith(f"{items[1].title} (Trần Thị Lan)")


def test_private_notes_are_not_in_it(client_for, congress, address):
    with writing():
        db.session.query(AgendaItem).filter_by(congress_id=congress.id).update({"notes": SECRET})
        db.session.commit()
    for event in events(client_for("viewer").get(address)):
        assert SECRET not in str(event["description"])
