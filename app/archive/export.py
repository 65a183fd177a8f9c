"""The open export: roster, check-ins, agenda and documents as tables with a manifest."""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Response, current_app, send_file
from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from app.agenda.models import AgendaItem
from app.archive.export_words import TABLES, readme
from app.attendance.models import Absence, CheckIn, EarlierAbsence, WalkIn
from app.clock import breathing, give_way, iso, now
from app.congresses.models import Congress, CongressSession
from app.credentials.models import AdoptedReport
from app.db import db
from app.delegates.models import Delegate, Delegation, DiscussionGroup, Site, Unit
from app.delegates.sites import HOME
from app.errors import NotFoundError
from app.library.link_forms import DocumentReaders
from app.library.models import Document, DocumentVersion, Link
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
Statement = Select[*tuple[Any, ...]]
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
    if name not in COUNTED_TABLES:
        return write_table(path, statements(congress)[name])
    heads, rows = COUNTED_TABLES[name](congress)
    write_rows(path, heads, rows)
    return list(heads)


def statements(congress: Congress) -> dict[str, Statement]:
    """Return what each table holds, by name; columns are named as in the API."""
    return {
        "sessions": sessions(congress),
        "delegates": roster(congress),
        "delegations": units(congress, Delegation),
        "discussion_groups": units(congress, DiscussionGroup),
        "sites": site_list(congress),
        "check_ins": check_ins(congress),
        "absences": absences(congress),
        "earlier_absences": earlier_absences(congress),
        "walk_ins": walk_ins(congress),
        "agenda": agenda(congress),
        "documents": document_list(congress),
        "links": link_list(congress),
        "adopted_reports": adopted_reports(congress),
    }


def reader_rows(congress: Congress) -> Iterator[Iterable[Any]]:
    """Yield how often each document was opened; only numbers, never who."""
    return (each.model_dump().values() for each in readers_of(congress))


COUNTED_TABLES: dict[str, Counted] = {
    "paper": lambda congress: (LINE_HEADS, lines(paper_of(congress))),
    "print_runs": lambda congress: (RUN_HEADS, run_rows(congress)),
    "readers": lambda congress: (DocumentReaders.model_fields, reader_rows(congress)),
}
"""Heads and rows of what is counted from the tables."""


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
            Site.name.label("site"),
            *(getattr(Delegate, name) for name in after),
        )
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .outerjoin(DiscussionGroup, DiscussionGroup.id == Delegate.group_id)
        .outerjoin(Site, Site.id == HOME)
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


def site_list(congress: Congress) -> Statement:
    """Return the sites, the main hall first, those removed too; none where there is one place."""
    names = ("id", "position", "name", "place", "removed_at")
    return (
        select(*(getattr(Site, name) for name in names))
        .where(Site.congress_id == congress.id)
        .order_by(Site.position, Site.id)
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
            Site.name.label("site"),
            *(getattr(CheckIn, name) for name in after),
        )
        .outerjoin(Delegate, Delegate.id == CheckIn.delegate_id)
        .outerjoin(Site, Site.id == CheckIn.site_id)
        .where(CheckIn.congress_id == congress.id)
        .order_by(CheckIn.happened_at, CheckIn.id)
    )


def absences(congress: Congress) -> Statement:
    """Return the absences that were reported, and what was decided of each."""
    reporter, substitute = aliased(Delegate), aliased(Delegate)
    decided = (
        *("substitute_since", "substitute_until"),
        *("confirmed_at", "declined_at", "decided_by", "decline_reason"),
    )
    return (
        select(
            Absence.session_id,
            Absence.delegate_id,
            Delegate.number.label("delegate_number"),
            Absence.reason,
            Absence.reported_at,
            Absence.reported_by,
            reporter.number.label("reporter_number"),
            substitute.number.label("substitute_number"),
            *(getattr(Absence, name) for name in decided),
        )
        .join(Delegate, Delegate.id == Absence.delegate_id)
        .outerjoin(reporter, reporter.id == Absence.reporter_id)
        .outerjoin(substitute, substitute.id == Absence.substitute_id)
        .where(Delegate.congress_id == congress.id)
        .order_by(Absence.id)
    )


def earlier_absences(congress: Congress) -> Statement:
    """Return what held of absences before they were decided anew."""
    substitute = aliased(Delegate)
    moments = ("excused_since", "excused_until", "place_since", "place_until")
    return (
        select(
            EarlierAbsence.session_id,
            EarlierAbsence.delegate_id,
            Delegate.number.label("delegate_number"),
            EarlierAbsence.reason,
            substitute.number.label("substitute_number"),
            *(getattr(EarlierAbsence, name) for name in moments),
        )
        .join(Delegate, Delegate.id == EarlierAbsence.delegate_id)
        .outerjoin(substitute, substitute.id == EarlierAbsence.substitute_id)
        .where(Delegate.congress_id == congress.id)
        .order_by(EarlierAbsence.id)
    )


def walk_ins(congress: Congress) -> Statement:
    """Return the guests who were entered at the door."""
    return (
        select(
            WalkIn.delegate_id,
            Delegate.number.label("delegate_number"),
            WalkIn.phone,
            WalkIn.recorded_by,
            WalkIn.received_at,
        )
        .join(Delegate, Delegate.id == WalkIn.delegate_id)
        .where(WalkIn.congress_id == congress.id)
        .order_by(WalkIn.id)
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


def link_list(congress: Congress) -> Statement:
    """Return the QR codes with their hours; nothing that a token could be made from."""
    names = (
        *("id", "target", "target_id", "opens_at", "closes_at", "revoked_at", "renewed_at"),
        *("scans", "created_at"),
    )
    return (
        select(*(getattr(Link, name) for name in names), Site.name.label("site"))
        .outerjoin(Site, Site.id == Link.site_id)
        .where(Link.congress_id == congress.id)
        .order_by(Link.id)
    )


def adopted_reports(congress: Congress) -> Statement:
    """Return the credentials reports as they were adopted."""
    names = ("id", "session_id", "adopted_at", "adopted_by", "figures")
    return (
        select(*(getattr(AdoptedReport, name) for name in names))
        .where(AdoptedReport.congress_id == congress.id)
        .order_by(AdoptedReport.id)
    )


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
    if isinstance(cell, dict):
        return json.dumps(cell, ensure_ascii=False)
    return cell.isoformat() if isinstance(cell, date) else cell
