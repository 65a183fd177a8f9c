"""A list is kept, looked at, put right, imported by the worker and taken back."""

import io
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest

from app.clock import now
from app.db import db, writing
from app.delegates import roster_drafts
from app.delegates.models import Delegate, RosterDraft
from app.delegates.queries import delegate_numbered, delegates_of
from app.realtime import commit_quietly
from app.worker import work_once
from tests.app.delegates import workbooks
from tests.app.delegates.checks import (
    check_a_cut_draft_leaves_nothing,
    check_no_cell_is_a_formula,
    let_in,
)
from tests.documents import spreadsheets
from tests.factories import make_delegate


@pytest.fixture
def keep(organiser, congress):
    """Send a list; returns the draft's path below the congress."""

    def keep(content: bytes, *, name: str = "list.xlsx", status: int = 201) -> str:
        answer = organiser.post(
            f"/api/congresses/{congress.id}/import-drafts?lang=en",
            data={"file": (BytesIO(content), name)},
        )
        assert answer.status_code == status, answer.text
        return f"/import-drafts/{answer.json['id']}" if status == 201 else answer.json["detail"]

    return keep


def place_of(answer, number: int) -> str:
    return next(row["place"] for row in answer["page"] if row["row"] == number)


def reasons(answer) -> dict[int, str]:
    return {row["row"]: row["reason"] for row in answer["page"]}


def test_a_list_is_put_right_imported_and_taken_back(keep, call, congress):
    path = keep(workbooks.columns_in_disorder())
    seen = call("GET", f"{path}/rows")
    assert seen["counts"] == {"new": 1, "update": 0, "warning": 3, "refused": 2}
    assert delegates_of(congress) == []

    name = {"name": "Hoàng Văn Công Thức", "birth_date": "1991"}
    fixed = call("PUT", f"{path}/rows/{place_of(seen, 6)}", name)
    assert fixed["counts"]["refused"] == 1
    fixed = call("PUT", f"{path}/rows/{place_of(seen, 8)}", {"number": "005"})
    assert fixed["counts"]["refused"] == 0
    out = call("PUT", f"{path}/rows/{place_of(seen, 9)}", {"left_out": "x"})
    assert reasons(out)[9].startswith("It was left out by hand.")
    assert call("GET", f"{path}/rows")["counts"] == out["counts"]  # kept on the server

    assert call("POST", f"{path}/import", status=202)["state"] == "waiting"
    assert "imported" in call("POST", f"{path}/import", status=409)["detail"]
    assert work_once("roster")
    done = call("GET", path)
    assert (done["state"], len(delegates_of(congress))) == ("done", 5)
    fixed_one = delegate_numbered(congress, "003")
    assert (fixed_one.name, fixed_one.birth_year, fixed_one.birth_date) == (
        *("Hoàng Văn Công Thức", 1991),
        None,
    )
    assert db.session.get(RosterDraft, done["id"]).packed == b""

    undone = call("POST", f"/roster/steps/{done['step_id']}/undo", status=202)
    assert undone["undone_at"]
    assert delegates_of(congress) == []


def test_undoing_an_import_restores_the_updated_and_keeps_the_checked_in(keep, call, congress):
    minh = make_delegate(congress, "001", "Tống Văn An", seat="Z-9", delegation="Đoàn A")
    path = keep(workbooks.columns_in_disorder())
    call("POST", f"{path}/import", status=202)
    assert work_once("roster")
    step_id = call("GET", path)["step_id"]
    db.session.expire_all()
    assert minh.seat == "A-01"
    let_in(congress, delegate_numbered(congress, "002"))

    undone = call("POST", f"/roster/steps/{step_id}/undo", status=202)
    assert undone["counts"]["stay"] == 1
    db.session.expire_all()
    assert [each.number for each in delegates_of(congress)] == ["001", "002"]
    assert minh.seat == "Z-9"


def test_a_column_that_was_not_recognised_is_chosen(keep, call, congress):
    lines = "Người dự họp;Cột lạ;Mã hiệu\nTrần Thị Hoa;Đoàn A;A1\nLê Thị Bình;Đoàn B;A2"
    path = keep(lines.encode(), name="list.csv")
    seen = call("GET", f"{path}/rows")
    assert (seen["page"], seen["sheets"][0]["is_list"]) == ([], False)
    assert [each["header"] for each in seen["sheets"][0]["columns"]] == [
        *("Người dự họp", "Cột lạ", "Mã hiệu"),
    ]
    for column, meaning in enumerate(("name", "delegation", "number")):
        body = {"sheet": 0, "column": column, "meaning": meaning}
        seen = call("PUT", f"{path}/columns", body)
    assert [(row["number"], row["name"], row["delegation"]) for row in seen["page"]] == [
        ("A1", "Trần Thị Hoa", "Đoàn A"),
        ("A2", "Lê Thị Bình", "Đoàn B"),
    ]


def test_the_rest_goes_along_with_reasons_and_without_formulas(keep, organiser, congress):
    lines = "Mã số,Họ và tên,Chức vụ\n=1+1,,@SUM(A1)\n2,Lê Thị Bình,"
    path = keep(lines.encode(), name="list.csv")
    answer = organiser.get(f"/api/congresses/{congress.id}{path}/rest.xlsx?lang=en")
    assert answer.status_code == 200
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]
    head, row = [[cell.value for cell in line] for line in sheet.iter_rows()]
    told = dict(zip(head, row, strict=True))
    assert (told["Delegate number"], told["Position"]) == ("'=1+1", "'@SUM(A1)")
    assert told["Reason"].startswith("There is no name.")
    assert "f" not in {cell.data_type for line in sheet.iter_rows() for cell in line}


