"""The open export: roster, check-ins, agenda and documents as tables with a manifest."""

import json
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Response, send_file
from sqlalchemy import Select, select

from app.agenda.models import AgendaItem
from app.attendance.models import Absence, CheckIn
from app.clock import breathing, give_way, iso, now
from app.congresses.models import Congress, CongressSession
from app.db import db
from app.delegates.models import Delegate, Delegation, DiscussionGroup, Unit
from app.library.link_forms import DocumentReaders
from app.library.models import Document, DocumentVersion
from app.library.readers import readers_of
from app.paper.queries import paper_of
from app.paper.tables import LINE_HEADS, RUN_HEADS, lines, run_rows
from documents.press import pack_tables

Statement = Select[*tuple[Any, ...]]
BATCH, COUNTED = 100, 20
"""After so many rows the hub may serve phones."""


def export_zip(congress: Congress) -> Response:
    """Answer with every table of a congress as XLSX, CSV and JSON in a ZIP."""
    with tempfile.TemporaryDirectory() as folder:
        tables, packed = Path(folder) / "tables", Path(folder) / "export.zip"
        tables.mkdir()
        for name, statement in statements(congress).items():
            write_table(tables / f"{name}.jsonl", statement)
        for name, heads, rows in counted(congress):
            write_rows(tables / f"{name}.jsonl", heads, rows)
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


def statements(congress: Congress) -> dict[str, Statement]:
    """Return what each table holds, by name; columns are named as in the API."""
    return {
        "sessions": sessions(congress),
        "delegates": roster(congress),
        "delegations": units(congress, Delegation),
        "discussion_groups": units(congress, DiscussionGroup),
        "check_ins": check_ins(congress),
        "absences": absences(congress),
        "agenda": agenda(congress),
        "documents": document_list(congress),
    }


def counted(congress: Congress) -> Iterator[tuple[str, Iterable[str], Iterable[Iterable[Any]]]]:
    """Yield name, heads and rows of what is counted from the tables; of readers only numbers."""
    yield "paper", LINE_HEADS, lines(paper_of(congress))
    yield "print_runs", RUN_HEADS, run_rows(congress)
    readers = readers_of(congress)
    yield "readers", DocumentReaders.model_fields, (each.model_dump().values() for each in readers)


def sessions(congress: Congress) -> Statement:
    """Return the sessions."""
    names = ("id", "title", "starts_at", "ends_at", "roll_call_closed_at")
    columns = [getattr(CongressSession, name) for name in names]
    return (
        select(*columns)
        .where(CongressSession.congress_id == congress.id)
        .order_by(CongressSession.starts_at)
    )


def roster(congress: Congress) -> Statement:
    """Return the roster without anything of badges and faces."""
    before = ("id", "number", "name", "sort_name")
    after = (
        *(
            "position",
            "standing",
            "sex",
            "birth_date",
            "birth_year",
            "ethnicity",
            "religion",
            "party",
        ),
        *("education", "seat", "presidium"),
    )
    return (
        select(
            *(getattr(Delegate, name) for name in before),
            Delegation.name.label("delegation"),
            DiscussionGroup.name.label("group"),
            *(getattr(Delegate, name) for name in after),
        )
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .outerjoin(DiscussionGroup, DiscussionGroup.id == Delegate.group_id)
        .where(Delegate.congress_id == congress.id)
        .order_by(Delegate.number, Delegate.id)
    )


def units(congress: Congress, kind: type[Unit]) -> Statement:
    """Return the delegations or the discussion groups with the number of each leader."""
    return (
        select(kind.id, kind.position, kind.name, Delegate.number.label("leader_number"))
        .outerjoin(Delegate, Delegate.id == kind.leader_id)
        .where(kind.congress_id == congress.id)
        .order_by(kind.position, kind.id)
    )


def check_ins(congress: Congress) -> Statement:
    """Return every event, those undone too."""
    after = (
        *("direction", "method", "recorded_by", "desk_at", "clock_offset_ms", "happened_at"),
        *("received_at", "conflict", "clock_jumped", "seen_at", "undone_at", "undo_reason"),
    )
    return (
        select(
            CheckIn.id,
            CheckIn.session_id,
            CheckIn.delegate_id,
            Delegate.number.label("delegate_number"),
            *(getattr(CheckIn, name) for name in after),
        )
        .outerjoin(Delegate, Delegate.id == CheckIn.delegate_id)
        .where(CheckIn.congress_id == congress.id)
        .order_by(CheckIn.happened_at, CheckIn.id)
    )


def absences(congress: Congress) -> Statement:
    """Return the absences that were reported."""
    return (
        select(
            Absence.session_id,
            Absence.delegate_id,
            Delegate.number.label("delegate_number"),
            Absence.reason,
            Absence.reported_at,
        )
        .join(Delegate, Delegate.id == Absence.delegate_id)
        .where(Delegate.congress_id == congress.id)
        .order_by(Absence.id)
    )


def agenda(congress: Congress) -> Statement:
    """Return the programme."""
    names = (
        *("id", "session_id", "parent_id", "position", "title", "kind", "minutes", "speaker"),
        *("state", "started_at", "ended_at"),
    )
    return (
        select(*(getattr(AgendaItem, name) for name in names))
        .where(AgendaItem.congress_id == congress.id)
        .order_by(AgendaItem.session_id, AgendaItem.position)
    )


def document_list(congress: Congress) -> Statement:
    """Return every version of every document, with the hash of its file."""
    return (
        select(
            Document.id,
            Document.title,
            Document.section,
            Document.session_id,
            Document.audience,
            Document.withdrawn_at,
            DocumentVersion.number.label("version"),
            DocumentVersion.file_name,
            DocumentVersion.media_type,
            DocumentVersion.size_bytes,
            DocumentVersion.digest.label("sha256"),
            DocumentVersion.state,
            DocumentVersion.pages,
            DocumentVersion.created_at,
        )
        .join(DocumentVersion, DocumentVersion.document_id == Document.id)
        .where(Document.congress_id == congress.id)
        .order_by(Document.position, Document.id, DocumentVersion.number)
    )


def write_table(path: Path, statement: Statement) -> None:
    """Write a table's heads and rows as JSON lines."""
    result = db.session.execute(statement.execution_options(yield_per=BATCH))
    with path.open("w", encoding="utf-8") as lines:
        lines.write(json.dumps(list(result.keys())) + "\n")
        for rows in result.partitions():
            lines.writelines(as_lines(rows))
            give_way()


def write_rows(path: Path, heads: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Write heads and rows as JSON lines; some rows take a while to count."""
    give_way()
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
    return cell.isoformat() if isinstance(cell, date) else cell
