"""Drawn photographs, and what holds of every photograph that is kept: shared with the controls."""

import io
import zipfile

from PIL import Image, ImageDraw

from app.db import db
from app.delegates import photo_batches, photos
from app.delegates.models import Consent, Delegate, DelegatePhoto
from app.delegates.photo_queries import photo_versions

SIDE_PX = 640


def picture(*, width: int = 480, height: int = SIDE_PX, colour: str = "#2a6f97") -> bytes:
    """A drawn head and shoulders, as JPEG."""
    image = Image.new("RGB", (width, height), "#f2e9dc")
    pen = ImageDraw.Draw(image)
    pen.ellipse((width * 0.3, height * 0.15, width * 0.7, height * 0.55), fill=colour)
    pen.ellipse((width * 0.1, height * 0.6, width * 0.9, height * 1.3), fill=colour)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90)
    return file.getvalue()


def zipped(**files: bytes) -> bytes:
    """A ZIP of files by their names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def uploaded(name: str, content: bytes, field: str = "image", **more: str) -> dict:
    """What a form with a file sends."""
    return {"data": {field: (io.BytesIO(content), name), **more}}


def kept_photo(congress, delegate: Delegate, jpeg: bytes = b"") -> None:
    """A delegate who agrees to a photograph, in a congress that keeps them."""
    if not congress.keeps_photos:
        photos.set_photos_kept(congress, kept=True)
    photos.write_photo(congress, delegate, jpeg or picture(), consent=True)


def check_no_consent_no_photograph(organiser, congress, delegate: Delegate) -> None:
    """A photograph without a consent is refused, and nothing of it is kept."""
    path = f"/api/congresses/{congress.id}/delegates/{delegate.id}/photo"
    answer = organiser.put(path, **uploaded("a.jpg", picture()))
    assert answer.status_code == 422
    assert db.session.query(DelegatePhoto).count() == 0
    assert organiser.get(f"{path}.jpg").status_code == 404


def check_withdrawn_is_not_taken_from_a_zip(congress, delegate: Delegate) -> None:
    """Papers signed before a withdrawal bring no photograph back."""
    kept_photo(congress, delegate)
    photos.withdraw_photo(congress, delegate)
    batch = brought(congress, zipped(**{f"{delegate.number}.jpg": picture()}))
    assert [row["verdict"] for row in batch.rows] == ["withdrawn"]
    assert photo_versions(congress) == {}


def brought(congress, content: bytes, consent_on=None):
    """A ZIP that the worker has been through."""
    photo_batches.SHELF.folder().mkdir(exist_ok=True)
    draft = photo_batches.SHELF.folder() / "draft"
    draft.write_bytes(content)
    day = consent_on or congress.starts_on
    batch = photo_batches.add_batch(congress, draft, consent_on=day)
    photo_batches.work_on(batch.id)
    return batch


def check_consents_stay_apart(organiser, congress, delegate: Delegate) -> None:
    """The consent to a photograph is none to faces, and the other way round."""
    kept_photo(congress, delegate)
    path = f"/api/congresses/{congress.id}/delegates/{delegate.id}/portraits"
    answer = organiser.put(path, **uploaded("a.jpg", picture(), "images"))
    assert answer.status_code == 422
    assert {each.purpose for each in db.session.query(Consent)} == {"photo"}
