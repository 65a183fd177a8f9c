"""A backup: every table as JSON lines, the files and their pages, a manifest; never a key.

What is known of a person lies in it under that person's own key (sealing.py).

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

from app.archive.recovery import fingerprints
from app.archive.sealing import LEFT_OUT, People, known_people, sealed_row
from app.clock import iso, now
from app.db import db
from config import Settings

FORMAT = "paperless-congress-backup-2"
CHUNK_BYTES = 1 << 20
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
        people = known_people(connection)
        tables, files = db.metadata.sorted_tables, list(stored_files())
        whole = len(tables) + len(files)
        for done, table in enumerate(tables):
            progress(done, whole)
            rows = table_lines(connection, table, people)
            count = add(archive, manifest, f"tables/{table.name}.jsonl", rows)
            manifest["rows"][table.name] = count
    prints = fingerprints(current_app.config["SETTINGS"])  # sealing the rows may have made keys
    manifest["keys"] = {"fingerprint": prints.keys, "count": prints.count}
    for done, (name, path) in enumerate(files, start=len(tables)):
        progress(done, whole)
        add(archive, manifest, name, chunks(path))
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


def table_lines(connection: Connection, table: Table, people: People) -> Iterator[bytes]:
    """Yield each row as a JSON line: moments and dates as ISO 8601, bytes as base64."""
    if table.name in LEFT_OUT:
        return
    statement = select(table).order_by(*table.primary_key.columns)
    rows = connection.execute(statement.execution_options(yield_per=BATCH))
    for row in rows.mappings():
        told = sealed_row(table, {name: plain(value) for name, value in row.items()}, people)
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
