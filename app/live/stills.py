"""The worker's part: the still picture that stands for a video where the network is poor."""

from io import BytesIO

from app.agenda.actions import keep_still
from app.agenda.models import Slide
from app.congresses.models import Congress
from app.db import db
from app.library.files import file_store
from documents.video import still


def make_still(slide_id: int) -> None:
    """Keep one frame of a slide's video as WebP."""
    slide = db.session.get(Slide, slide_id)
    if slide is None or slide.digest is None:
        return
    picture = still(file_store().path(slide.digest))
    stored = file_store().save(BytesIO(picture), limit_bytes=len(picture))
    keep_still(db.session.get_one(Congress, slide.congress_id), slide, stored.digest)
