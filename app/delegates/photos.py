"""Photographs kept for badges and the desk: with consent, sealed, and gone when it is withdrawn."""

import secrets
import tempfile
import threading
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from sqlalchemy import ColumnElement, select
from werkzeug.datastructures import FileStorage

from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.actions import refuse_erased, withdraw_consents
from app.delegates.models import Consent, Delegate, DelegatePhoto
from app.delegates.photo_queries import PHOTO, UNDO_FOR, removed_photo, row_of
from app.delegates.queries import open_consent
from app.delegates.seals import photo_seals, seal_photo
from app.errors import InvalidError, RefusedError
from app.jobs import ask
from app.realtime import commit_and_publish, commit_quietly
from documents.portraits import LEAST_HEIGHT_PX, LEAST_WIDTH_PX, PortraitError, portrait

PHOTO_TEXT_VERSION = "2026-11-22"
"""Of the sentences in templates/delegates/photo_consent.html."""
KEPT_AFTER = timedelta(days=30)
"""After the last day of the congress the photographs are erased: badge and desk are over."""
LANE = "photos"
cutting = threading.BoundedSemaphore(2)
"""Pictures are cut in child processes; more than two at once help nobody."""


@changes
def set_photos_kept(congress: Congress, *, kept: bool) -> None:
    """Say whether photographs are kept; where they no longer are the worker erases them all.

    Raises RefusedError where an archived congress would begin to keep them.
    """
    if kept and congress.archived_at is not None:
        raise RefusedError(
            _(
                "This congress is archived: it can be read and searched, not changed."
                " An organiser can open it again in the settings."
            ),
            archived=True,
        )
    congress.keeps_photos = kept
    if not kept:
        when = now().isoformat()
        ask("photos_erase", lane=LANE, congress_id=congress.id, which=congress.id, until=when)
    did = "photos.on" if kept else "photos.off"
    commit_and_publish(congress, "roster", did=did, about=f"congress:{congress.id}")


def keep_photo(
    congress: Congress, delegate: Delegate, upload: FileStorage | None, *, consent: bool
) -> None:
    """Keep a photograph, in the place of the one before; without consent nothing is kept."""
    refuse_unless_wanted(congress)
    refuse_erased(delegate)
    refuse_without_consent(delegate, consent=consent)
    jpeg = cut(upload)
    write_photo(congress, delegate, jpeg, consent=consent)


def refuse_unless_wanted(congress: Congress) -> None:
    """Raise RefusedError where no photographs are kept, or no longer."""
    if not congress.keeps_photos:
        raise RefusedError(
            _("This congress keeps no photographs. An organiser can turn that on in Settings.")
        )
    if is_past(congress):
        raise RefusedError(
            _("Photographs are kept until %(n)s days after the congress.", n=KEPT_AFTER.days)
        )


def is_past(congress: Congress) -> bool:
    """Tell whether photographs of a congress have had their time."""
    today = now().astimezone(ZoneInfo(congress.time_zone)).date()
    return today > congress.ends_on + KEPT_AFTER


def refuse_without_consent(delegate: Delegate, *, consent: bool) -> None:
    """Raise InvalidError unless the delegate agrees now, or did so before."""
    if not consent and open_consent(delegate, PHOTO) is None:
        raise InvalidError(_("Without the delegate's consent no photograph is kept."))


def cut(upload: FileStorage | None) -> bytes:
    """Return an uploaded picture as badges and desks show it; raises RefusedError."""
    if upload is None:
        raise InvalidError(_("Choose a photograph."))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "upload"
        upload.save(source)
        upload.close()
        made = Path(folder) / "made"
        made.mkdir()
        try:
            with cutting:
                return portrait(source, made).read_bytes()
        except PortraitError as error:
            raise RefusedError(photo_sentence(error.code)) from error


def photo_sentence(code: str) -> LazyString:
    """Return the sentence for a photograph that cannot be used."""
    sentences = {
        "too_large": _("The picture is too large: at most 50 megapixels and 30 MB."),
        "too_small": _(
            "The picture is too small: at least %(width)s × %(height)s pixels.",
            width=LEAST_WIDTH_PX,
            height=LEAST_HEIGHT_PX,
        ),
        "encrypted": _("The file asks for a password."),
    }
    return sentences.get(code, _("This is not a picture that can be read. Use JPEG, PNG or WebP."))


@changes
def write_photo(congress: Congress, delegate: Delegate, jpeg: bytes, *, consent: bool) -> None:
    """Keep a photograph that was cut, with the consent given for it."""
    refuse_unless_wanted(congress)
    refuse_erased(delegate)
    refuse_without_consent(delegate, consent=consent)
    note_consent(delegate, how="office", given_at=now())
    put_photo(congress, delegate, jpeg)
    commit_and_publish(congress, "roster", did="photo.keep", about=f"delegate:{delegate.id}")


