"""Tables out: one folder of JSON lines becomes a ZIP of XLSX, CSV and JSON with a manifest.

In the folder `NAME.jsonl` holds the heads in its first line and a row in each line after it; a
`NAME.txt` goes along as it is. A
cell that a spreadsheet would take for a formula gets an apostrophe in front in XLSX and CSV
(OWASP: CSV injection); the JSON keeps every text as it is.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_VALIDATED_ROWS = 5_000
_DATE = (1980, 1, 1, 0, 0, 0)
"""The same tables give the same ZIP; the time of the export stands in the manifest."""


def neutral(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula."""
    is_formula = isinstance(cell, str) and cell.startswith(_DANGEROUS)
    return f"'{cell}" if is_formula else cell


def pack(path: Path, folder: Path, *, facts: Mapping[str, Any]) -> None:
    """Write the ZIP; `facts` go into manifest.json beside the files' sizes, hashes and counts."""
    manifest: dict[str, Any] = {**facts, "files": {}}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        sources = sorted(folder.glob("*.jsonl"))
        for source in sources:
            count = sum(1 for _row in _rows(source)) - 1
            for suffix, write in ((".csv", _csv), (".json", _json)):
                _add(archive, manifest, source.stem + suffix, write(source), rows=count)
        counts = {source.stem: sum(1 for _row in _rows(source)) - 1 for source in sources}
        _add(archive, manifest, "tables.xlsx", _workbook(sources), rows=sum(counts.values()))
        manifest["counts"] = counts
        for text_file in sorted(folder.glob("*.txt")):
            _add(archive, manifest, text_file.name, text_file.read_bytes(), rows=0)
        text = json.dumps(manifest, ensure_ascii=False, indent=2)
        archive.writestr(zipfile.ZipInfo("manifest.json", _DATE), text)


def write_table(path: Path, source: Path) -> None:
    """Write one table; the suffix of `path`, .xlsx, .csv or .json, says in which form."""
    if path.suffix == ".xlsx":
        content = _workbook([source])
    else:
        content = _csv(source) if path.suffix == ".csv" else _json(source)
    path.write_bytes(content)


def write_sheet(
    path: Path,
    source: Path,
    *,
    title: str,
    choices: Mapping[str, Sequence[str]],
    notes: Sequence[str],
    notes_title: str,
) -> None:
    """Write one list as XLSX: the heads bold, formulas neutral.

    `choices` maps a head to what its column may hold; `notes` go on a second sheet.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title, sheet.freeze_panes = title[:31], "A2"
    heads: list[str] = []
    for number, row in enumerate(_rows(source), start=1):
        heads = heads or row
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, neutral(value))
            if isinstance(value, str):
                cell.data_type, cell.number_format = "s", "@"
            cell.font = Font(bold=number == 1)
    for column, head in enumerate(heads, start=1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = max(14, len(head) + 4)
        sheet.column_dimensions[letter].number_format = "@"
        if head in choices:
            listed = DataValidation("list", formula1=f'"{",".join(choices[head])}"')
            listed.add(f"{letter}2:{letter}{_VALIDATED_ROWS}")
            sheet.add_data_validation(listed)
    if notes:
        beside = book.create_sheet(notes_title[:31])
        beside.column_dimensions["A"].width = 100
        for number, note in enumerate(notes, start=1):
            beside.cell(number, 1, neutral(note)).alignment = Alignment(wrap_text=True)
    book.save(path)


def _add(
    archive: zipfile.ZipFile, manifest: dict[str, Any], name: str, content: bytes, *, rows: int
) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)
    manifest["files"][name] = {
        "sha256": hashlib.sha256(content).hexdigest(),
        "bytes": len(content),
        "rows": rows,
    }


def _rows(source: Path) -> Iterator[list[Any]]:
    with source.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _csv(source: Path) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in _rows(source):
        writer.writerow([neutral(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")  # Excel takes UTF-8 only with the mark


def _json(source: Path) -> bytes:
    heads, *rows = _rows(source)
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _workbook(sources: list[Path]) -> bytes:
    book = Workbook(write_only=True)
    for source in sources:
        sheet = book.create_sheet(source.stem[:31])
        sheet.freeze_panes = "A2"
        for number, row in enumerate(_rows(source)):
            sheet.append([_cell(sheet, cell, is_head=number == 0) for cell in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: Any, value: Any, *, is_head: bool) -> Any:
    cell = WriteOnlyCell(sheet, value=neutral(value))
    if isinstance(value, str):
        cell.data_type = "s"
    if is_head:
        cell.font = Font(bold=True)
    return cell
