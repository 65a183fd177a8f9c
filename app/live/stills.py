"""The worker's part: the pictures of slides that take too long while the hall waits."""

from io import BytesIO

from app.agenda.actions import keep_still
from app.agenda.models import Slide
from app.congresses.models import Congress
from app.db import db
from app.library.files import file_store, page_picture
from app.library.models import Document
from documents.video import still

BIG_SCREEN_PX = 1440


def make_picture(slide_id: int) -> None:
    """Make the wide picture of a page, or one frame of a video."""
    slide = db.session.get(Slide, slide_id)
    if slide is None:
        return
    if slide.kind == "page":
        document = db.session.get_one(Document, slide.document_id)
        page_picture(document.current.digest, slide.page or 1, BIG_SCREEN_PX)
    elif slide.digest is not None:
        make_still(slide, slide.digest)


def make_still(slide: Slide, digest: str) -> None:
    """Keep one frame of a slide's video as WebP: it stands for it where the network is poor."""
    picture = still(file_store().path(digest))
    stored = file_store().save(BytesIO(picture), limit_bytes=len(picture))
    keep_still(db.session.get_one(Congress, slide.congress_id), slide, stored.digest)
