"""Adopting the credentials report, and showing it in the hall."""

from typing import Any

from app.agenda.actions import add_page_slides
from app.agenda.models import AgendaItem, Slide
from app.clock import now
from app.congresses.models import Congress, CongressSession
from app.credentials.models import AdoptedReport
from app.db import changes, db
from app.library.actions import add_document
from app.library.forms import DocumentForm
from app.realtime import commit_and_publish
from documents.store import StoredFile


@changes
def adopt_report(
    congress: Congress, session: CongressSession, *, figures: dict[str, Any], by: str
) -> AdoptedReport:
    """Keep the figures as the congress adopted them; an earlier adoption stays on record."""
    report = AdoptedReport(
        congress_id=congress.id,
        session_id=session.id,
        figures=figures,
        adopted_at=now(),
        adopted_by=by[:80],
    )
    db.session.add(report)
    db.session.flush()
    commit_and_publish(congress, did="credentials.adopt", about=f"report:{report.id}")
    return report


def put_on_screen(
    congress: Congress, item: AgendaItem, stored: StoredFile, *, title: str, pages: int
) -> list[Slide]:
    """Put the report's sheets behind the slides of an item; phones see them once the hall has."""
    form = DocumentForm(
        title=title,
        session_id=item.session_id,
        agenda_item_id=item.id,
        audience="presidium",
        if_same="keep",
    )
    document = add_document(congress, form, stored, file_name=f"{title}.pdf")
    return add_page_slides(
        congress, item, document_id=document.id, pages=list(range(1, pages + 1)), notes=""
    )
