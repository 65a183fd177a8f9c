"""A list's sheets as a draft keeps them: JSON lines, compressed a few rows at a time."""

import json
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from app.clock import breathing
from documents.tables import Cell, Row, Sheet, Table

EVERY = 100
"""Rows between two breaths of the hub."""
PIECE_BYTES = 16_384


def packed(table: Table) -> bytes:
    """Return the sheets of a list, compressed."""
    press = zlib.compressobj(6)
    pieces = [press.compress(line) for line in breathing(lines(table), every=EVERY)]
    return b"".join([*pieces, press.flush()])


def lines(table: Table) -> Iterator[bytes]:
    """Yield a line for each sheet and each row."""
    for sheet in table.sheets:
        yield told(sheet.name)
        for row in sheet.rows:
            yield told([row.number, *map(plain, row.cells)])


def told(value: Any) -> bytes:
    """Return a line of JSON."""
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def plain(cell: Cell) -> Any:
    """Return a cell as JSON holds it."""
    return {"date": cell.isoformat()} if isinstance(cell, date) else cell


def unpacked(content: bytes) -> Table:
    """Return the sheets of a draft."""
    table = Table()
    for line in breathing(whole_lines(content), every=EVERY):
        value = json.loads(line)
        if isinstance(value, str):
            table.sheets.append(Sheet(value))
        else:
            number, *cells = value
            table.sheets[-1].rows.append(Row(number, tuple(map(read, cells))))
    return table


def whole_lines(content: bytes) -> Iterator[bytes]:
    """Yield the lines of a compressed file, unpacked a piece at a time."""
    press, rest = zlib.decompressobj(), b""
    for start in range(0, len(content), PIECE_BYTES):
        rest += press.decompress(content[start : start + PIECE_BYTES])
        *full, rest = rest.split(b"\n")
        yield from full


def read(cell: Any) -> Cell:
    """Return a cell of a draft as the file held it."""
    if isinstance(cell, dict):
        return date.fromisoformat(cell["date"])
    kept: Cell = cell
    return kept
