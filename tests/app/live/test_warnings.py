"""What the office is warned of, in words of both languages."""

from datetime import timedelta

import pytest

from app.accounts.models import Device
from app.clock import now
from app.db import db, writing
from app.jobs.models import Job
from app.realtime import commit_quietly


def codes(client, congress):
    found = client.get(f"/api/congresses/{congress.id}/warnings")
    assert found.status_code == 200
    return [each["code"] for each in found.json]


def told(client_for, congress, **report):
    """A desk tells how it is."""
    facts = {"camera": "live", "pending": 0, "refused": 0, "faces": "ready", "troubles": []}
    answer = client_for("kiosk").put(
        f"/api/congresses/{congress.id}/devices/self/report", json=facts | report
    )
    assert answer.status_code == 204


def test_a_quiet_hall_warns_of_nothing(client_for, congress):
    told(client_for, congress)
    assert codes(client_for("viewer"), congress) == []


@pytest.mark.parametrize(
    ("report", "code"),
    [
        ({"camera": "lost"}, "camera"),
        ({"camera": "denied"}, "camera"),
        ({"refused": 2}, "refused"),
        ({"troubles": ["disk_full"]}, "disk_full"),
        ({"troubles": ["clock_wrong"]}, "clock_wrong"),
    ],
)
def test_a_desk_in_trouble(client_for, congress, report, code):
    told(client_for, congress, **report)
    assert codes(client_for("viewer"), congress) == [code]


def test_a_silent_desk(client_for, congress):
    told(client_for, congress, pending=3)
    with writing():
        db.session.query(Device).update({"seen_at": now() - timedelta(minutes=5)})
        commit_quietly()
    office = client_for("viewer")
    assert codes(office, congress) == ["silent"]
    (desk,) = office.get(f"/api/congresses/{congress.id}/desks").json
    assert (desk["is_online"], desk["pending"]) == (False, 3)


SET, NOT_SET = "Bàn này đã đặt PIN", "Bàn này chưa đặt PIN"


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        ({"pin": "kept"}, SET),
        ({"pin": "locked", "faces": "locked"}, SET),
        ({"pin": "no_pin"}, NOT_SET),
        ({"pin": "no_pin", "faces": "no_faces"}, None),
        ({}, None),
    ],
    ids=["set", "asked for", "not set", "no faces", "a desk of before"],
)
def test_the_office_sees_whether_a_desk_has_a_pin(client_for, congress, report, sentence):
    told(client_for, congress, **report)
    organiser = client_for("organiser")
    (desk,) = organiser.get(f"/api/congresses/{congress.id}/desks").json
    assert desk["pin"] == report.get("pin", "")
    page = organiser.get(f"/office/{congress.id}/devices", follow_redirects=True).text
    said = {each for each in (SET, NOT_SET) if each in page}
    assert said == ({sentence} if sentence else set())


def test_work_that_nobody_does(client_for, congress):
    with writing():
        long_ago = now() - timedelta(minutes=5)
        db.session.add(
            Job(kind="document", lane="x", payload={}, created_at=long_ago, state="waiting")
        )
        commit_quietly()
    assert codes(client_for("viewer"), congress) == ["work"]


def test_a_desk_is_seen_only_in_its_own_congress(client_for, congress, cast):
    told(client_for, congress)
    elsewhere = client_for("viewer", where=cast.elsewhere)
    assert elsewhere.get(f"/api/congresses/{cast.elsewhere.id}/desks").json == []
    assert elsewhere.get(f"/api/congresses/{congress.id}/desks").status_code == 404
