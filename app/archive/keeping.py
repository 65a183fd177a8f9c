"""The worker's part of backups: making, copying away, trying, by the clock and by the button."""

import errno
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import structlog
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.archive.backup import back_up
from app.archive.erasing_congress import SAFEKEEPING
from app.archive.medium import copy_away
from app.archive.shelf import (
    Kept,
    age_of,
    file_of,
    keep_newest,
    kept_backup,
    kept_backups,
    last_good,
    new_id,
    note,
    remove,
    settings,
    sha256_of,
    shelf,
    sweep_leftovers,
    tell,
)
from app.clock import iso, now
from app.congresses.models import Congress
from app.db import changes, db
from app.errors import RefusedError
from app.jobs import Job, ask
from app.realtime import commit
from config import ROOT

log = structlog.get_logger()
TOLD_EVERY_SECONDS = 0.5
TRIAL_SECONDS = 1800
KINDS = ("backup", "backup_trial")


def is_busy() -> bool:
    """Tell whether a backup is being made or tried, or waits for that."""
    waiting = select(Job.id).where(Job.kind.in_(KINDS), Job.state.in_(("waiting", "working")))
    return db.session.scalar(waiting.limit(1)) is not None


@changes
def ask_for_backup() -> None:
    """Leave a backup to the worker; raises RefusedError while one is being made."""
    if is_busy():
        raise RefusedError(_("A backup is being made or tried already."))
    ask("backup", lane=SAFEKEEPING, congress_id=None)
    commit(did="backup.make")


@changes
def ask_for_trial(backup_id: int) -> None:
    """Leave the trial of a backup to the worker."""
    kept_backup(backup_id)
    if is_busy():
        raise RefusedError(_("A backup is being made or tried already."))
    ask("backup_trial", lane=SAFEKEEPING, congress_id=None, backup_id=backup_id)
    commit(did="backup.try", about=f"backup:{backup_id}")


@changes
def drop_backup(backup_id: int) -> None:
    """Delete a backup; raises RefusedError for the last good one."""
    kept = kept_backup(backup_id)
    if kept == last_good(kept_backups()):
        raise RefusedError(_("This is the last good backup. Make another one first."))
    commit(did="backup.drop", about=f"backup:{backup_id}")
    remove(kept)


def make_backup() -> None:
    """Make a backup, copy it to the second medium, let the oldest go; says how it went."""
    sweep_leftovers()
    number = new_id()
    try:
        manifest = back_up(file_of(number), progress=teller())
    except OSError as error:
        is_full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        tell(doing="", problem="disk_full" if is_full else "failed")
        return
    kept = Kept(
        id=number,
        made_at=iso(now()),
        bytes=file_of(number).stat().st_size,
        sha256=sha256_of(file_of(number)),
        rows=sum(manifest["rows"].values()),
        files=sum(not name.startswith("tables/") for name in manifest["entries"]),
    )
    note(kept)
    tell(doing="copying", problem="")
    if copy_away(kept):
        note(replace(kept, copied_at=iso(now())))
    keep_newest(settings().backup_keep)
    tell(doing="", problem="")


def teller() -> Callable[[int, int], None]:
    """Return what writes the progress down, twice a second."""
    last = 0.0

    def progress(done: int, of: int) -> None:
        nonlocal last
        if time.monotonic() - last > TOLD_EVERY_SECONDS:
            last = time.monotonic()
            tell(doing="making", done=done, of=of, problem="")

    return progress


def try_backup(backup_id: int) -> None:
    """Restore a backup into an empty folder, in a child process, and note what came of it."""
    kept = kept_backup(backup_id)
    sweep_leftovers()
    tell(doing="trying", problem="")
    with tempfile.TemporaryDirectory(prefix=".trial-", dir=shelf()) as scratch:
        command = [sys.executable, "-m", "app.backup_trial", str(file_of(backup_id)), scratch]
        environ = {**os.environ, "TRIAL_KEYS_DIR": str(settings().keys_dir)}
        try:
            done = subprocess.run(  # noqa: S603  our own interpreter, no shell
                command,
                cwd=ROOT,
                env=environ,
                capture_output=True,
                timeout=TRIAL_SECONDS,
                check=False,
            )
            problem = json.loads(done.stdout.splitlines()[-1])["problem"]
        except (subprocess.TimeoutExpired, ValueError, IndexError, KeyError) as error:
            log.warning("trial failed", problem=type(error).__name__)
            problem = "the trial did not come to its end"
    note(replace(kept, checked_at=iso(now()), is_good=not problem, problem=problem))
    tell(doing="", problem="")


def keep_by_the_clock() -> None:
    """Ask for a backup when a congress is on and the newest one is too old."""
    hours = settings().backup_hours
    backups = kept_backups()
    newest = age_of(backups[0].made_at) if backups else None
    is_due = newest is None or newest >= timedelta(hours=hours)
    if hours and is_due and is_any_on() and not is_busy():
        ask_for_backup()


def is_any_on() -> bool:
    """Tell whether any congress has one of its days today."""
    days = select(Congress.starts_on, Congress.ends_on, Congress.time_zone).where(
        Congress.archived_at.is_(None)
    )
    return any(
        first <= now().astimezone(ZoneInfo(zone)).date() <= last
        for first, last, zone in db.session.execute(days)
    )
