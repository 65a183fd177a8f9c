"""The worker's part: a file becomes pages that phones can read and search."""

import json
import shutil
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.congresses.models import Congress
from app.db import db
from app.errors import is_disk_full
from app.library.actions import (
    add_pages,
    enter_step,
    finish_version,
    refuse_version,
    restart_version,
)
from app.library.files import convert_office, converted, pages_folder, source_of
from app.library.models import DocumentVersion, Page
from app.library.page_slides import bring_pages
from documents.convert import is_office
from documents.errors import ConvertError, RenderError
from documents.pages import render_document

log = structlog.get_logger()
FIRST_PAGES = 3
BATCH_SECONDS = 0.5


def prepare_version(version_id: int, slides_for: int | None = None) -> None:
    """Render one version; its pages become slides of the agenda item `slides_for`, if any."""
    version = db.session.get(DocumentVersion, version_id)
    if version is None:
        return
    if version.state not in ("ready", "refused"):
        make_ready(version)
    if slides_for is not None:
        bring_pages(version, slides_for)


def make_ready(version: DocumentVersion) -> None:
    """Render one version, or keep why not; pages become readable as they come."""
    restart_version(version)
    congress = db.session.get_one(Congress, version.document.congress_id)
    try:
        reason = convert_and_render(congress, version)
    except (ConvertError, RenderError) as error:
        if error.code in ("failed", "missing"):
            raise
        reason = error.code
    except OperationalError as error:
        if not is_disk_full(error):
            raise
        db.session.rollback()
        reason = "disk_full"
    if reason:
        take_pages_away(version)
        refuse_version(congress, version, reason=reason)


def convert_and_render(congress: Congress, version: DocumentVersion) -> str:
    """Make a version ready; returns the code of what was wrong with its file, or "".

    Raises ConvertError and RenderError.
    """
    if is_office(version.media_type) and not converted(version.digest).is_file():
        enter_step(version, "converting")
        convert_office(version.digest)
    enter_step(version, "rendering")
    batch = Batch(congress, version, pages_folder(version.digest))
    outcome = render_document(source_of(version.digest), batch.folder, on_page=batch.add)
    if outcome.refused:
        return outcome.reason
    batch.flush()
    enter_step(version, "indexing")
    finish_version(congress, version, outline=[asdict(each) for each in outcome.outline])
    return ""


def take_pages_away(version: DocumentVersion) -> None:
    """Leave nothing half made behind, unless the same file is read as another version."""
    same = select(DocumentVersion.id).filter_by(digest=version.digest, state="ready")
    if db.session.scalar(same.limit(1)) is None:
        shutil.rmtree(pages_folder(version.digest), ignore_errors=True)


def give_up_version(version_id: int, slides_for: int | None = None) -> None:  # noqa: ARG001
    """Refuse a version that could not be prepared however often it was tried."""
    version = db.session.get(DocumentVersion, version_id)
    if version is not None and version.state != "ready":
        congress = db.session.get_one(Congress, version.document.congress_id)
        refuse_version(congress, version, reason="failed")


class Batch:
    """Pages that came out of the renderer and are not in the database yet."""

    def __init__(self, congress: Congress, version: DocumentVersion, folder: Path) -> None:
        """Collect pages of `version` from `folder`."""
        self.congress, self.version, self.folder = congress, version, folder
        self.pages: list[Page] = []
        self.total = 0
        self.added = 0
        self.flushed_at = 0.0

    def add(self, number: int, total: int) -> None:
        """Take one page; the first ones go in at once, later ones a few at a time."""
        facts = page_facts(self.folder, number)
        self.total = total
        self.pages.append(
            Page(
                version_id=self.version.id,
                number=number,
                width=facts["width"],
                height=facts["height"],
                text=facts["text"],
            )
        )
        is_due = time.monotonic() - self.flushed_at > BATCH_SECONDS
        if self.added + len(self.pages) <= FIRST_PAGES or is_due:
            self.flush()

    def flush(self) -> None:
        """Make the collected pages readable."""
        if self.pages:
            add_pages(self.congress, self.version, self.pages, of=self.total)
        self.added += len(self.pages)
        self.pages = []
        self.flushed_at = time.monotonic()


def page_facts(folder: Path, number: int) -> dict[str, Any]:
    """Return what the renderer wrote beside a page: size in points, text, words."""
    facts: dict[str, Any] = json.loads((folder / f"{number:04}.json").read_text("utf-8"))
    return facts
