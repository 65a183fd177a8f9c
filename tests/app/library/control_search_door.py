"""Controls: without the heads, the hours or the visitor the short way finds what is not granted."""

from datetime import timedelta

import pytest

from app.clock import now
from app.library import actions as library
from app.library.shown import Sign
from tests.app.library.page_door_checks import scanned
from tests.app.library.search_door_checks import check_not_found_after
from tests.app.library.test_page_door import pass_time
from tests.app.library.test_search_door import test_what_others_may_read_is_not_found
from tests.factories import make_document

pytestmark = pytest.mark.control


def control_heads(app, client, congress, monkeypatch):
    scanned(client, congress)
    document = make_document(congress, "Báo cáo", "Đại hội")
    moments = app.extensions["search_door"].moments
    monkeypatch.setattr(moments.heads, "of", lambda _congress_id: ("always the same",))
    check_not_found_after(app, client, congress, lambda: library.withdraw(congress, document))


def control_hours(app, client, congress, monkeypatch):
    scanned(client, congress)
    make_document(congress, "Báo cáo", "Đại hội", closes_at=now() + timedelta(hours=1))
    monkeypatch.setattr("app.library.moments.LONGEST", timedelta(days=1))
    monkeypatch.setattr("app.library.moments.next_hour", lambda *_: now() + timedelta(days=1))
    check_not_found_after(app, client, congress, lambda: pass_time(monkeypatch))


def control_visitor(app, congress, monkeypatch):
    document = make_document(congress, "Báo cáo", "Đại hội")
    shown = app.extensions["search_door"].shown
    monkeypatch.setattr(shown, "by", lambda _environ: Sign("everybody"))
    test_what_others_may_read_is_not_found(app, congress, document)
