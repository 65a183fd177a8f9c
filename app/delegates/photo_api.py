"""Photographs kept for badges and the desk, as JSON: one by one, and in a ZIP."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, request

from app.access import even_archived, needs
from app.congresses.models import Congress
from app.contract import answers, takes
from app.delegates import photo_batches, photos
from app.delegates.batches import facts_of
from app.delegates.models import Delegate, PhotoBatch
from app.delegates.photo_forms import (
    BatchAnswer,
    PhotoAnswer,
    PhotoArchiveForm,
    PhotoForm,
    PhotoRow,
    PhotosKeptAnswer,
    PhotosKeptForm,
)
from app.delegates.photo_queries import (
    PHOTO,
    jpeg_of,
    photo_version,
    photos_kept,
    removed_photo,
)
from app.delegates.photos import photo_sentence
from app.delegates.queries import delegate_of, delegates_named, open_consent

blueprint = Blueprint("photo_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.get("/photos")
@needs("congress.prepare")
@answers(PhotosKeptAnswer)
def show_kept(congress: Congress) -> Any:
    """Say whether photographs are kept for badges and the desk."""
    return kept_answer(congress)


@blueprint.put("/photos")
@even_archived("who keeps no photographs any more is heard at any time")
@needs("congress.prepare")
@answers(PhotosKeptAnswer)
@takes(PhotosKeptForm)
def set_kept(congress: Congress, form: PhotosKeptForm) -> Any:
    """Keep photographs from now on, or none: then all there are are erased."""
    photos.set_photos_kept(congress, kept=form.kept)
    return kept_answer(congress)


@blueprint.post("/photos/batches")
@needs("roster.manage")
@answers(BatchAnswer, 202)
@takes(PhotoArchiveForm, files=("archive",))
def bring_photos(congress: Congress, form: PhotoArchiveForm) -> Any:
    """Take up a ZIP of photographs named by delegate number or badge code."""
    batch = photo_batches.take_up_archive(
        congress, request.files.get("archive"), consent_on=form.consent_on, stated=form.stated
    )
    return batch_answer(batch)


@blueprint.get("/photos/batches/<int:batch_id>")
@needs("roster.manage")
@answers(BatchAnswer)
def show_batch(congress: Congress, batch_id: int) -> Any:
    """Say how far a ZIP is."""
    return batch_answer(photo_batches.SHELF.find(congress, batch_id))


@blueprint.get("/photos/batches/<int:batch_id>/rows")
@needs("roster.manage")
@answers(PhotoRow, many=True)
def list_rows(congress: Congress, batch_id: int) -> Any:
    """List what became of each file of a ZIP, in its order."""
    return row_answers(congress, photo_batches.SHELF.find(congress, batch_id))


@blueprint.get("/delegates/<int:delegate_id>/photo")
@needs("photos.see")
@answers(PhotoAnswer)
def show_photo(congress: Congress, delegate_id: int) -> Any:
    """Say whether a delegate's photograph is kept."""
    return photo_answer(congress, delegate_of(congress, delegate_id))


@blueprint.get("/delegates/<int:delegate_id>/photo.jpg")
@needs("photos.see")
@answers(media_type="image/jpeg")
def send_photo(congress: Congress, delegate_id: int) -> Any:
    """Give the photograph; nobody on the way may keep it."""
    jpeg = jpeg_of(congress, delegate_of(congress, delegate_id))
    response = Response(jpeg, mimetype="image/jpeg")
    response.headers["Cache-Control"] = "no-store, private"
    return response


@blueprint.put("/delegates/<int:delegate_id>/photo")
@needs("portraits.manage")
@answers(PhotoAnswer)
@takes(PhotoForm, files=("image",))
def keep_photo(congress: Congress, delegate_id: int, form: PhotoForm) -> Any:
    """Keep a photograph with the delegate's consent, in the place of the one before."""
    delegate = delegate_of(congress, delegate_id)
    # The form has two fields of that name, a file and the camera: one of them is empty.
    sent = (each for each in request.files.getlist("image") if each.filename)
    photos.keep_photo(congress, delegate, next(sent, None), consent=form.consent)
    return photo_answer(congress, delegate)


@blueprint.delete("/delegates/<int:delegate_id>/photo")
@needs("portraits.manage")
@answers(PhotoAnswer)
def remove_photo(congress: Congress, delegate_id: int) -> Any:
    """Take the photograph away; for a quarter of an hour it can be brought back."""
    delegate = delegate_of(congress, delegate_id)
    photos.remove_photo(congress, delegate)
    return photo_answer(congress, delegate)


@blueprint.post("/delegates/<int:delegate_id>/photo/restore")
@needs("portraits.manage")
@answers(PhotoAnswer)
def restore_photo(congress: Congress, delegate_id: int) -> Any:
    """Bring back a photograph that was removed just now."""
    delegate = delegate_of(congress, delegate_id)
    photos.restore_photo(congress, delegate)
    return photo_answer(congress, delegate)


@blueprint.delete("/delegates/<int:delegate_id>/photo/consent")
@even_archived("who withdraws consent is heard at any time")
@needs("portraits.manage")
@answers(status=204)
def withdraw_photo(congress: Congress, delegate_id: int) -> Any:
    """Withdraw the consent and erase the photograph, in every backup too."""
    photos.withdraw_photo(congress, delegate_of(congress, delegate_id))


def kept_answer(congress: Congress) -> PhotosKeptAnswer:
    """Return whether photographs are kept."""
    return PhotosKeptAnswer(kept=congress.keeps_photos, photos=photos_kept(congress))


def photo_answer(congress: Congress, delegate: Delegate) -> PhotoAnswer:
    """Return what there is of a delegate's photograph."""
    return PhotoAnswer(
        version=photo_version(congress, delegate),
        can_restore=removed_photo(congress, delegate) is not None,
        consent=open_consent(delegate, PHOTO) is not None,
    )


def batch_answer(batch: PhotoBatch) -> BatchAnswer:
    """Return how far a ZIP is."""
    sentence = str(photo_batches.problem_sentence(batch.problem)) if batch.problem else ""
    return BatchAnswer(**facts_of(batch), problem=sentence)


def row_answers(congress: Congress, batch: PhotoBatch) -> Iterator[PhotoRow]:
    """Yield what became of each file; whose it is is told by the roster as it is now."""
    ids = [row["delegate_id"] for row in batch.rows if row["delegate_id"]]
    people = delegates_named(congress, ids)
    for row in batch.rows:
        number, name = people.get(row["delegate_id"], ("", ""))
        reason = str(photo_sentence(row["reason"])) if row.get("reason") else ""
        yield PhotoRow(**{**row, "reason": reason}, number=number, name=name)