def test_no_cell_of_a_list_is_a_formula(tmp_path):
    check_no_cell_is_a_formula(tmp_path)


def test_what_a_row_changes_is_marked(keep, call, congress):
    make_delegate(congress, "001", "Lê Thị Bình", seat="A-1")
    path = keep("Mã số,Họ và tên,Ghế,Năm sinh\n001,Lê Thị Bình,B-2,1990".encode(), name="a.csv")
    (row,) = call("GET", f"{path}/rows")["page"]
    assert (row["verdict"], row["changed"]) == ("update", ["birth_year", "seat"])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_empty_list_is_understood_when_it_comes_back(keep, call, organiser, congress, language):
    answer = organiser.get(f"/api/congresses/{congress.id}/import-template.xlsx?lang={language}")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert len(book.worksheets[0].data_validations.dataValidation) == 3
    assert len(book.worksheets) == 2
    seen = call("GET", f"{keep(answer.data)}/rows")
    assert seen["counts"] == {"new": 1, "update": 0, "warning": 0, "refused": 0}
    (row,) = seen["page"]
    assert (row["number"], row["sex"], row["standing"], row["party"], row["group"]) == (
        *("001", "male", "elected", True),
        "Tổ 1",
    )


def test_an_import_that_is_called_off_writes_nothing(keep, call, congress, monkeypatch):
    path = keep(workbooks.form_with_sections())
    call("POST", f"{path}/import", status=202)
    assert call("DELETE", f"{path}/import")["state"] == "open"
    assert work_once("roster")
    assert delegates_of(congress) == []
    assert call("GET", path)["state"] == "open"


def test_an_import_that_is_called_off_while_it_is_judged_writes_nothing(
    keep, call, congress, monkeypatch
):
    monkeypatch.setattr(roster_drafts, "PROGRESS_ROWS", 1)
    path = keep(workbooks.form_with_sections())
    call("POST", f"{path}/import", status=202)
    note = roster_drafts.note_progress

    def note_and_call_off(draft, row):
        note(draft, row)
        roster_drafts.call_off(draft)

    monkeypatch.setattr(roster_drafts, "note_progress", note_and_call_off)
    work_once("roster")
    assert delegates_of(congress) == []
    assert call("GET", path)["state"] == "open"


def test_two_lists_at_once_double_nobody(keep, call, congress):
    paths = [keep(workbooks.form_with_sections()) for _ in range(2)]
    for path in paths:
        call("POST", f"{path}/import", status=202)
    while work_once("roster"):
        pass
    assert [call("GET", path)["state"] for path in paths] == ["done", "done"]
    assert len(delegates_of(congress)) == 5


def test_a_worker_that_dies_in_an_import_leaves_nothing(keep, call, congress, monkeypatch):
    path = keep(workbooks.form_with_sections())
    call("POST", f"{path}/import", status=202)
    check_a_cut_draft_leaves_nothing(congress, monkeypatch)
    assert work_once("roster")  # the job is tried again
    assert call("GET", path)["state"] == "done"
    assert len(delegates_of(congress)) == 5


def test_old_drafts_are_forgotten(keep, call, congress):
    path = keep(workbooks.form_with_sections())
    with writing():
        draft = db.session.query(RosterDraft).one()
        draft.made_at = now() - roster_drafts.KEPT - timedelta(minutes=1)
        commit_quietly()
    roster_drafts.forget_expired_drafts()
    call("GET", path, status=404)


def test_a_bad_file_is_refused_with_a_sentence(keep):
    assert "empty" in keep(b"", status=409)
    assert "not a spreadsheet" in keep(b"\x7fELF" + b"\0" * 500, status=409)


@pytest.mark.slow
@pytest.mark.parametrize("make", [spreadsheets.bomb, spreadsheets.bomb_of_shared_strings])
def test_a_bomb_is_refused_with_a_sentence(keep, tmp_path, make):
    make(tmp_path / "bomb.xlsx")
    assert "too heavy" in keep((tmp_path / "bomb.xlsx").read_bytes(), status=409)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_twenty_thousand_rows_come_in_and_go_again(keep, call, congress, tmp_path):
    path = keep(workbooks.long_list(tmp_path / "long.xlsx", 19_999).read_bytes())
    assert call("GET", f"{path}/rows")["counts"]["new"] == 19_999
    call("POST", f"{path}/import", status=202)
    assert work_once("roster")
    step_id = call("GET", path)["step_id"]
    assert db.session.query(Delegate).count() == 19_999
    assert call("POST", f"/roster/steps/{step_id}/undo", status=202)["undone_at"] is None
    assert work_once("roster")
    assert call("GET", f"/roster/steps/{step_id}")["undone_at"]
    assert db.session.query(Delegate).count() == 0


def test_markup_in_names_stays_text_on_the_pages(keep, call, organiser, congress):
    lines = "Họ và tên,Đoàn\n<script>alert(1)</script> An,<img src=x onerror=alert(1)>"
    path = keep(lines.encode(), name="<b>list</b>.csv")
    call("POST", f"{path}/import", status=202)
    assert work_once("roster")
    (person,) = delegates_of(congress)
    base = f"/office/{congress.id}/delegates"
    for page in (base, f"{base}/{person.id}", f"{base}/groups", base + path.replace("-drafts", "")):
        text = organiser.get(page).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "<b>list" not in text
