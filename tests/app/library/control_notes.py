"""Control: notes that are looked up without their owner are read by others."""

import pytest
from sqlalchemy import select

from app.access import PERMISSIONS
from app.db import db
from app.library.models import PrivateNote
from tests.app.library.notes_checks import check_nobody_else_reads_notes

pytestmark = pytest.mark.control


def control_notes_that_are_found_without_their_owner(app, congress, cast, client_for, monkeypatch):
    monkeypatch.setattr(
        "app.library.notes_api.notes_of",
        lambda _keeper, document: list(
            db.session.scalars(select(PrivateNote).filter_by(document_id=document.id))
        ),
    )
    check_nobody_else_reads_notes(app, congress, cast, client_for)


def control_a_permission_that_the_office_holds_too(app, congress, cast, client_for, monkeypatch):
    monkeypatch.setitem(PERMISSIONS, "notes.keep", frozenset({"delegate", "admin"}))
    monkeypatch.setattr("app.library.notes_api.keeper_in", lambda _congress, _visitor: cast.minh.id)
    check_nobody_else_reads_notes(app, congress, cast, client_for)
