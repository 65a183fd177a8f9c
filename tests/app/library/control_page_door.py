"""Controls: without looking at the heads or the hours the short way shows what was taken back."""

from datetime import timedelta

import pytest

from app.clock import now
from app.library import actions as library
from tests.app.library.page_door_checks import check_refused_after, drawn_document, scanned
from tests.app.library.test_page_door import pass_time

pytestmark = pytest.mark.control


def control_heads(app, client, congress, monkeypatch):
    scanned(client, congress)
    document = drawn_document(congress)
    monkeypatch.setattr(app.wsgi_app.moments.heads, "of", lambda _congress_id: ("always the same",))
    check_refused_after(app, client, document, lambda: library.withdraw(congress, document))


def control_hours(app, client, congress, monkeypatch):
    scanned(client, congress)
    document = drawn_document(congress, closes_at=now() + timedelta(hours=1))
    monkeypatch.setattr("app.library.moments.LONGEST", timedelta(days=1))
    monkeypatch.setattr("app.library.moments.next_hour", lambda *_: now() + timedelta(days=1))
    check_refused_after(app, client, document, lambda: pass_time(monkeypatch))
