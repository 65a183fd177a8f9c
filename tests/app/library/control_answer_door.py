"""Controls: without heads, hours or signatures the short way shows what was taken back."""

from datetime import timedelta

import pytest

from app.clock import now
from app.library import actions as library
from tests.app.library.answer_door_checks import check_not_shown_after
from tests.app.library.page_door_checks import drawn_document, scanned
from tests.app.library.test_answer_door import reader
from tests.app.library.test_page_door import pass_time

pytestmark = pytest.mark.control


def control_withdrawn(app, client, congress, monkeypatch):
    scanned(client, congress)
    document = drawn_document(congress)
    door = app.extensions["answer_door"]
    monkeypatch.setattr(door.moments.heads, "of", lambda _id: ("always the same", congress.id))
    monkeypatch.setattr("app.library.answer_door.is_as_new", lambda *_: True)
    change = lambda: library.withdraw(congress, document)  # noqa: E731
    check_not_shown_after(app, (client, client), reader(document), change)


def control_revoked(app, client, congress, monkeypatch):
    link = scanned(client, congress)
    door = app.extensions["answer_door"]
    monkeypatch.setattr(door.moments.heads, "of", lambda _id: ("always the same", congress.id))
    monkeypatch.setattr("app.library.answer_door.is_as_new", lambda *_: True)
    change = lambda: library.revoke_link(congress, link)  # noqa: E731
    check_not_shown_after(app, (client, client), f"/c/{congress.id}", change)


def control_hours(app, client, congress, monkeypatch):
    scanned(client, congress)
    document = drawn_document(congress, closes_at=now() + timedelta(hours=1))
    monkeypatch.setattr("app.library.moments.LONGEST", timedelta(days=1))
    monkeypatch.setattr("app.library.moments.next_hour", lambda *_: now() + timedelta(days=1))

    check_not_shown_after(app, (client, client), reader(document), lambda: pass_time(monkeypatch))
