"""Bringing slides to an agenda item: files of every kind, pages of a document, title cards."""

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage

from app.access import visitor
from app.agenda import actions as agenda
from app.agenda.actions import VIDEO_TYPES
from app.agenda.models import AgendaItem, Slide
from app.congresses.models import Congress
from app.errors import InvalidError, NotFoundError
from app.library import actions as library
from app.library.files import file_name, take_file
from app.library.forms import DocumentForm
from app.library.models import Document
from app.library.queries import document_for, page_of
from app.library.slide_notes import notes_by_page
from app.live.forms import SlideForm, SlidesMade
from app.live.videos import check_plays
from documents.convert import is_office
from documents.media import PDF
from documents.store import StoredFile


def bring_file(
    congress: Congress, item: AgendaItem, form: SlideForm, *, upload: FileStorage
) -> SlidesMade:
    """Take a file to an item: a picture or video is a slide, of anything else the pages are."""
    stored = take_file(upload)
    if stored.media_type == PDF or is_office(stored.media_type):
        return bring_document(congress, item, form, stored=stored, name=file_name(upload))
    if stored.media_type in VIDEO_TYPES:
        check_plays(stored)
    slide = agenda.add_file_slide(
        congress, item, stored, title=form.title, notes=form.notes, key=form.key
    )
    return made([slide])


def bring_document(
    congress: Congress, item: AgendaItem, form: SlideForm, *, stored: StoredFile, name: str
) -> SlidesMade:
    """Take a presentation up as a document of the item; its pages become slides by themselves."""
    if not visitor().may("documents.manage", congress.id):
        raise NotFoundError
    document_form = DocumentForm(
        title=form.title,
        agenda_item_id=item.id,
        audience=form.audience,
        key=form.key,
        if_same=form.if_same,
    )
    document = library.add_document(
        congress, document_form, stored, file_name=name, slides_for=item.id
    )
    return SlidesMade(id=None, ids=[], noted=0, document_id=document.id)


def bring_slides(congress: Congress, item: AgendaItem, form: SlideForm) -> SlidesMade:
    """Make slides of a document that is here, or a title card."""
    if form.document_id is not None:
        document = document_for(visitor(), congress, form.document_id)
        slides = agenda.add_page_slides(
            congress,
            item,
            document_id=document.id,
            pages=pages_asked_for(document, form.page),
            notes=form.notes,
            notes_by_page={} if form.notes else notes_by_page(document.current),
        )
        return made(slides)
    if not form.title:
        raise InvalidError(_("Choose a file, a page of a document, or write a title."))
    return made([agenda.add_title_slide(congress, item, title=form.title, notes=form.notes)])


def made(slides: list[Slide]) -> SlidesMade:
    """Say which slides there are now."""
    noted = sum(bool(slide.notes) for slide in slides)
    return SlidesMade(id=slides[0].id, ids=[slide.id for slide in slides], noted=noted)


def pages_asked_for(document: Document, page: int | None) -> list[int]:
    """Return one page, or all that are ready; raises NotFoundError when there is none."""
    if page is None:
        pages = list(range(1, document.current.pages_ready + 1))
        if not pages:
            raise NotFoundError
        return pages
    return [page_of(document.current, page).number]
