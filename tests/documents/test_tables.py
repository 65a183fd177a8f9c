"""Rows out of spreadsheets of every kind; bombs and broken files are refused within bounds."""

import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from documents.tables import TableError, read_table
from tests.documents import spreadsheets
from tests.documents.checks import check_bomb_is_seen_in_the_directory, check_table_refused


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_reads_every_kind(kind: str, tmp_path: Path) -> None:
    getattr(spreadsheets, kind)(tmp_path / "list")
    [sheet] = read_table(tmp_path / "list").sheets
    assert [list(row.cells) for row in sheet.rows] == spreadsheets.CELLS
    assert [row.number for row in sheet.rows] == [1, 2]


def test_cells_come_as_they_are_meant(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet["B2"], sheet["C2"], sheet["D2"] = datetime.date(1990, 1, 31), 2.0, 2.5
    sheet["E2"], sheet["F2"] = "  Họ\nvà   tên ", True
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.save(tmp_path / "list.xlsx")
    table = read_table(tmp_path / "list.xlsx")
    assert [sheet.name for sheet in table.sheets] == ["Sheet"]
    [row] = table.sheets[0].rows
    assert row.number == 2
    assert row.cells == ("", datetime.date(1990, 1, 31), 2, 2.5, "Họ và tên", "x")


@pytest.mark.slow
@pytest.mark.parametrize("name", spreadsheets.REFUSED)
def test_is_refused_cleanly(name: str, tmp_path: Path) -> None:
    make, code = spreadsheets.REFUSED[name]
    make(tmp_path / "list")
    check_table_refused(tmp_path / "list", code)


def test_empty_file(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"")
    with pytest.raises(TableError) as caught:
        read_table(tmp_path / "list")
    assert caught.value.code == "empty"


def test_twenty_thousand_rows_are_read(tmp_path: Path) -> None:
    lines = "Họ tên;Số\n" + "".join(f"Nguyễn Văn {n};{n}\n" for n in range(1, 20_000))
    (tmp_path / "list.csv").write_text(lines, encoding="utf-8")
    assert len(read_table(tmp_path / "list.csv").sheets[0].rows) == 20_000


@pytest.mark.parametrize("data", [b"\x00" * 40, b"\x7fELF" + b"\x00" * 99])
def test_bytes_that_are_no_text_are_no_table(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(data)
    check_table_refused(tmp_path / "list", "not_a_table")


@pytest.mark.slow
def test_a_bomb_is_refused_by_its_own_directory(tmp_path: Path) -> None:
    spreadsheets.bomb(tmp_path / "list")
    check_bomb_is_seen_in_the_directory(tmp_path / "list")
