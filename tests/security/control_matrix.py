"""Controls: take one check of access away, and the matrix must find it."""

import pytest

from app.access import Visitor
from app.db import db
from app.delegates.models import Delegate
from tests.security.test_matrix import WRITTEN_DOWN, other, own, visit, wrong_cells
from tests.security.test_sockets import wrong_joins

__all__ = ["other", "own", "visit"]
pytestmark = pytest.mark.control


def control_one_permission_open_to_every_visitor(app, visit, own, other, monkeypatch):
    may = Visitor.may
    monkeypatch.setattr(
        Visitor,
        "may",
        lambda who, permission, congress_id: (
            permission == "stage.move" or may(who, permission, congress_id)
        ),
    )
    assert wrong_cells(app, visit, own, other) == []


def control_a_lookup_that_forgets_the_congress(app, visit, own, other, monkeypatch):
    monkeypatch.setattr(
        "app.delegates.api.delegate_of",
        lambda _congress, found: db.session.get_one(Delegate, found),
    )
    assert wrong_cells(app, visit, own, other) == []


def control_a_route_that_nobody_wrote_down(app, visit, own, other, monkeypatch):
    monkeypatch.delitem(WRITTEN_DOWN, "library_api.search")
    assert wrong_cells(app, visit, own, other) == []


def control_a_join_that_asks_nobody(app, own, other, monkeypatch):
    monkeypatch.setattr(Visitor, "may", lambda _who, _permission, _congress_id: True)
    assert wrong_joins(app, (own, other)) == []
