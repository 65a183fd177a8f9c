"""The open export: every table three times, with hashes, and no formula that a cell can run."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta

import openpyxl
import pytest

from app.access import NOBODY
from app.attendance import actions as attendance
from app.attendance.forms import CheckInForm
from app.clock import iso, now
from documents.packing import neutral
from tests.factories import make_delegate, make_document

TABLES = {"sessions", "delegates", "check_ins", "absences", "walk_ins", "agenda", "documents"} | {
    "delegations",
    "discussion_groups",
    "sites",
    "paper",
    "print_runs",
    "readers",
    "links",
    "adopted_reports",
    "earlier_absences",
}


@pytest.fixture
def packed(organiser, congress, cast) -> zipfile.ZipFile:
    """The export of a congress in which Minh came, and somebody bears a formula as a name."""
    make_delegate(congress, "003", '=HYPERLINK("http://evil.test")', position="@SUM(A1)")
    make_document(congress, "Nghị quyết", "toàn văn")
    form = {
        "key": "event-of-minh",
        "delegate_id": cast.minh.id,
        "session_id": congress.sessions[0].id,
        "method": "badge",
        "at": iso(now() - timedelta(minutes=1)),
    }
    attendance.check_in(congress, CheckInForm.model_validate(form), NOBODY)
    answer = organiser.get(f"/api/congresses/{congress.id}/export.zip")
    assert answer.mimetype == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.data))


def manifest(packed: zipfile.ZipFile) -> dict:
    return json.loads(packed.read("manifest.json"))


def rows(packed: zipfile.ZipFile, name: str) -> list[dict]:
    return json.loads(packed.read(f"{name}.json"))


def test_every_file_is_in_the_manifest_with_its_hash(packed, congress):
    told = manifest(packed)
    assert set(told["files"]) == set(packed.namelist()) - {"manifest.json"}
    for name, facts in told["files"].items():
        assert hashlib.sha256(packed.read(name)).hexdigest() == facts["sha256"]
    assert told["counts"].keys() == TABLES
    assert told["counts"]["delegates"] == 4
    assert told["counts"]["check_ins"] == 1
    assert told["congress"] == {"id": congress.id, "title": congress.title}
    assert told["exported_at"].endswith("Z")


def test_the_three_forms_hold_the_same(packed):
    book = openpyxl.load_workbook(io.BytesIO(packed.read("tables.xlsx")))
    assert set(book.sheetnames) == TABLES
    for name in TABLES:
        told = rows(packed, name)
        text = packed.read(f"{name}.csv").decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text)))
        assert len(lines) == len(told) + 1 == book[name].max_row
        assert told == [] or lines[0] == list(told[0])


def test_the_paper_meter_is_in_it_with_its_sum(packed):
    document, total = rows(packed, "paper")
    assert (document["title"], document["pages"], document["copies"]) == ("Nghị quyết", 1, 3)
    assert (total["document_id"], total["pages_saved"]) == (None, 3)
    assert rows(packed, "print_runs") == []
    assert rows(packed, "readers")[0]["expected"] == 3


def test_only_this_congress_is_exported(packed, cast):
    assert cast.tuan.name not in [each["name"] for each in rows(packed, "delegates")]
    assert [each["delegate_number"] for each in rows(packed, "check_ins")] == ["001"]


def test_nothing_of_badges_and_faces_is_exported(packed):
    assert not {"badge_hash", "badge_nonce"} & set(rows(packed, "delegates")[0])


def is_harmless(cell: str) -> bool:
    """Tell whether no spreadsheet takes a cell for a formula."""
    return not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_neutralised(text):
    assert is_harmless(neutral(text))
    assert neutral(text).endswith(text)


def test_no_cell_is_a_formula(packed):
    sheet = openpyxl.load_workbook(io.BytesIO(packed.read("tables.xlsx")))["delegates"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert '\'=HYPERLINK("http://evil.test")' in [cell.value for cell in cells]
    lines = csv.reader(io.StringIO(packed.read("delegates.csv").decode("utf-8-sig")))
    assert all(is_harmless(cell) for row in lines for cell in row)
    assert any(each["position"] == "@SUM(A1)" for each in rows(packed, "delegates"))


def test_the_readme_explains_every_column_in_both_languages(packed):
    told = packed.read("README.txt").decode("utf-8-sig")
    assert "delegates: The roster" in told
    assert "delegates: Danh sách đại biểu" in told
    for name in TABLES:
        heads = next(csv.reader(io.StringIO(packed.read(f"{name}.csv").decode("utf-8-sig"))))
        assert all(told.count(f"  {head}: ") >= 2 for head in heads)


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_one_table_holds_what_the_zip_holds(packed, organiser, congress, form):
    answer = organiser.get(f"/api/congresses/{congress.id}/export/delegates?as={form}")
    assert answer.status_code == 200
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(answer.data))["delegates"]
        assert sheet.max_row == len(rows(packed, "delegates")) + 1
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    else:
        assert answer.data == packed.read(f"delegates.{form}")


@pytest.mark.parametrize("path", ["face_template", "delegates?as=pdf", "..%2Fkeys"])
def test_no_other_table_is_exported(organiser, congress, path):
    assert organiser.get(f"/api/congresses/{congress.id}/export/{path}").status_code == 404


def test_links_go_out_without_what_opens_them(packed):
    lines = packed.read("links.csv").decode("utf-8-sig")
    assert "token" not in lines
    assert "nonce" not in lines
