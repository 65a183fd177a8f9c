"""Controls: a shared browser that nobody ends keeps the person who used it."""

from dataclasses import replace

import pytest

from app.access import visitor
from tests.app.visitors.shared_checks import (
    check_ends_by_button,
    check_ends_by_itself,
    check_nothing_may_be_kept,
    passing,
)
from tests.people import gather

pytestmark = pytest.mark.control


def control_button(app, congress, monkeypatch):
    monkeypatch.setattr("app.visitors.shared.end_use", lambda: None)
    check_ends_by_button(app, congress, gather(congress).minh)


def control_idle(app, congress, monkeypatch):
    monkeypatch.setattr("app.visitors.identity.end_what_is_over", lambda: None)
    check_ends_by_itself(app, congress, gather(congress).minh, passing(monkeypatch))


def control_kept(app, congress, monkeypatch):
    monkeypatch.setattr("app.library.page_door.visitor", visitor_of_ones_own)
    check_nothing_may_be_kept(app, congress, gather(congress).minh)


def visitor_of_ones_own():
    """Return who asks, as in a browser of one person."""
    return replace(visitor(), is_shared=False)
