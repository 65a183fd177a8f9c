"""Private notes and marks of a delegate: found and kept only through the delegate's own badge."""

from datetime import timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.access import Visitor
from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db
from app.errors import InvalidError, NotFoundError
from app.library.forms import NoteForm
from app.library.models import Document, PrivateNote
from app.realtime import commit_quietly


def keeper_in(congress: Congress, visitor: Visitor) -> int:
    """Return the delegate whose badge this visitor carries here; raises NotFoundError."""
    delegate_id = visitor.delegate_ids.get(congress.id)
    if delegate_id is None:
        raise NotFoundError
    return delegate_id


def notes_of(keeper_id: int, document: Document) -> list[PrivateNote]:
    """Return what one delegate noted in a document, by page; emptied notes too."""
    statement = select(PrivateNote).filter_by(delegate_id=keeper_id, document_id=document.id)
    return list(db.session.scalars(statement.order_by(PrivateNote.page)))


@changes
def keep_note(keeper_id: int, document: Document, *, page: int, form: NoteForm) -> PrivateNote:
    """Keep a note unless a newer one is kept already; returns the one that stands.

    Quiet: nobody is told and the audit trail does not say who notes what.
    """
    if not 1 <= page <= max(version.pages for version in document.versions):
        raise InvalidError(_("This document has no such page."))
    statement = select(PrivateNote).filter_by(
        delegate_id=keeper_id, document_id=document.id, page=page
    )
    note = db.session.scalar(statement)
    changed_at = now() - timedelta(seconds=form.age_seconds)
    if note is not None and note.changed_at > changed_at:
        return note
    if note is None:
        note = PrivateNote(delegate_id=keeper_id, document_id=document.id, page=page)
        db.session.add(note)
    note.marked, note.text, note.changed_at = form.marked, form.text, changed_at
    commit_quietly()
    return note
