"""Guests at the door, told twice or late; the tests and their controls share it."""

from app.attendance.queries import current_session
from app.db import db
from app.delegates.models import Delegate

BODY = {
    "key": "guest-at-the-door",
    "name": "Trần Văn Khách",
    "organisation": "Sở Nội vụ",
    "phone": "0901 234 567",
    "at": "2026-11-21T08:00:00Z",
}


def welcome(desk, congress, **more):
    """Send a guest as a desk does."""
    body = {**BODY, "session_id": current_session(congress).id, **more}
    return desk.post(f"/api/congresses/{congress.id}/walk-ins", json=body)


def told_twice(desk, congress) -> tuple[list[int], int]:
    """Return the answers to a guest who is sent twice, and how many there are."""
    answers = [welcome(desk, congress, clock_offset_ms=each).status_code for each in (0, 900)]
    return answers, db.session.query(Delegate).filter_by(name=BODY["name"]).count()
