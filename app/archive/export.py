"""The open export: roster, check-ins, agenda and documents as tables with a manifest."""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Response, current_app, send_file

from app.archive.export_tables import Statement, statements
from app.archive.export_words import TABLES, readme
from app.clock import breathing, give_way, iso, now
from app.congresses.models import Congress
from app.db import db
from app.errors import NotFoundError
from app.library.link_forms import DocumentReaders
from app.library.readers import readers_of
from app.paper.queries import paper_of
from app.paper.tables import LINE_HEADS, RUN_HEADS, lines, run_rows
from documents.press import pack_tables
from documents.press import write_table as press_table

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}
Counted = Callable[[Congress], tuple[Iterable[str], Iterable[Iterable[Any]]]]
BATCH, COUNTED = 100, 20
"""After so many rows the hub may serve phones."""


def export_zip(congress: Congress) -> Response:
    """Answer with every table of a congress as XLSX, CSV and JSON in a ZIP."""
    with tempfile.TemporaryDirectory() as folder:
        tables, packed = Path(folder) / "tables", Path(folder) / "export.zip"
        tables.mkdir()
        heads = {name: write_one(congress, name, tables) for name in TABLES}
        languages = current_app.config["SETTINGS"].languages
        (tables / "README.txt").write_text(readme(heads, languages), encoding="utf-8-sig")
        facts = {
            "format": "paperless-congress-export-1",
            "congress": {"id": congress.id, "title": congress.title},
            "exported_at": iso(now()),
        }
        pack_tables(packed, tables, facts=facts)
        response = send_file(
            packed.open("rb"),
            mimetype="application/zip",
            as_attachment=True,
            download_name=f"congress-{congress.id}.zip",
        )
    response.headers["Cache-Control"] = "no-store, private"
    return response


def export_table(congress: Congress, name: str, form: str) -> Response:
    """Answer with one table as xlsx, csv or json; raises NotFoundError for what there is not."""
    if name not in TABLES or form not in FORMS:
        raise NotFoundError
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"{name}.{form}"
        write_one(congress, name, Path(folder))
        press_table(made, Path(folder) / f"{name}.jsonl")
        response = send_file(
            made.open("rb"),
            mimetype=FORMS[form],
            as_attachment=True,
            download_name=f"congress-{congress.id}-{name}.{form}",
        )
    response.headers["Cache-Control"] = "no-store, private"
    return response


def write_one(congress: Congress, name: str, folder: Path) -> list[str]:
    """Write one table into the folder as JSON lines; returns its heads."""
    path = folder / f"{name}.jsonl"
    give_way()
    if name not in COUNTED_TABLES:
        return write_table(path, statements(congress)[name])
    heads, rows = COUNTED_TABLES[name](congress)
    write_rows(path, heads, rows)
    return list(heads)


def reader_rows(congress: Congress) -> Iterator[Iterable[Any]]:
    """Yield how often each document was opened; only numbers, never who."""
    return (each.model_dump().values() for each in readers_of(congress))


COUNTED_TABLES: dict[str, Counted] = {
    "paper": lambda congress: (LINE_HEADS, lines(paper_of(congress))),
    "print_runs": lambda congress: (RUN_HEADS, run_rows(congress)),
    "readers": lambda congress: (DocumentReaders.model_fields, reader_rows(congress)),
}
"""Heads and rows of what is counted from the tables."""


def write_table(path: Path, statement: Statement) -> list[str]:
    """Write a table's heads and rows as JSON lines; returns the heads."""
    result = db.session.execute(statement.execution_options(yield_per=BATCH))
    with path.open("w", encoding="utf-8") as lines:
        lines.write(json.dumps(list(result.keys())) + "\n")
        for rows in result.partitions():
            lines.writelines(as_lines(rows))
            give_way()
    return list(result.keys())


def write_rows(path: Path, heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Write heads and rows as JSON lines; some rows take a while to count."""
    with path.open("w", encoding="utf-8") as table:
        table.write(json.dumps(list(heads)) + "\n")
        table.writelines(as_lines(breathing(rows, every=COUNTED)))


def as_lines(rows: Iterable[Any]) -> Iterator[str]:
    """Yield rows as JSON lines."""
    for row in rows:
        yield json.dumps([plain(cell) for cell in row], ensure_ascii=False) + "\n"


def plain(cell: Any) -> Any:
    """Return a cell as JSON tells it; moments in UTC."""
    if isinstance(cell, datetime):
        return iso(cell)
    if isinstance(cell, dict):
        return json.dumps(cell, ensure_ascii=False)
    return cell.isoformat() if isinstance(cell, date) else cell
