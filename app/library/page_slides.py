"""A presentation that was brought on an agenda item's own page: its pages become slides."""

from app.agenda.actions import add_page_slides
from app.agenda.models import AgendaItem
from app.agenda.queries import slides_of
from app.congresses.models import Congress
from app.db import db
from app.library.models import DocumentVersion
from app.library.slide_notes import notes_by_page


def bring_pages(version: DocumentVersion, item_id: int) -> None:
    """Put all pages of a ready version behind the item's slides, with the notes of its file.

    Nothing happens when the file was refused or taken back meanwhile, when the item is gone, or
    when they are there already: a worker that died in between does it once more.
    """
    document, item = version.document, db.session.get(AgendaItem, item_id)
    if item is None or version.state != "ready" or document.withdrawn_at is not None:
        return
    if any(slide.document_id == document.id for slide in slides_of(item)):
        return
    add_page_slides(
        db.session.get_one(Congress, document.congress_id),
        item,
        document_id=document.id,
        pages=list(range(1, version.pages + 1)),
        notes="",
        notes_by_page=notes_by_page(version),
    )
