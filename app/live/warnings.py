"""What somebody in the office should look at now, in words."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from app.accounts.models import Device
from app.accounts.queries import devices_of, is_online
from app.archive.medium import is_there, medium
from app.archive.shelf import age_of, kept_backups, settings
from app.attendance.absence_review import count_waiting
from app.attendance.queries import current_session, numbers, quorum_needed
from app.attendance.review import count_to_review
from app.clock import now
from app.congresses.models import Congress
from app.db import db
from app.i18n import clock_time
from app.jobs.models import Job
from app.library.models import Document
from app.library.queries import documents_where

DISK_LOW_BYTES = 2 * 1024**3
WORK_LATE_SECONDS = 60


@dataclass(frozen=True)
class Notice:
    """One sentence, and where something can be done about it."""

    code: str
    sentence: str
    path: str
    """Below /office/<congress>; empty for the page itself."""


def warnings_of(congress: Congress) -> list[Notice]:
    """Return what should be looked at, the most urgent first."""
    return [
        *disk_warnings(),
        *backup_warnings(),
        *work_warnings(),
        *desk_warnings(congress),
        *review_warnings(congress),
        *absence_warnings(congress),
        *quorum_warnings(congress),
        *document_warnings(congress),
    ]


def disk_warnings() -> Iterator[Notice]:
    """Warn before the server's disk is full."""
    free = shutil.disk_usage(current_app.config["SETTINGS"].data_dir).free
    if free < DISK_LOW_BYTES:
        room = _("%(n)s MB", n=free // 1024**2)
        yield Notice("disk", _("The server's disk has only %(room)s left.", room=room), "")


def backup_warnings() -> Iterator[Notice]:
    """Warn when the second medium is missing, or nothing was copied to it for too long."""
    found = medium()
    if found is None:
        return
    if not is_there(found):
        yield Notice("medium", _("The second medium for backups is missing. Plug it in."), "")
        return
    hours = max(1, settings().backup_hours) + 1
    newest = max((each.copied_at for each in kept_backups()), default="")
    if age_of(newest) > timedelta(hours=hours):
        sentence = _("No backup was copied to the second medium for %(n)s hours.", n=hours)
        yield Notice("backup", sentence, "/safekeeping")


def work_warnings() -> Iterator[Notice]:
    """Warn when what the worker should do is left lying."""
    late = now() - timedelta(seconds=WORK_LATE_SECONDS)
    busy = db.session.scalar(select(func.count()).select_from(Job).filter_by(state="working"))
    oldest = db.session.scalar(select(func.min(Job.created_at)).filter_by(state="waiting"))
    if oldest is not None and oldest < late and not busy:
        sentence = _("Documents and photographs wait to be prepared. Start the server again.")
        yield Notice("work", sentence, "/documents")


def desk_warnings(congress: Congress) -> Iterator[Notice]:
    """Warn of desks that fell silent, hold back check-ins, lost their camera or are in trouble."""
    for desk in devices_of(congress.id):
        if desk.kind == "kiosk" and desk.seen_at is not None:
            yield from of_desk(desk)


def of_desk(desk: Device) -> Iterator[Notice]:
    """Warn of one desk."""
    told = desk.report or {}
    if desk.seen_at is not None and not is_online(desk):
        sentence = _(
            "%(desk)s was last heard of at %(time)s. It keeps its check-ins and sends them later.",
            desk=desk.name,
            time=clock_time(desk.seen_at),
        )
        yield Notice("silent", sentence, "/devices")
    elif told.get("camera") in ("lost", "denied"):
        yield Notice("camera", _("%(desk)s has no picture from its camera.", desk=desk.name), "")
    if told.get("refused"):
        sentence = ngettext(
            "%(desk)s: %(num)s check-in was refused. Look at the list on the desk.",
            "%(desk)s: %(num)s check-ins were refused. Look at the list on the desk.",
            told["refused"],
            desk=desk.name,
        )
        yield Notice("refused", sentence, "")
    if "disk_full" in told.get("troubles", ()):
        sentence = _("%(desk)s cannot write to its disk. Free some space there.", desk=desk.name)
        yield Notice("disk_full", sentence, "")
    if "clock_wrong" in told.get("troubles", ()):
        yield Notice(
            "clock_wrong", _("The clock of %(desk)s is wrong. Set it.", desk=desk.name), ""
        )


def review_warnings(congress: Congress) -> Iterator[Notice]:
    """Warn of check-ins that do not fit, until somebody looked at them."""
    odd = count_to_review(congress)
    if odd:
        sentence = ngettext(
            "%(num)s check-in should be looked at.",
            "%(num)s check-ins should be looked at.",
            odd,
        )
        yield Notice("review", sentence, "/check-ins")


def absence_warnings(congress: Congress) -> Iterator[Notice]:
    """Warn of reports of absence that wait for the secretariat."""
    waiting = count_waiting(congress)
    if waiting:
        sentence = ngettext(
            "%(num)s report of absence waits to be confirmed.",
            "%(num)s reports of absence wait to be confirmed.",
            waiting,
        )
        yield Notice("absences", sentence, "/absences")


def quorum_warnings(congress: Congress) -> Iterator[Notice]:
    """Warn when a session has begun without its quorum."""
    session = current_session(congress)
    if session is None or not session.starts_at <= now() <= session.ends_at:
        return
    found = numbers(session)
    missing = quorum_needed(congress, found.convened) - found.present
    if missing > 0:
        sentence = ngettext(
            "The session has begun without its quorum: %(num)s delegate is missing.",
            "The session has begun without its quorum: %(num)s delegates are missing.",
            missing,
        )
        yield Notice("quorum", sentence, "")


def document_warnings(congress: Congress) -> Iterator[Notice]:
    """Warn of files that could not become pages."""
    shown = documents_where(congress.id, Document.withdrawn_at.is_(None))
    refused = sum(document.newest.state == "refused" for document in shown)
    if refused:
        sentence = ngettext(
            "%(num)s document could not be prepared.",
            "%(num)s documents could not be prepared.",
            refused,
        )
        yield Notice("documents", sentence, "/documents")
