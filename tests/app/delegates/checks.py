"""Checks that a test and its control share."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from app.access import NOBODY
from app.attendance.actions import check_in
from app.attendance.forms import CheckInForm
from app.attendance.models import CheckIn
from app.clock import iso, now
from app.db import db
from app.delegates import roster_bulk, roster_import, roster_staging, roster_undo
from app.delegates.models import RosterStep
from app.delegates.queries import delegates_of
from app.delegates.roster_forms import BulkForm
from app.delegates.roster_undo import undo_step
from app.worker import work_once
from documents import packing
from tests.factories import make_delegate

LIST = "Số thẻ,Họ và tên,Đoàn\n1,Nguyễn Văn Minh,Đoàn A\n2,Trần Thị Hoa,Đoàn B".encode()


class CutError(Exception):
    """The power went."""


def listed() -> FileStorage:
    """The list as an upload."""
    return FileStorage(BytesIO(LIST), filename="list.csv")


def let_in(congress, delegate) -> CheckIn:
    """Check somebody in, as a desk does."""
    form = {
        "key": f"event-of-{delegate.id}",
        "delegate_id": delegate.id,
        "session_id": congress.sessions[0].id,
        "method": "name",
        "at": iso(now() - timedelta(minutes=1)),
    }
    return check_in(congress, CheckInForm.model_validate(form), by=NOBODY)[0]


def check_cut_import_leaves_nothing(
    app, congress, monkeypatch, before_the_cut: Callable[[], None] = lambda: None
) -> None:
    """An import that is cut after its rows are written, before its commit, leaves no row."""

    def cut(*_args, **_kwargs):
        before_the_cut()
        raise CutError

    with app.test_request_context():
        people = roster_import.people_of(listed())
        monkeypatch.setattr(roster_import, "commit_and_publish", cut)
        with pytest.raises(CutError):
            roster_import.import_people(congress, people)
    assert delegates_of(congress) == []


def check_others_write_meanwhile(
    app,
    congress,
    monkeypatch,
    change: Callable[[], object],
    around: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> None:
    """While a change is laid ready anybody else may begin to write, and nobody sees its rows."""
    fill, found = roster_staging.lay_ready, []
    before = roster_told(congress)

    def watched(*told):
        fill(*told)
        other = sqlite3.connect(db.engine.url.database, isolation_level=None, timeout=0)
        with closing(other):
            try:
                other.execute("BEGIN IMMEDIATE")
                found.append(roster_told(congress))
                other.execute("ROLLBACK")
            except sqlite3.OperationalError as error:
                found.append(str(error))

    with app.test_request_context():
        monkeypatch.setattr("app.delegates.roster_stroke.lay_ready", watched)
        monkeypatch.setattr(roster_staging, "lay_ready", watched)
        with around():
            change()
    assert found == [before]
    assert roster_told(congress) != before


def roster_told(congress) -> list[tuple[str, str, str]]:
    """Number, name and seat of everybody, as another connection reads them."""
    with closing(sqlite3.connect(db.engine.url.database)) as other:
        told = "SELECT number, name, seat FROM delegate WHERE congress_id = ? ORDER BY id"
        return other.execute(told, (congress.id,)).fetchall()


def strokes(congress) -> dict[str, Callable[[], object]]:
    """Each way to change thousands at once, by name."""
    people = [make_delegate(congress, f"{n:03}", f"Người {n}", seat=f"A-{n}") for n in (1, 2, 3)]
    ids = [person.id for person in people]
    kept = roster_bulk.change_several(congress, BulkForm(ids=ids[:2], seat="B"))
    added = db.session.scalars(select(RosterStep).filter_by(kind="add")).all()
    return {
        "an import": lambda: roster_import.import_people(
            congress, roster_import.people_of(listed())
        ),
        "a bulk change": lambda: roster_bulk.change_several(congress, BulkForm(ids=ids, seat="C")),
        "a removal": lambda: roster_bulk.remove_several(congress, ids),
        "undoing a change": lambda: undo_step(congress, kept, ""),
        "undoing an addition": lambda: undo_step(congress, added[-1], ""),
    }


STROKES = ("an import", "a bulk change", "a removal", "undoing a change", "undoing an addition")


def check_a_cut_stroke_changes_nothing(
    app, congress, monkeypatch, name: str, before_the_cut: Callable[[], None] = lambda: None
) -> None:
    """A change of many that is cut after its rows are written, before its commit, is none."""
    with app.test_request_context():
        change, before = strokes(congress)[name], roster_told(congress)

        def cut(*_args, **_kwargs):
            before_the_cut()
            raise CutError

        for module in (roster_import, roster_bulk, roster_undo):
            monkeypatch.setattr(module, "commit_and_publish", cut)
        with pytest.raises(CutError):
            change()
    assert roster_told(congress) == before


def check_who_was_checked_in_stays(call, congress) -> None:
    """Removing several leaves those of whom a check-in speaks."""
    present = make_delegate(congress, "001", "Nguyễn Văn Minh")
    absent = make_delegate(congress, "002", "Trần Thị Hoa")
    event = let_in(congress, present)
    step = call("POST", "/roster/remove", {"ids": [present.id, absent.id]})
    assert (step["counts"]["removed"], step["counts"]["stay"]) == (1, 1)
    assert [person.number for person in delegates_of(congress)] == ["001"]
    db.session.expire_all()
    assert db.session.get(CheckIn, event.id).delegate_id == present.id
    assert "Nobody was removed" in call("DELETE", f"/delegates/{present.id}", status=409)["detail"]


def check_a_cut_draft_leaves_nothing(
    congress, monkeypatch, before_the_cut: Callable[[], None] = lambda: None
) -> None:
    """A worker that dies after the rows are written, before the commit, leaves no row."""

    def cut(*_args, **_kwargs):
        before_the_cut()
        raise CutError

    with monkeypatch.context() as patch:
        patch.setattr(roster_import, "commit_and_publish", cut)
        assert work_once("roster")
    assert delegates_of(congress) == []


def check_no_cell_is_a_formula(folder: Path) -> None:
    """A list that leaves the office holds no text that a spreadsheet would calculate."""
    source, path = folder / "rows.jsonl", folder / "rows.xlsx"
    source.write_text(json.dumps(["Họ và tên"]) + "\n" + json.dumps(["=1+1"]) + "\n", "utf-8")
    packing.write_sheet(path, source, title="x", choices={}, notes=["@SUM(A1)"], notes_title="y")
    book = openpyxl.load_workbook(path)
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert values == ["Họ và tên", "'=1+1", "'@SUM(A1)"]
