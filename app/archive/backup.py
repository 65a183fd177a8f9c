"""A backup: every table as JSON lines, the files and their pages, a manifest; never a key.

What belongs to a congress lies in it under that congress's key (congress_seals.py), and in it
what is known of a person under that person's own (sealing.py).

SQLite and PostgreSQL give the same backup, so one may be restored into the other.
"""

import base64
import hashlib
import json
import os
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from alembic.runtime.migration import MigrationContext
from flask import current_app
from sqlalchemy import Connection, Table, select

from app.archive.congress_seals import (
    PIECE_BYTES,
    Belongings,
    encrypted,
    keys_for_files,
    sealed_line,
)
from app.archive.recovery import fingerprints
from app.archive.sealing import LEFT_OUT, People, known_people, sealed_row
from app.clock import iso, now
from app.db import db
from config import Settings

FORMAT = "paperless-congress-backup-3"
CHUNK_BYTES = PIECE_BYTES
BATCH = 500
Progress = Callable[[int, int], None]


def back_up(target: Path, *, progress: Progress = lambda _done, _of: None) -> dict[str, Any]:
    """Write a backup, whole or not at all; `progress` hears (done, of). Returns its manifest."""
    half_made = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        half_made.touch(mode=0o600)  # the roster is in it: for its owner alone
        with zipfile.ZipFile(half_made, "w", zipfile.ZIP_DEFLATED) as archive:
            manifest = fill(archive, progress)
        with half_made.open("rb+") as file:
            os.fsync(file.fileno())
        half_made.replace(target)
    finally:
        half_made.unlink(missing_ok=True)
    return manifest


def fill(archive: zipfile.ZipFile, progress: Progress) -> dict[str, Any]:
    """Put everything into the archive, the manifest last."""
    manifest: dict[str, Any] = {"format": FORMAT, "made_at": iso(now()), "entries": {}, "rows": {}}
    with snapshot() as connection:
        manifest["revision"] = revision(connection)
        people, belongings = known_people(connection), Belongings()
        keys, manifest["sealed"] = keys_for_files(connection)
        tables, files = db.metadata.sorted_tables, list(stored_files())
        whole = len(tables) + len(files)
        for done, table in enumerate(tables):
            progress(done, whole)
            rows = table_lines(connection, table, people, belongings)
            count = add(archive, manifest, f"tables/{table.name}.jsonl", rows)
            manifest["rows"][table.name] = count
    prints = fingerprints(current_app.config["SETTINGS"])  # sealing the rows may have made keys
    manifest["keys"] = {"fingerprint": prints.keys, "count": prints.count}
    for done, (name, path) in enumerate(files, start=len(tables)):
        progress(done, whole)
        add_file(archive, manifest, name, path=path, keys=keys)
    archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    return manifest


def snapshot() -> Connection:
    """Return a connection that sees one moment of the database."""
    connection = db.engine.connect()
    if db.engine.dialect.name == "postgresql":
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def revision(connection: Connection) -> str:
    """Return the migration at which the database stands."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def table_lines(
    connection: Connection, table: Table, people: People, belongings: Belongings
) -> Iterator[bytes]:
    """Yield each row as a JSON line: moments and dates as ISO 8601, bytes as base64."""
    if table.name in LEFT_OUT:
        return
    statement = select(table).order_by(*table.primary_key.columns)
    rows = connection.execute(statement.execution_options(yield_per=BATCH))
    for row in rows.mappings():
        facts = {name: plain(value) for name, value in row.items()}
        congress_id = belongings.congress_of(table, facts)
        told = sealed_line(table, sealed_row(table, facts, people), congress_id=congress_id)
        yield json.dumps(told, ensure_ascii=False).encode() + b"\n"


def plain(value: Any) -> Any:
    """Return a value as JSON tells it."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def stored_files() -> Iterator[tuple[str, Path]]:
    """Yield name and path of every uploaded file and every rendered page."""
    settings = current_app.config["SETTINGS"]
    for kind, root in (("files", settings.files_dir), ("pages", settings.pages_dir)):
        for path in sorted(root.glob("[0-9a-f][0-9a-f]/**/*")):
            if path.is_file() and not path.name.startswith("."):
                yield f"{kind}/{path.relative_to(root).as_posix()}", path


def chunks(path: Path) -> Iterator[bytes]:
    """Yield a file's content."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def digest_in(name: str) -> str:
    """Return the digest of the file that an entry is, or is a page of."""
    return name.split("/")[2]


def add_file(
    archive: zipfile.ZipFile,
    manifest: dict[str, Any],
    name: str,
    *,
    path: Path,
    keys: dict[str, bytes],
) -> None:
    """Add a file or a page, sealed where a congress uses it, and note the hash of what it was."""
    whole = hashlib.sha256()

    def content() -> Iterator[bytes]:
        for piece in chunks(path):
            whole.update(piece)
            yield piece

    key = keys.get(digest_in(name))
    add(archive, manifest, name, content() if key is None else encrypted(content(), key))
    manifest["entries"][name]["content"] = whole.hexdigest()


def add(
    archive: zipfile.ZipFile, manifest: dict[str, Any], name: str, content: Iterator[bytes]
) -> int:
    """Add an entry and note its hash; returns of how many pieces it is made."""
    digest, size, count = hashlib.sha256(), 0, 0
    entry = zipfile.ZipInfo(name, now().timetuple()[:6])
    is_text = name.endswith((".jsonl", ".json"))
    entry.compress_type = zipfile.ZIP_DEFLATED if is_text else zipfile.ZIP_STORED
    with archive.open(entry, "w", force_zip64=True) as file:
        for count, piece in enumerate(content, start=1):  # noqa: B007  the last one is the answer
            digest.update(piece)
            size += len(piece)
            file.write(piece)
    manifest["entries"][name] = {"sha256": digest.hexdigest(), "bytes": size}
    return count


def save_keys(target: Path, settings: Settings) -> int:
    """Write the keys as a tar that only its owner reads; returns how many files it holds.

    Unpacked in a data folder it gives the keys back. Raises FileExistsError: keys are never
    written over.
    """
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    count = 0
    with os.fdopen(handle, "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as archive:
            for path in sorted(settings.keys_dir.rglob("*")):
                if path.is_file() and path.name != "secret_key":
                    archive.add(path, f"keys/{path.relative_to(settings.keys_dir).as_posix()}")
                    count += 1
            secret = tarfile.TarInfo("keys/secret_key")
            secret.size, secret.mode = len(settings.secret_key), 0o600
            archive.addfile(secret, BytesIO(settings.secret_key.encode()))
        file.flush()
        os.fsync(file.fileno())
    return count + 1
