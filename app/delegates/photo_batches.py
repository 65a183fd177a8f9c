"""A ZIP of photographs: each file goes to its delegate, and a report says what became of it."""

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from app.clock import now
from app.congresses.models import Congress
from app.db import changes, db
from app.delegates.batches import Shelf, refuse_day_to_come
from app.delegates.models import Consent, Delegate, PhotoBatch
from app.delegates.photo_names import Names, names_of, told
from app.delegates.photo_queries import PHOTO
from app.delegates.photos import LANE, note_consent, on_paper, put_photo, refuse_unless_wanted
from app.errors import InvalidError, RefusedError
from app.jobs import ask
from app.realtime import commit_and_publish, commit_quietly
from documents.portraits import MOST_FILES, Entry, PortraitError, entries_of, portraits

Row = dict[str, Any]
SHELF = Shelf(PhotoBatch, "photographs")


def take_up_archive(
    congress: Congress, upload: FileStorage | None, *, consent_on: date, stated: bool
) -> PhotoBatch:
    """Take up a ZIP; `stated`: the organiser has the delegates' consents, signed by that day."""
    refuse_unless_wanted(congress)
    if not stated:
        raise InvalidError(
            _("State that each delegate in the file has agreed on paper; without it none is kept.")
        )
    refuse_day_to_come(congress, consent_on)
    with SHELF.draft_of(upload) as draft:
        return add_batch(congress, draft, consent_on=consent_on)


@changes
def add_batch(congress: Congress, draft: Path, *, consent_on: date) -> PhotoBatch:
    """Write a batch that waits for the worker."""
    batch = PhotoBatch(congress_id=congress.id, made_at=now(), consent_on=consent_on)
    db.session.add(batch)
    db.session.flush()
    draft.replace(SHELF.archive_of(batch.id))
    ask("photo_batch", lane=LANE, congress_id=congress.id, batch_id=batch.id)
    about = f"batch:{batch.id} consent:{consent_on.isoformat()}"
    commit_and_publish(congress, did="photos.bring", about=about)
    return batch


def work_on(batch_id: int) -> None:
    """Hand the photographs of a ZIP to their delegates (the worker's part)."""
    batch = db.session.get(PhotoBatch, batch_id)
    if batch is None or batch.state in ("done", "failed"):
        return
    congress = db.session.get_one(Congress, batch.congress_id)
    archive = SHELF.archive_of(batch_id)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            refuse_unless_wanted(congress)
            entries = entries_of(archive, folder)
        except (PortraitError, RefusedError) as problem:
            end(congress, batch, rows=[], problem=getattr(problem, "code", "not_kept"))
        else:
            begin(batch, of=len(entries))
            rows = distribute(congress, batch, entries, folder)
            end(congress, batch, rows=rows, problem="" if rows else "empty")
    archive.unlink(missing_ok=True)


def distribute(
    congress: Congress, batch: PhotoBatch, entries: list[Entry], folder: Path
) -> list[Row]:
    """Keep what can be kept; returns a row for each file, in the order of the ZIP."""
    rows = matched(entries, names_of(congress))
    wanted = [place for place, row in rows.items() if row["verdict"] == "waiting"]
    step(batch, len(rows) - len(wanted))
    for place, jpeg, code in portraits(SHELF.archive_of(batch.id), folder, wanted):
        row = rows[place]
        if jpeg is None:
            row["verdict"], row["reason"] = "unreadable", code
            step(batch, 1)
        else:
            row["verdict"] = hand_over(congress, batch, row["delegate_id"], jpeg.read_bytes())
            jpeg.unlink()
    return list(rows.values())


def matched(entries: list[Entry], names: Names) -> dict[int, Row]:
    """Return a row for each file: whose it is, or why that is not known; by its place."""
    owners = {entry.place: names.owners(entry.name) for entry in entries}
    often = Counter(next(iter(found)) for found in owners.values() if len(found) == 1)
    rows = {}
    for entry in entries:
        found = owners[entry.place]
        owner = next(iter(found)) if len(found) == 1 else None
        verdict = "waiting" if owner else ("several" if found else "nobody")
        if owner and often[owner] > 1:
            verdict = "twice"
        rows[entry.place] = {"file": told(entry.name), "verdict": verdict, "delegate_id": owner}
    return rows


@changes
def hand_over(congress: Congress, batch: PhotoBatch, delegate_id: int, jpeg: bytes) -> str:
    """Keep one photograph with the consent on paper, and count it; returns the verdict.

    A photograph of a delegate who withdrew the consent on that day or later is not kept.
    """
    batch.progress += 1
    delegate = db.session.get(Delegate, delegate_id)
    if delegate is None or delegate.is_erased or not congress.keeps_photos:
        commit_quietly()
        return "nobody"
    given_at = on_paper(congress, batch.consent_on)
    later = select(Consent.id).where(
        Consent.delegate_id == delegate_id,
        Consent.purpose == PHOTO,
        Consent.withdrawn_at >= given_at,
    )
    is_withdrawn = db.session.scalar(later.limit(1)) is not None
    if not is_withdrawn:
        note_consent(delegate, how="paper", given_at=given_at)
        put_photo(congress, delegate, jpeg)
    commit_quietly()
    return "withdrawn" if is_withdrawn else "kept"


@changes
def begin(batch: PhotoBatch, *, of: int) -> None:
    """Say how many files there are; a worker before may have begun already."""
    batch.state, batch.progress, batch.of = "working", 0, of
    commit_quietly()


@changes
def step(batch: PhotoBatch, done: int) -> None:
    """Say that some more files are done."""
    batch.progress += done
    commit_quietly()


@changes
def end(congress: Congress, batch: PhotoBatch, *, rows: list[Row], problem: str) -> None:
    """Write the report, and let desks follow."""
    batch.state, batch.problem, batch.rows = "failed" if problem else "done", problem, rows
    kept = sum(row["verdict"] == "kept" for row in rows)
    about = f"batch:{batch.id} count:{kept}"
    commit_and_publish(congress, "roster", did="photos.import", about=about)


def give_up_batch(batch_id: int) -> None:
    """Say that a batch could not be worked on however often it was tried."""
    batch = db.session.get(PhotoBatch, batch_id)
    if batch is not None:
        end(db.session.get_one(Congress, batch.congress_id), batch, rows=[], problem="failed")
    SHELF.archive_of(batch_id).unlink(missing_ok=True)


def problem_sentence(code: str) -> LazyString:
    """Return the sentence for a ZIP that could not be used."""
    sentences = {
        "not_a_zip": _("This is not a ZIP file, or it is damaged. Pack the photographs again."),
        "too_many_files": _("The ZIP holds more than %(n)s files. Make two of it.", n=MOST_FILES),
        "too_large": _("The ZIP is too large to open. Make two of it."),
        "empty": _("There is no photograph in the ZIP."),
        "not_kept": _(
            "This congress keeps no photographs. An organiser can turn that on in Settings."
        ),
    }
    return sentences.get(code, _("The photographs could not be taken up. Please try again."))
