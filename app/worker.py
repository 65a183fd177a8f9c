"""The worker process: `python -m app.worker` does what the web process must not wait for."""

import shutil
import signal
import threading
from collections.abc import Callable
from datetime import timedelta

import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app import create_app
from app.archive.erasing_congress import SAFEKEEPING, erase_congress
from app.archive.keeping import keep_by_the_clock, make_backup, try_backup
from app.clock import now
from app.copies import filling
from app.db import db
from app.delegates import face_batches, face_calibration, photo_batches
from app.delegates.photos import erase_by_the_clock, erase_photos
from app.delegates.portraits import encode_portrait, give_up_portrait
from app.delegates.roster_drafts import fail_draft, forget_expired_drafts, import_in_worker
from app.delegates.roster_undo import undo_in_worker
from app.jobs.queue import finish, give_back, sweep, take
from app.library.files import file_store, workshop
from app.library.hours import announce_turn, congresses_that_turned
from app.library.prepare import give_up_version, prepare_version
from app.live.stills import make_picture
from config import Settings

log = structlog.get_logger()
LOOK_SECONDS = 0.2
HOURS_SECONDS = 1.0
KEEPING_LOOK = timedelta(minutes=1)
LANES = ("documents", "faces", face_batches.LANE, "photos", "roster", SAFEKEEPING)
WORK: dict[str, Callable[..., None]] = {
    "document": prepare_version,
    "portrait": encode_portrait,
    "face_batch": face_batches.work_on,
    face_calibration.JOB: face_calibration.count_faces,
    "photo_batch": photo_batches.work_on,
    "photos_erase": erase_photos,
    "slide": make_picture,
    "roster_import": import_in_worker,
    "roster_undo": undo_in_worker,
    filling.JOB: filling.fill,
    "erase_congress": erase_congress,
    "backup": make_backup,
    "backup_trial": try_backup,
}

GIVEN_UP: dict[str, Callable[..., None]] = {
    "document": give_up_version,
    "portrait": give_up_portrait,
    "face_batch": face_batches.give_up_batch,
    "photo_batch": photo_batches.give_up_batch,
    "roster_import": fail_draft,
}
"""What tells people that a job failed for good; without it they would wait for ever."""


def main() -> None:
    """Work until SIGTERM or SIGINT; what a worker before left half done comes first."""
    app = create_app(Settings.from_environment())
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    with app.app_context():
        left = sweep()
        file_store().sweep()
        forget_expired_drafts()
        face_calibration.ask_for_calibrations(again=True)
        shutil.rmtree(workshop(), ignore_errors=True)
    log.info("working", left_by_a_worker_before=left)
    lanes = [
        threading.Thread(target=work_lane, args=(app, lane, stopping), daemon=True)
        for lane in LANES
    ]
    for lane in lanes:
        lane.start()
    watch_hours(app, stopping)


def watch_hours(app: Flask, stopping: threading.Event) -> None:
    """Announce documents and links whose hour has come."""
    since = next_look = now()
    while not stopping.wait(HOURS_SECONDS):
        until = now()
        with app.app_context():
            try:
                for congress in congresses_that_turned(since, until):
                    announce_turn(congress)
                if until >= next_look:
                    next_look = until + KEEPING_LOOK
                    keep_by_the_clock()
                    erase_by_the_clock()
                    photo_batches.SHELF.forget()
                    face_batches.SHELF.forget()
                    face_calibration.ask_for_calibrations()
            except SQLAlchemyError as error:
                log.warning("database", problem=type(error).__name__)
                continue  # the same span again next time: no hour is missed
        since = until


def work_lane(app: Flask, lane: str, stopping: threading.Event) -> None:
    """Do the jobs of one lane, one after another."""
    while not stopping.is_set():
        with app.app_context():
            try:
                did_something = work_once(lane)
            except SQLAlchemyError as error:
                log.warning("database", problem=type(error).__name__)
                did_something = False
        if not did_something:
            stopping.wait(LOOK_SECONDS)


def work_once(lane: str) -> bool:
    """Do one job of a lane; False when there was none."""
    job = take(lane)
    if job is None:
        return False
    job_id, kind, payload = job.id, job.kind, dict(job.payload)
    try:
        WORK[kind](**payload)
    except Exception as error:  # whatever fails, the lane goes on
        db.session.rollback()
        log.exception("job failed", job=job_id, kind=kind)
        if give_back(job_id, problem=type(error).__name__):
            give_up = GIVEN_UP.get(kind)
            if give_up is not None:
                give_up(**payload)
    else:
        finish(job_id)
    return True


if __name__ == "__main__":
    main()
