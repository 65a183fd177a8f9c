"""ZIPs of photographs that wait for the worker, and the reports on what became of their files."""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select
from werkzeug.datastructures import FileStorage

from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.models import Batch
from app.errors import InvalidError, NotFoundError
from app.realtime import commit_quietly
from app.threads import in_a_thread

KEPT = timedelta(days=7)
"""A report holds names of files, which may be names of people."""
BUSY = ("waiting", "working")
ABANDONED = timedelta(hours=1)
B = TypeVar("B", bound=Batch)


class Shelf(Generic[B]):
    """The batches of one kind: their rows, and their ZIPs in a folder that no backup holds."""

    def __init__(self, kind: type[B], folder_name: str) -> None:
        self.kind = kind
        self.folder_name = folder_name

    def folder(self) -> Path:
        """Return where the ZIPs wait."""
        root: Path = current_app.config["SETTINGS"].data_dir
        return root / self.folder_name

    def archive_of(self, batch_id: int) -> Path:
        """Return the ZIP of a batch."""
        return self.folder() / f"{batch_id}.zip"

    def find(self, congress: Congress, batch_id: int) -> B:
        """Return a batch of this congress; raises NotFoundError."""
        found = db.session.get(self.kind, batch_id)
        if found is None or found.congress_id != congress.id:
            raise NotFoundError
        return found

    def batches_of(self, congress: Congress) -> list[B]:
        """Return the batches of a congress, the newest first."""
        mine = select(self.kind).where(self.kind.congress_id == congress.id)
        return list(db.session.scalars(mine.order_by(self.kind.id.desc())))

    @contextmanager
    def draft_of(self, upload: FileStorage | None) -> Iterator[Path]:
        """Write an upload where ZIPs wait, for its owner alone; what is not taken up goes again."""
        if upload is None:
            raise InvalidError(_("Choose a ZIP file."))
        self.folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(dir=self.folder(), suffix=".part")
        draft = Path(name)
        try:
            with os.fdopen(number, "wb") as file:
                in_a_thread(shutil.copyfileobj, upload.stream, file)
            upload.close()
            yield draft
        finally:
            draft.unlink(missing_ok=True)

    def drop_archives(self, congress_id: int) -> None:
        """Delete the ZIPs of a congress that wait for the worker."""
        theirs = select(self.kind.id).where(self.kind.congress_id == congress_id)
        for batch_id in db.session.scalars(theirs):
            self.archive_of(batch_id).unlink(missing_ok=True)

    def forget(self) -> None:
        """Remove reports past their time, and ZIPs that nothing waits for."""
        self.forget_reports()
        busy = select(self.kind.id).where(self.kind.state.in_(BUSY))
        waiting = {self.archive_of(each) for each in db.session.scalars(busy)}
        for path in self.folder().glob("*"):
            is_old = path.stat().st_mtime < (now() - ABANDONED).timestamp()
            if is_old and path not in waiting:
                path.unlink(missing_ok=True)

    @changes
    def forget_reports(self) -> None:
        """Remove reports past their time."""
        past = (self.kind.made_at < now() - KEPT, self.kind.state.not_in(BUSY))
        db.session.execute(delete(self.kind).where(*past))
        commit_quietly()


def refuse_day_to_come(congress: Congress, consent_on: date) -> None:
    """Refuse consents that were signed on a day which has not come yet at the venue."""
    if consent_on > now().astimezone(ZoneInfo(congress.time_zone)).date():
        raise InvalidError(_("The day of the consents has not come yet."))


def facts_of(batch: Batch) -> dict[str, Any]:
    """Return the fields of an answer that says how far a ZIP is, but the sentence of a problem."""
    return {
        "id": batch.id,
        "state": batch.state,
        "progress": batch.progress,
        "of": batch.of,
        "counts": Counter(row["verdict"] for row in batch.rows),
    }
