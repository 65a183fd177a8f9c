"""A delegate's private notes as JSON: only the delegate's own badge opens them."""

from typing import Any

from flask import Blueprint

from app.access import needs, visitor
from app.congresses.models import Congress
from app.contract import answers, takes
from app.library.forms import NoteAnswer, NoteForm
from app.library.models import PrivateNote
from app.library.notes import keep_note, keeper_in, notes_of
from app.library.queries import document_for

blueprint = Blueprint("notes_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.get("/documents/<int:document_id>/notes")
@needs("notes.keep")
@answers(NoteAnswer, many=True)
def list_notes(congress: Congress, document_id: int) -> Any:
    """List one's own notes in a document, by page."""
    document = document_for(visitor(), congress, document_id)
    return [answer_for(note) for note in notes_of(keeper_in(congress, visitor()), document)]


@blueprint.put("/documents/<int:document_id>/notes/<int:number>")
@needs("notes.keep")
@answers(NoteAnswer)
@takes(NoteForm)
def put_note(congress: Congress, document_id: int, number: int, form: NoteForm) -> Any:
    """Keep one's own note on a page; an older one than is kept changes nothing."""
    document = document_for(visitor(), congress, document_id)
    return answer_for(keep_note(keeper_in(congress, visitor()), document, page=number, form=form))


def answer_for(note: PrivateNote) -> NoteAnswer:
    """Return a note as its owner gets it."""
    return NoteAnswer(
        page=note.page, marked=note.marked, text=note.text, changed_at=note.changed_at
    )
