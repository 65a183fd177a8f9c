"""The picture of a slide at the width that is asked for, and the words of one that is a page."""

from pathlib import Path

from app.agenda.models import Slide
from app.db import db
from app.errors import NotFoundError
from app.library.files import file_store, page_picture
from app.library.models import Document
from app.library.queries import page_of
from documents.errors import RenderError

BIG_SCREEN_PX, PHONE_PX, SMALL_PX = 1440, 720, 360
WEBP = "image/webp"
MARK_LETTERS = 12


def picture_of(slide: Slide, width_px: int) -> tuple[Path, str]:
    """Return (file, media type) of a slide's picture, or of a video's still.

    Raises NotFoundError for a slide without one. A picture that was uploaded goes to the big
    screen as it came.
    """
    if slide.kind == "page":
        digest = document_shown(slide).current.digest
        return page_picture(digest, slide.page or 1, width_px), WEBP
    if slide.kind == "image" and slide.digest is not None:
        return drawn(slide.digest, slide.media_type, width_px=width_px)
    if slide.kind == "video" and slide.poster_digest is not None:
        return drawn(slide.poster_digest, WEBP, width_px=width_px)
    raise NotFoundError


def drawn(digest: str, media_type: str, *, width_px: int) -> tuple[Path, str]:
    """Return an uploaded picture no wider than asked for; as it came where it cannot be drawn."""
    if width_px < BIG_SCREEN_PX:
        try:
            return page_picture(digest, 1, width_px), WEBP
        except RenderError:
            pass
    return file_store().path(digest), media_type


def mark_of(slide: Slide) -> str:
    """Return what stands for a slide's picture in its address: another picture, another mark."""
    if slide.kind == "page":
        document = db.session.get(Document, slide.document_id)
        digest = document.current.digest if document is not None else None
    else:
        digest = slide.poster_digest if slide.kind == "video" else slide.digest
    return (digest or "")[:MARK_LETTERS]


def words_of(slide: Slide) -> str:
    """Return the words of a slide that is a page, a line break after each line; else none."""
    if slide.kind != "page":
        return ""
    return page_of(document_shown(slide).current, slide.page or 1).text


def document_shown(slide: Slide) -> Document:
    """Return the document of a page slide; a withdrawn one is not shown any more."""
    document = db.session.get(Document, slide.document_id)
    if document is None or document.withdrawn_at is not None:
        raise NotFoundError
    return document
