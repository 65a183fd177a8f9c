"""Putting a backup back: checked first, then all of it in one transaction, under new epochs."""

import base64
import hashlib
import json
import os
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from flask import current_app
from flask_babel import lazy_gettext as _
from flask_babel import ngettext
from sqlalchemy import (
    Date,
    DateTime,
    LargeBinary,
    Table,
    bindparam,
    delete,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.types import TypeEngine

from app.archive.backup import BATCH, CHUNK_BYTES, FORMAT, digest_in, revision
from app.archive.congress_seals import (
    decrypted,
    is_shut,
    key_of_file,
    opened_line,
    owners_of_line,
)
from app.archive.person_keys import Owner, has_key, was_destroyed
from app.archive.recovery import fingerprints
from app.archive.sealing import opened_row
from app.congresses.models import Congress
from app.db import Instant, changes, db
from app.delegates.models import ERASED_NAME, Delegate, Delegation, DiscussionGroup
from app.errors import RefusedError
from app.library.models import DocumentVersion
from app.library.search import index_version
from app.realtime import LiveHead, commit
from app.realtime.door import new_epoch

NAMES = re.compile(
    r"tables/\w+\.jsonl|files/[0-9a-f]{2}/[0-9a-f]{64}|pages/[0-9a-f]{2}/[0-9a-f]{64}/[\w.-]+"
)


def put_back(source: Path, *, force: bool, without_keys: bool = False) -> dict[str, Any]:
    """Restore a backup; raises RefusedError with a sentence, and then nothing is changed.

    Without `force` only into a server that has no congress yet. `without_keys`: people and
    congresses whose key is not here come back as if they were erased. Returns the manifest.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = checked(archive)
            if not force and db.session.query(Congress.id).first() is not None:
                raise RefusedError(
                    _("There is a congress here already. Use --force to replace it.")
                )
            missing = 0 if without_keys else len(missing_keys(archive, manifest))
            if missing:
                raise RefusedError(f"{missing_sentence(missing)} {wanted_keys(manifest)}".strip())
            put_back_files(archive, manifest)
            put_back_rows(archive, manifest)
    except (zipfile.BadZipFile, OSError) as error:
        raise RefusedError(_("The backup cannot be read.")) from error
    return manifest


def checked(archive: zipfile.ZipFile) -> dict[str, Any]:
    """Return the manifest when every entry is what it says; raises RefusedError."""
    names = set(archive.namelist()) - {"manifest.json"}
    try:
        manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
        entries = manifest["entries"]
        is_ours = manifest["format"] == FORMAT
    except (KeyError, ValueError) as error:
        raise RefusedError(_("This is not a backup of this program.")) from error
    if not is_ours:
        raise RefusedError(_("This is not a backup of this program."))
    if names != set(entries) or not all(NAMES.fullmatch(name) for name in names):
        raise RefusedError(_("The backup is damaged: files are missing or were added."))
    for name, facts in entries.items():
        if entry_hash(archive, name) != facts["sha256"]:
            raise RefusedError(_("The backup is damaged: %(name)s was changed.", name=name))
    with db.engine.connect() as connection:
        if manifest["revision"] != revision(connection):
            raise RefusedError(
                _(
                    "The backup was made by another version (%(revision)s) of this program.",
                    revision=manifest["revision"],
                )
            )
    return manifest


def missing_keys(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> set[Owner]:
    """Return whose key is not here, though nobody destroyed it."""
    owners: set[Owner] = set()
    for name in manifest["rows"]:
        with archive.open(f"tables/{name}.jsonl") as lines:
            for line in lines:
                owners.update(owners_of_line(json.loads(line)))
    return {owner for owner in owners if not has_key(owner) and not was_destroyed(owner)}


def missing_sentence(count: int) -> str:
    """Say that keys must be brought along first."""
    return str(
        ngettext(
            "%(num)s key that the backup needs is not here. Unpack the newest file of keys in the"
            " data folder first.",
            "%(num)s keys that the backup needs are not here. Unpack the newest file of keys in"
            " the data folder first.",
            count,
        )
    )


def wanted_keys(manifest: dict[str, Any]) -> str:
    """Say which file of keys is wanted, where the backup knows: newer ones than are here."""
    wanted = manifest.get("keys")
    if wanted is None:
        return ""
    here = fingerprints(current_app.config["SETTINGS"])
    return str(
        _(
            "The backup needs newer keys than these: those with the fingerprint %(wanted)s"
            " (%(many)s files) or later ones; here are %(here)s (%(few)s files).",
            wanted=wanted["fingerprint"],
            many=wanted["count"],
            here=here.keys,
            few=here.count,
        )
    )


def entry_hash(archive: zipfile.ZipFile, name: str) -> str:
    """Return the hash of an entry's content."""
    digest = hashlib.sha256()
    try:
        with archive.open(name) as file:
            while chunk := file.read(CHUNK_BYTES):
                digest.update(chunk)
    except zipfile.BadZipFile:
        return ""
    return digest.hexdigest()


def put_back_files(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Write files and pages; they are named by content, so none that is here is harmed.

    Files that only erased congresses used stay away.
    """
    settings = current_app.config["SETTINGS"]
    roots = {"files": settings.files_dir, "pages": settings.pages_dir}
    for name in manifest["entries"]:
        kind, _slash, rest = name.partition("/")
        if kind in roots and not is_shut(manifest, digest_in(name)):
            key = key_of_file(manifest, digest_in(name))
            put_back_file(archive, name, roots[kind] / rest, key=key)


def put_back_file(archive: zipfile.ZipFile, name: str, target: Path, *, key: bytes | None) -> None:
    """Write one file, whole or not at all; with a `key` it is opened by it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    half_made = target.with_name(f".{target.name}.{os.getpid()}")
    with archive.open(name) as content, half_made.open("wb") as file:
        for chunk in decrypted(content, key) if key else pieces(content):
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    half_made.chmod(0o640)  # a web server of the same group may send it
    half_made.replace(target)


def pieces(content: IO[bytes]) -> Iterator[bytes]:
    """Yield a file's content."""
    while piece := content.read(CHUNK_BYTES):
        yield piece


@changes
def put_back_rows(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    """Replace every row by the backup's; phones see a new epoch and fetch everything anew."""
    connection = db.session.connection()
    tables = db.metadata.sorted_tables
    connection.execute(text("DELETE FROM page_search"))
    for table in reversed(tables):
        connection.execute(delete(table))
    for place, table in enumerate(tables):
        fill_table(archive, table, earlier=set(tables[:place]))
    for table in tables:
        link_rows(archive, table, earlier=set(tables[: tables.index(table)]))
        count_on(table)
    unname_leaders()
    db.session.expire_all()
    for head in db.session.query(LiveHead):
        head.epoch = new_epoch()
    for version in db.session.query(DocumentVersion):
        index_version(version)
    commit(did="backup.restore", about=f"made_at:{manifest['made_at']}")


def fill_table(archive: zipfile.ZipFile, table: Table, *, earlier: set[Table]) -> None:
    """Insert a table's rows, without what points to rows that are not there yet."""
    late = late_columns(table, earlier)
    rows = ({**row, **dict.fromkeys(late)} for row in rows_of(archive, table))
    while batch := list(islice(rows, BATCH)):
        db.session.connection().execute(insert(table), batch)


def link_rows(archive: zipfile.ZipFile, table: Table, *, earlier: set[Table]) -> None:
    """Set what points to rows of the same table or of later ones."""
    for name in late_columns(table, earlier):
        pairs = [
            {"which": row["id"], "target": row[name]}
            for row in rows_of(archive, table)
            if row[name] is not None
        ]
        if pairs:
            statement = update(table).where(table.c.id == bindparam("which"))
            db.session.connection().execute(statement.values({name: bindparam("target")}), pairs)


def unname_leaders() -> None:
    """Let nobody lead who was erased."""
    erased = select(Delegate.id).where(Delegate.name == ERASED_NAME)
    for unit in (Delegation, DiscussionGroup):
        led = update(unit).where(unit.leader_id.in_(erased))
        db.session.execute(led.values(leader_id=None).execution_options(synchronize_session=False))


def late_columns(table: Table, earlier: set[Table]) -> list[str]:
    """Return the columns that point to the table itself or to one that is filled later."""
    return [
        column.name
        for column in table.columns
        if any(key.column.table not in earlier for key in column.foreign_keys)
    ]


def rows_of(archive: zipfile.ZipFile, table: Table) -> Iterator[dict[str, Any]]:
    """Yield a table's rows as its columns hold them."""
    types = {column.name: column.type for column in table.columns}
    with archive.open(f"tables/{table.name}.jsonl") as lines:
        for line in lines:
            told = opened_line(json.loads(line))
            row = told and opened_row(table, told)
            if row:
                yield {name: typed(value, types[name]) for name, value in row.items()}


def typed(value: Any, kind: TypeEngine[Any]) -> Any:
    """Return a value of a backup as the column's type takes it."""
    if value is None:
        return None
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    if isinstance(kind, Instant | DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value


def count_on(table: Table) -> None:
    """Let PostgreSQL go on counting ids after those that were put back."""
    if db.engine.dialect.name != "postgresql" or table.autoincrement_column is None:
        return
    name = table.autoincrement_column.name
    highest = db.session.query(db.func.max(table.c[name])).scalar()
    if highest is not None:
        db.session.execute(
            text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)"),
            {"table": f'"{table.name}"', "column": name, "highest": highest},
        )
