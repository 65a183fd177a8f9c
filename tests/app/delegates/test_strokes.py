"""Thousands are changed in one stroke: thought out while others write, whole or not at all."""

import pytest

from app.db import db
from app.delegates import roster_stroke
from app.delegates.models import RosterEntry, RosterStep
from app.delegates.roster_undo import undo_step
from tests.app.delegates.checks import (
    STROKES,
    check_a_cut_stroke_changes_nothing,
    check_others_write_meanwhile,
    let_in,
    roster_told,
    strokes,
)
from tests.factories import make_delegate


@pytest.mark.parametrize("name", STROKES)
def test_others_write_while_a_change_is_laid_ready(app, congress, monkeypatch, name):
    with app.test_request_context():
        change = strokes(congress)[name]
    check_others_write_meanwhile(app, congress, monkeypatch, change)


@pytest.mark.parametrize("name", STROKES)
def test_a_change_that_is_cut_is_none(app, congress, monkeypatch, name):
    check_a_cut_stroke_changes_nothing(app, congress, monkeypatch, name)


def test_who_is_checked_in_while_an_undo_is_thought_out_stays(app, congress, monkeypatch):
    with app.test_request_context():
        minh = make_delegate(congress, "001", "Nguyễn Văn Minh")
        step = db.session.query(RosterStep).filter_by(kind="add").one()
        lay, tries = roster_stroke.laid_ready, []

        def overtaken(ready):
            if not tries:
                let_in(congress, minh)
            tries.append(ready)
            return lay(ready)

        monkeypatch.setattr(roster_stroke, "laid_ready", overtaken)
        undo = undo_step(congress, step, "")
    assert (len(tries), undo.counts["stay"]) == (2, 1)
    assert [number for number, _name, _seat in roster_told(congress)] == ["001"]


def test_an_undone_addition_leaves_no_entries(app, congress):
    with app.test_request_context():
        make_delegate(congress, "001", "Nguyễn Văn Minh")
        undo_step(congress, db.session.query(RosterStep).filter_by(kind="add").one(), "")
    assert roster_told(congress) == []
    assert db.session.query(RosterEntry).count() == 0