def note_consent(delegate: Delegate, *, how: str, given_at: datetime) -> None:
    """Note a consent in the present transaction, unless there is one."""
    if open_consent(delegate, PHOTO) is None:
        db.session.add(
            Consent(
                delegate_id=delegate.id,
                purpose=PHOTO,
                text_version=PHOTO_TEXT_VERSION,
                given_how=how,
                given_at=given_at,
            )
        )


def put_photo(congress: Congress, delegate: Delegate, jpeg: bytes) -> None:
    """Put a photograph in the place of the one before, in the present transaction.

    The key of before is destroyed: no backup shows a photograph that was replaced.
    """
    photo = row_of(delegate) or DelegatePhoto(delegate_id=delegate.id)
    photo_seals().destroy(str(congress.id), str(delegate.id))
    photo.version = secrets.token_hex(8)
    photo.sealed = seal_photo(congress.id, photo, jpeg)
    photo.kept_at, photo.removed_at = now(), None
    db.session.add(photo)
    db.session.flush()


@changes
def remove_photo(congress: Congress, delegate: Delegate) -> None:
    """Take a photograph away; for a quarter of an hour it can be brought back."""
    photo = row_of(delegate)
    if photo is None or photo.removed_at is not None:
        raise RefusedError(_("There is no photograph of this delegate."))
    photo.removed_at = now()
    commit_and_publish(congress, "roster", did="photo.remove", about=f"delegate:{delegate.id}")


@changes
def restore_photo(congress: Congress, delegate: Delegate) -> None:
    """Bring a photograph back that was removed."""
    refuse_unless_wanted(congress)
    photo = removed_photo(congress, delegate)
    if photo is None:
        raise RefusedError(_("The photograph cannot be brought back any more."))
    photo.removed_at = None
    commit_and_publish(congress, "roster", did="photo.restore", about=f"delegate:{delegate.id}")


@changes
def withdraw_photo(congress: Congress, delegate: Delegate) -> None:
    """Withdraw consent to the photograph: it is erased with its key, old backups included."""
    withdraw_consents(delegate, PHOTO)
    forget_photo(congress.id, delegate.id)
    commit_and_publish(congress, "roster", did="photo.erase", about=f"delegate:{delegate.id}")


def forget_photo(congress_id: int, delegate_id: int) -> None:
    """Erase a photograph in the present transaction; a failed commit must not leave the key."""
    db.session.query(DelegatePhoto).filter_by(delegate_id=delegate_id).delete()
    photo_seals().destroy(str(congress_id), str(delegate_id))


def erase_photos(which: int, until: str) -> None:
    """Erase the photographs of a congress that were kept by that moment (the worker's part)."""
    congress = db.session.get(Congress, which)
    if congress is not None:
        count = erase_those(which, DelegatePhoto.kept_at <= datetime.fromisoformat(until))
        tell_erased(congress, count)


def erase_those(congress_id: int, *conditions: ColumnElement[bool]) -> int:
    """Erase photographs one by one, so that nobody waits for thousands; returns how many."""
    found = (
        select(DelegatePhoto.delegate_id)
        .join(Delegate)
        .where(
            Delegate.congress_id == congress_id,
            *conditions,
        )
    )
    ids = list(db.session.scalars(found))
    return sum(erase_if(congress_id, each, *conditions) for each in ids)


@changes
def erase_if(congress_id: int, delegate_id: int, *conditions: ColumnElement[bool]) -> bool:
    """Erase one photograph, unless it was replaced or brought back meanwhile."""
    still = select(DelegatePhoto.delegate_id).where(
        DelegatePhoto.delegate_id == delegate_id,
        *conditions,
    )
    is_so = db.session.scalar(still) is not None
    if is_so:
        forget_photo(congress_id, delegate_id)
    commit_quietly()
    return is_so


@changes
def tell_erased(congress: Congress, count: int) -> None:
    """Note in the audit that photographs were erased, and let desks follow."""
    commit_and_publish(congress, "roster", did="photos.erase", about=f"count:{count}")


def erase_by_the_clock() -> None:
    """Erase photographs that were removed a while ago, or whose congress is long over."""
    for congress in list(
        db.session.scalars(select(Congress).join(Delegate).join(DelegatePhoto).distinct())
    ):
        count = erase_those(congress.id, DelegatePhoto.removed_at < now() - UNDO_FOR)
        if is_past(congress):
            count += erase_those(congress.id)
        if count:
            tell_erased(congress, count)


def on_paper(congress: Congress, day: date) -> datetime:
    """Return the moment of a consent on paper of which only the day is known."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(congress.time_zone))
