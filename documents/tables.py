"""Rows out of a spreadsheet (.xlsx .xls .ods .csv), read by a child process that cannot hurt.

Formulas come as their values, text in NFC and in Unicode whatever font it was typed for.
"""

import datetime
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from documents.errors import DocumentError
from documents.sandbox import Child, Limits, StalledError

Cell = str | int | float | datetime.date
"""An empty cell is ""; times of day are text."""

LIMITS = Limits(
    data_bytes=256 << 20, file_bytes=1 << 20, step_cpu_seconds=5, step_wall_seconds=10.0
)
MOST_ROWS = 20_000
_BREATH = 100
"""After so many rows others get a turn: a fast child never makes us wait for it."""
_CODES = frozenset(
    {"empty", "encrypted", "damaged", "not_a_table", "too_heavy", "too_many_rows", "failed"}
)


class TableError(DocumentError):
    """A spreadsheet cannot be read.

    Codes: empty, encrypted, damaged, not_a_table, too_heavy (stopped by the limits of memory or
    time, or a bomb by its own directory), too_many_rows, failed (not the file's fault).
    """


@dataclass(frozen=True)
class Row:
    """One row that is not blank; `number` as the spreadsheet shows it, from 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass
class Sheet:
    """A visible sheet; a CSV file is one sheet without a name."""

    name: str
    rows: list[Row] = field(default_factory=list)


@dataclass
class Table:
    """A file's sheets; `letters` is what they were typed in: unicode, tcvn3, vni or cp1258."""

    letters: str = "unicode"
    sheets: list[Sheet] = field(default_factory=list)


def read_table(path: Path, *, limits: Limits = LIMITS) -> Table:
    """Return the sheets of a file; raises TableError."""
    table = Table()
    for event in _events(path, limits):
        match event:
            case {"letters": str(letters)}:
                table.letters = letters
            case {"sheet": str(name)}:
                table.sheets.append(Sheet(name))
            case {"row": int(number), "cells": list(cells)} if table.sheets:
                table.sheets[-1].rows.append(Row(number, tuple(map(_cell, cells))))
            case {"refused": str(code)} if code in _CODES:
                raise TableError(code, "The child refuses the spreadsheet")
            case {"done": True}:
                return table
            case _:
                raise TableError("failed", "The child said something else than agreed")
    raise TableError("too_heavy", "The child ended without a last word")


def _events(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    """Yield what the child says, a line at a time: a server may serve others in between."""
    arguments = [str(path.resolve()), str(limits.data_bytes), str(limits.step_cpu_seconds)]
    whole = path.resolve()
    with Child("documents.tables_child", arguments, reads=whole, writes=whole.parent) as child:
        try:
            for number, line in enumerate(child.lines(step_wall_seconds=limits.step_wall_seconds)):
                if number % _BREATH == 0:
                    time.sleep(0.001)
                yield _parse(line)
        except StalledError as error:
            raise TableError("too_heavy", "The child took too long") from error


def _parse(line: bytes) -> dict[str, Any]:
    try:
        event = json.loads(line)
    except ValueError as error:
        raise TableError("failed", "The child does not speak JSON") from error
    return event if isinstance(event, dict) else {}


def _cell(value: Any) -> Cell:
    match value:
        case {"date": str(text)}:
            return datetime.date.fromisoformat(text)
        case str() | int() | float():
            return value
        case _:
            raise TableError("failed", "The child said something else than agreed")
