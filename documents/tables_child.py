"""What runs in the sandbox for a spreadsheet: one JSON line per sheet and row.

{"letters": "unicode"}  {"sheet": "Sheet1"}  {"row": 7, "cells": ["1", {"date": "1990-01-31"}]}  …
and at last {"done": true} or, instead of all that, {"refused": "damaged"}.
"""

import csv
import datetime
import io
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from documents import old_letters
from documents.sandbox import confine
from documents.tables import LIMITS, MOST_ROWS

_MOST_COLUMNS = 100
_MOST_SHEETS = 60
_MOST_LETTERS = 500
_MOST_UNPACKED_BYTES = 96 << 20
_MOST_PARTS = 2_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DELIMITERS = ",;\t"
_SAMPLE_LINES = 30

_Sheets = Iterable[tuple[str, list[list[Any]]]]


class _RefusedError(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def main() -> None:
    """Read the file named by the first argument within `data_bytes` and CPU seconds."""
    path, data_bytes, cpu_seconds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    confine(replace(LIMITS, data_bytes=data_bytes, step_cpu_seconds=cpu_seconds))
    try:
        for event in _events(path):
            _say(event)
        _say({"done": True})
    except _RefusedError as refused:
        _say({"refused": refused.code})
    except MemoryError:
        _say({"refused": "too_heavy"})
    sys.stdout.flush()


def _events(path: Path) -> Iterator[dict[str, Any]]:
    name, sheets = _open(path)
    sheets = [(title, [[_plain(cell) for cell in row] for row in rows]) for title, rows in sheets]
    letters = old_letters.letters_of(
        cell for _, rows in sheets for row in rows for cell in row if isinstance(cell, str)
    )
    yield {"letters": name or letters.name}
    for title, rows in sheets:
        yield {"sheet": letters.mend(title)}
        for number, row in enumerate(rows, start=1):
            cells = [letters.mend(each) if isinstance(each, str) else each for each in row]
            while cells and cells[-1] == "":
                cells.pop()
            if cells:
                yield {"row": number, "cells": cells}


def _open(path: Path) -> tuple[str, _Sheets]:
    """Return (letters that are known already, sheets); the kind is told by content."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise _RefusedError("empty")
    if head.startswith(b"PK"):
        _look_at_directory(path)
        return "", _workbook(path)
    if head.startswith(_OLE):
        return "", _workbook(path)
    return _text_table(path.read_bytes())


def _look_at_directory(path: Path) -> None:
    """Refuse a bomb by what its own directory says, before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise _RefusedError("damaged") from error
    unpacked = sum(part.file_size for part in parts if not part.filename.startswith("xl/media/"))
    if unpacked > _MOST_UNPACKED_BYTES or len(parts) > _MOST_PARTS:
        raise _RefusedError("too_heavy")
    names = {part.filename for part in parts}
    if not any(name.startswith("xl/workbook.") or name == "content.xml" for name in names):
        raise _RefusedError("not_a_table")


def _workbook(path: Path) -> _Sheets:
    # Only now: the parser must never run without the limits.
    import python_calamine as calamine  # noqa: PLC0415

    try:
        book = calamine.CalamineWorkbook.from_path(path)
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == calamine.SheetVisibleEnum.Visible
            and sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        return [(name, _rows(book.get_sheet_by_name(name))) for name in shown[:_MOST_SHEETS]]
    except calamine.PasswordError as error:
        raise _RefusedError("encrypted") from error
    except (calamine.CalamineError, ValueError, OSError) as error:
        raise _RefusedError("damaged") from error


def _rows(sheet: Any) -> list[list[Any]]:
    if sheet.end is None:
        return []
    rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)
    if sheet.total_height > MOST_ROWS and any(cell != "" for cell in rows[-1]):
        raise _RefusedError("too_many_rows")
    return [row[:_MOST_COLUMNS] for row in rows]


def _text_table(data: bytes) -> tuple[str, _Sheets]:
    text, letters = old_letters.decode(data)
    if "\0" in text or text.lstrip().startswith("<"):
        raise _RefusedError("not_a_table")
    csv.field_size_limit(1 << 16)
    rows = []
    try:
        for row in csv.reader(io.StringIO(text), delimiter=_delimiter(text)):
            rows.append(row[:_MOST_COLUMNS])
            if len(rows) > MOST_ROWS:
                raise _RefusedError("too_many_rows")
    except csv.Error as error:
        raise _RefusedError("damaged") from error
    return ("" if letters.startswith("utf") else letters), [("", rows)]


def _delimiter(text: str) -> str:
    """Return the delimiter that most lines share."""
    lines = [line for line in text.splitlines()[: 10 * _SAMPLE_LINES] if line.strip()]
    counts = {each: sum(line.count(each) for line in lines[:_SAMPLE_LINES]) for each in _DELIMITERS}
    return max(counts, key=lambda each: counts[each])


def _plain(cell: Any) -> Any:
    """Return a cell as JSON can tell it."""
    if isinstance(cell, str):
        return " ".join(cell.replace("\0", " ").split())[:_MOST_LETTERS]
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, int):
        return cell
    if isinstance(cell, datetime.datetime):
        cell = cell.date()
    if isinstance(cell, datetime.date):
        return {"date": cell.isoformat()}
    return str(cell)


def _say(event: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(event, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
