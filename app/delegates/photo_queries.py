"""Photographs that may be shown: kept by the congress, with consent, not removed."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import Select, func, select

from app.clock import breathing, now
from app.congresses.models import Congress
from app.db import db
from app.delegates.models import Consent, Delegate, DelegatePhoto
from app.delegates.seals import open_photo
from app.errors import NotFoundError
from checkin.errors import VaultError

PHOTO = "photo"
"""The purpose of the consent to a kept photograph, apart from that to face check-in."""
UNDO_FOR = timedelta(minutes=15)
"""So long a photograph that was removed can be brought back."""
OPENED = 10
"""After so many photographs opened the hub may serve phones."""
BATCH = 250


def row_of(delegate: Delegate) -> DelegatePhoto | None:
    """Return the row of a delegate's photograph, removed or not."""
    return db.session.get(DelegatePhoto, delegate.id)


def removed_photo(congress: Congress, delegate: Delegate) -> DelegatePhoto | None:
    """Return a photograph that was removed and can still be brought back."""
    photo = row_of(delegate)
    if not congress.keeps_photos or photo is None or photo.removed_at is None:
        return None
    return photo if photo.removed_at > now() - UNDO_FOR else None


def shown(congress: Congress) -> Select[DelegatePhoto]:
    """Select the photographs of a congress that may be shown."""
    agreed = select(Consent.delegate_id).where(
        Consent.purpose == PHOTO, Consent.withdrawn_at.is_(None)
    )
    return (
        select(DelegatePhoto)
        .join(Delegate, Delegate.id == DelegatePhoto.delegate_id)
        .where(
            Delegate.congress_id == (congress.id if congress.keeps_photos else None),
            DelegatePhoto.removed_at.is_(None),
            DelegatePhoto.delegate_id.in_(agreed),
        )
    )


def jpeg_of(congress: Congress, delegate: Delegate) -> bytes:
    """Return a delegate's photograph; raises NotFoundError where none may be shown."""
    found = shown(congress).where(DelegatePhoto.delegate_id == delegate.id)
    photo = db.session.scalar(found)
    if photo is None:
        raise NotFoundError
    try:
        return open_photo(congress.id, photo)
    except VaultError as error:
        raise NotFoundError from error


def photo_version(congress: Congress, delegate: Delegate) -> str:
    """Return the version of a delegate's photograph, "" where none may be shown or opened."""
    try:
        jpeg_of(congress, delegate)
    except NotFoundError:
        return ""
    photo = row_of(delegate)
    return photo.version if photo else ""


def photo_versions(congress: Congress) -> dict[int, str]:
    """Return the version of each photograph that may be shown, by the delegate's id."""
    if not congress.keeps_photos:
        return {}
    columns = shown(congress).with_only_columns(DelegatePhoto.delegate_id, DelegatePhoto.version)
    rows = db.session.execute(columns.execution_options(yield_per=BATCH))
    return {row.delegate_id: row.version for row in breathing(rows, every=BATCH)}


def photos_among(congress: Congress, ids: set[int]) -> Iterator[tuple[int, bytes]]:
    """Yield (delegate's id, JPEG) of those that can be opened, a few at a time."""
    statement = shown(congress).execution_options(yield_per=OPENED)
    for photo in breathing(db.session.scalars(statement), every=OPENED):
        if photo.delegate_id not in ids:
            continue
        try:
            yield photo.delegate_id, open_photo(congress.id, photo)
        except VaultError:
            continue  # its key was destroyed; a backup brought the row back


def photos_kept(congress: Congress) -> int:
    """Return how many photographs a congress keeps, those that were just removed included."""
    statement = select(func.count()).select_from(DelegatePhoto)
    statement = statement.join(Delegate, Delegate.id == DelegatePhoto.delegate_id)
    return db.session.scalar(statement.where(Delegate.congress_id == congress.id)) or 0
