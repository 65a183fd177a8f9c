"""The notes for the speaker that come with a presentation's own file."""

import structlog

from app.library.files import file_store
from app.library.models import DocumentVersion
from documents.speaker_notes import PRESENTATION, NotesError, read_notes

log = structlog.get_logger()


def notes_by_page(version: DocumentVersion) -> dict[int, str]:
    """Return the notes of a PPTX by its pages; none of another file, or where they do not fit.

    Notes under the wrong slide would be worse than none: the pages must be as many as the slides
    that are not hidden.
    """
    if version.media_type != PRESENTATION:
        return {}
    try:
        told = read_notes(file_store().path(version.digest))
    except NotesError as error:
        log.warning("speaker_notes.unread", version=version.id, code=error.code)
        return {}
    if len(told) != version.pages:
        log.warning("speaker_notes.misfit", version=version.id, slides=len(told))
        return {}
    return {number: text for number, text in enumerate(told, start=1) if text}
