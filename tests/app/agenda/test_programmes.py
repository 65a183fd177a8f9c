"""The programmes that a new congress can begin with."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.agenda.models import KINDS, AgendaItem
from app.agenda.programmes import programmes
from app.congresses import actions as congresses
from app.db import db

LANGUAGES = ("vi", "en")


@pytest.fixture
def empty(app):
    return congresses.add_congress(
        "Đại hội mới",
        starts_on=date(2027, 3, 1),
        ends_on=date(2027, 3, 2),
        venue="",
        time_zone="Asia/Ho_Chi_Minh",
    )


@pytest.mark.parametrize("programme", programmes().values(), ids=list(programmes()))
def test_a_programme_is_whole_in_every_language_and_fits_its_hours(programme):
    for session in programme.sessions:
        minutes = sum(item["minutes"] for item in session["items"])
        (hour, minute), (last_hour, last_minute) = (
            map(int, session[at].split(":")) for at in ("starts", "ends")
        )
        assert 0 < minutes <= 60 * (last_hour - hour) + last_minute - minute, session["title"]
        for language in LANGUAGES:
            assert programme.title[language]
            assert session["title"][language]
            assert all(item[language] for item in session["items"])
        assert {item["kind"] for item in session["items"]} <= set(KINDS)


def test_an_empty_congress_begins_with_one(client_for, empty):
    organiser = client_for("organiser", empty)
    path = f"/api/congresses/{empty.id}/agenda/programme"
    assert "Đại hội cấp tỉnh, hai ngày" in organiser.get(f"/office/{empty.id}/agenda").text
    assert organiser.post(path, json={"name": "province"}).status_code == 204
    db.session.expire_all()
    first, *_, last = empty.sessions
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    assert first.starts_at.astimezone(zone).date() == empty.starts_on
    assert f"{first.starts_at.astimezone(zone):%H:%M}" == "14:00"
    assert last.starts_at.astimezone(zone).date() == empty.starts_on + timedelta(days=1)
    items = db.session.query(AgendaItem).filter_by(congress_id=empty.id).all()
    assert len(items) == sum(len(each["items"]) for each in programmes()["province"].sessions)
    assert {item.state for item in items} == {"planned"}
    assert "Đại hội cấp tỉnh, hai ngày" not in organiser.get(f"/office/{empty.id}/agenda").text


def test_it_is_written_in_the_language_of_the_office(client_for, empty):
    organiser = client_for("organiser", empty)
    path = f"/api/congresses/{empty.id}/agenda/programme?lang=en"
    assert organiser.post(path, json={"name": "meeting"}).status_code == 204
    db.session.expire_all()
    assert [session.title for session in empty.sessions] == ["Meeting"]


def test_a_congress_with_sessions_keeps_them(organiser, congress):
    path = f"/api/congresses/{congress.id}/agenda/programme"
    refused = organiser.post(path, json={"name": "meeting"})
    assert refused.status_code == 409
    assert "đã có phiên" in refused.json["detail"]


def test_a_programme_that_there_is_not(client_for, empty):
    path = f"/api/congresses/{empty.id}/agenda/programme"
    assert client_for("organiser", empty).post(path, json={"name": "x"}).status_code == 422
