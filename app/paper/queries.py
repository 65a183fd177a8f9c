"""What the paper meter counts: documents, the copies they would have taken, what was printed."""

from dataclasses import dataclass

from sqlalchemy import func, select

from app.congresses.models import Congress
from app.db import db
from app.delegates.counts import convened
from app.errors import NotFoundError
from app.library.models import Document
from app.library.queries import documents_where
from app.paper.figures import Meter, Use, meter
from app.paper.models import PaperSettings, PrintRun


@dataclass(frozen=True)
class Paper:
    """All that the page of the paper meter shows."""

    settings: PaperSettings
    convened: int
    presidium: int
    uses: list[Use]
    left_out: list[Use]
    meter: Meter

    @property
    def copies(self) -> int:
        """Copies of a document that is not for the presidium alone."""
        return self.convened if self.settings.copies is None else self.settings.copies


def paper_settings(congress: Congress) -> PaperSettings:
    """Return what was entered for a congress, or settings that say nothing."""
    found = db.session.get(PaperSettings, congress.id)
    return found or PaperSettings(
        congress_id=congress.id,
        copies=None,
        is_duplex=True,
        cost_per_page=None,
        seconds_per_set=None,
        left_out=[],
    )


def paper_of(congress: Congress) -> Paper:
    """Count the paper of a congress as it stands now."""
    settings = paper_settings(congress)
    people, presidium = convened(congress), convened(congress, presidium=True)
    copies = people if settings.copies is None else settings.copies
    sets = sets_by_document(congress)
    uses: list[Use] = []
    left_out: list[Use] = []
    for document in documents_where(congress.id, Document.withdrawn_at.is_(None)):
        use = Use(
            document_id=document.id,
            title=document.title,
            pages=document.current.pages,
            copies=presidium if document.audience == "presidium" else copies,
            sets_printed=sets.get(document.id, 0),
        )
        (left_out if document.id in settings.left_out else uses).append(use)
    counted = meter(
        uses,
        is_duplex=settings.is_duplex,
        cost_per_page=settings.cost_per_page,
        seconds_per_set=settings.seconds_per_set,
    )
    return Paper(settings, people, presidium, uses, left_out, counted)


def sets_by_document(congress: Congress) -> dict[int, int]:
    """Return how many sets were printed of each document."""
    statement = (
        select(PrintRun.document_id, func.sum(PrintRun.sets))
        .where(PrintRun.congress_id == congress.id)
        .group_by(PrintRun.document_id)
    )
    return {row[0]: int(row[1]) for row in db.session.execute(statement)}


def print_runs(congress: Congress) -> list[tuple[PrintRun, str]]:
    """Return what was printed with the documents' titles, newest first."""
    statement = (
        select(PrintRun, Document.title)
        .join(Document, Document.id == PrintRun.document_id)
        .where(PrintRun.congress_id == congress.id)
        .order_by(PrintRun.printed_on.desc(), PrintRun.id.desc())
    )
    return [(row[0], row[1]) for row in db.session.execute(statement)]


def print_run_of(congress: Congress, run_id: int) -> PrintRun:
    """Return an entry of this congress; raises NotFoundError."""
    found = db.session.get(PrintRun, run_id)
    if found is None or found.congress_id != congress.id:
        raise NotFoundError
    return found
