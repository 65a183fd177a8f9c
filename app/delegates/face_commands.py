"""Bringing a folder of photographs at the console: `flask --app wsgi bring-faces FOLDER`."""

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import click
from flask import Flask, current_app
from werkzeug.datastructures import FileStorage

from app.congresses.models import Congress
from app.db import db
from app.delegates.batches import BUSY, refuse_day_to_come
from app.delegates.face_api import face_batch_answer, face_rows
from app.delegates.face_batches import SHELF, add_batch, call_off, work_on
from app.delegates.face_models import FaceBatch
from app.errors import RefusedError

MOST_FILES, MOST_BYTES = 1_000, 200_000_000
"""Of one part of a folder: below what a ZIP may hold."""


def init_app(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(bring_faces)


@click.command("bring-faces")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--congress", "congress_id", type=int, required=True)
@click.option(
    *("--consent-on", "consent_on"),
    type=click.DateTime(["%Y-%m-%d"]),
    help="all signed a consent on paper by this day; without it only who agreed before is taken",
)
def bring_faces(folder: Path, congress_id: int, consent_on: datetime | None) -> None:
    """Take up photographs named by delegate number or badge code; say what became of each."""
    congress = db.session.get(Congress, congress_id)
    if congress is None:
        raise click.ClickException(f"there is no congress {congress_id}")
    files = files_below(folder)
    if not files:
        raise click.ClickException(f"there are no photographs in {folder}")
    day = consent_on.date() if consent_on else None
    kept = 0
    with current_app.test_request_context():  # sentences want a language
        try:
            for batch in brought(congress, folder, files, consent_on=day):
                kept += told(congress, batch)
        except RefusedError as error:
            raise click.ClickException(str(error.sentence)) from error
    click.echo(f"taken up {kept} of {len(files)}")


def files_below(folder: Path) -> list[Path]:
    """Return the files of a folder and of the folders in it, without hidden ones."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [
        path
        for path in files
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]


def parts_of(files: Sequence[Path]) -> Iterator[list[Path]]:
    """Yield the files in parts that a ZIP may hold."""
    part: list[Path] = []
    size = 0
    for path in files:
        bytes_more = path.stat().st_size
        if part and (len(part) == MOST_FILES or size + bytes_more > MOST_BYTES):
            yield part
            part, size = [], 0
        part.append(path)
        size += bytes_more
    yield part


def brought(
    congress: Congress, folder: Path, files: Sequence[Path], *, consent_on: date | None
) -> Iterator[FaceBatch]:
    """Take up the files as ZIPs are, here and now, and yield each part when it is done.

    A part that is broken off keeps nothing.
    """
    if consent_on is not None:
        refuse_day_to_come(congress, consent_on)
    for part in parts_of(files):
        with tempfile.TemporaryFile() as packed:
            pack(packed, folder, part)
            with SHELF.draft_of(FileStorage(packed, filename=folder.name)) as draft:
                batch = add_batch(congress, draft, consent_on=consent_on, by_worker=False)
        try:
            work_on(batch.id)
        except BaseException:
            db.session.rollback()
            if batch.state in BUSY:
                call_off(congress, batch)
            raise
        yield batch


def pack(packed: object, folder: Path, files: Sequence[Path]) -> None:
    """Write files into a ZIP as they are: photographs do not become smaller."""
    with zipfile.ZipFile(packed, "w") as archive:  # type: ignore[call-overload]
        for path in files:
            name = path.relative_to(folder).as_posix()
            archive.writestr(name.encode("utf-8", "replace").decode(), path.read_bytes())
    packed.seek(0)  # type: ignore[attr-defined]


def told(congress: Congress, batch: FaceBatch) -> int:
    """Print what became of each file; returns how many were taken up."""
    problem = face_batch_answer(batch).problem
    if problem:
        raise click.ClickException(problem)
    kept = 0
    for row in face_rows(congress, batch):
        whose = f"{row.number} {row.name}".strip()
        facts = (row.file, row.verdict, whose, row.reason or row.other)
        click.echo("\t".join(facts).rstrip("\t"))
        kept += row.verdict == "kept"
    return kept
