"""What a backup holds of a congress is sealed with the congress's key: rows, files and pages.

Erasing a congress destroys the key; from then on no backup brings anything of it back. What is
known of a person lies in such a row under that person's own key besides (sealing.py).
"""

import secrets
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import IO, Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, Table, select

from app.agenda.models import Slide
from app.archive.person_keys import GoneError, Owner
from app.archive.sealing import Row, opened, owners_in, place_of, sealed
from app.congresses.models import Congress
from app.db import db
from app.library.models import Document, DocumentVersion

WHOLE = "~congress"
"""Where a line of a backup holds a whole row; no column can be called so."""
PIECE_BYTES = 1 << 20
_KEY_BYTES, _TAG_BYTES, _NONCE_BYTES = 32, 16, 12


def itself(congress_id: int) -> Owner:
    """Return whose key seals what belongs to a congress and to nobody in it: number 0."""
    return Owner(congress_id, 0)


@dataclass
class Belongings:
    """To which congress each row belongs; asked in the order of the tables, parents first."""

    known: dict[str, dict[Any, int]] = field(default_factory=lambda: defaultdict(dict))
    """For tables that others lean on: the congress of each id."""

    def congress_of(self, table: Table, row: Row) -> int | None:
        """Return the congress of a row, None for what is the house's."""
        found = self._said_by(table, row)
        if found is not None and table.name in leaned_on():
            self.known[table.name][row["id"]] = found
        return found

    def _said_by(self, table: Table, row: Row) -> int | None:
        if table.name == Congress.__tablename__:
            return int(row["id"])
        if "congress_id" in row:
            return row["congress_id"] or None
        for column in table.columns:
            for key in column.foreign_keys:
                found = self.known[key.column.table.name].get(row[column.name])
                if found is not None:
                    return found
        return None


@cache
def leaned_on() -> frozenset[str]:
    """Return the tables by whose rows others say to which congress they belong."""
    return frozenset(
        key.column.table.name
        for table in db.metadata.sorted_tables
        if "congress_id" not in table.columns
        for key in table.foreign_keys
    )


def sealed_line(table: Table, row: Row, *, congress_id: int | None) -> Row:
    """Return a row, its person sealed already, as a backup holds it."""
    if congress_id is None:
        return row
    asked = [[each.congress_id, each.delegate_id] for each in owners_in(row)]
    told = sealed(row, [itself(congress_id)], f"congress:{place_of(table, row)}")
    return {WHOLE: told, "people": asked}


def opened_line(line: Row) -> Row | None:
    """Return the row that `sealed_line` was given; None where its congress was erased."""
    if WHOLE not in line:
        return line
    try:
        return opened(line[WHOLE])
    except GoneError:
        return None


def owners_of_line(line: Row) -> Iterator[Owner]:
    """Yield whose keys a line of a backup asks for."""
    if WHOLE not in line:
        yield from owners_in(line)
        return
    for of in (*line[WHOLE]["of"], *line["people"]):
        yield Owner(*of)


def keys_for_files(connection: Connection) -> tuple[dict[str, bytes], dict[str, list[Row]]]:
    """Return a new key for each file of a congress by digest, and each sealed for its congresses.

    A file that two congresses use opens as long as one of them is there.
    """
    keys, told = {}, {}
    for digest, congresses in sorted(users_of_files(connection).items()):
        keys[digest] = secrets.token_bytes(_KEY_BYTES)
        facts = {"key": keys[digest].hex()}
        told[digest] = [
            sealed(facts, [itself(each)], f"file:{digest}") for each in sorted(congresses)
        ]
    return keys, told


def users_of_files(connection: Connection) -> dict[str, set[int]]:
    """Return by digest which congresses use a file."""
    of_version = select(DocumentVersion.digest, Document.congress_id).join(
        Document, Document.id == DocumentVersion.document_id
    )
    slides = [
        select(column, Slide.congress_id).where(column.is_not(None))
        for column in (Slide.digest, Slide.poster_digest)
    ]
    found: dict[str, set[int]] = defaultdict(set)
    for statement in (of_version, *slides):
        for digest, congress_id in connection.execute(statement):
            if digest:
                found[digest].add(congress_id)
    return found


def is_shut(manifest: dict[str, Any], digest: str) -> bool:
    """Tell whether a file is sealed, and every congress that used it was erased."""
    return digest in manifest["sealed"] and key_of_file(manifest, digest) is None


def key_of_file(manifest: dict[str, Any], digest: str) -> bytes | None:
    """Return the key of a sealed file and its pages; None where there is none, or no more."""
    for told in manifest["sealed"].get(digest, ()):
        try:
            return bytes.fromhex(opened(told)["key"])
        except GoneError:
            continue
    return None


def encrypted(content: Iterator[bytes], key: bytes) -> Iterator[bytes]:
    """Yield each piece of at most PIECE_BYTES sealed in its place; the key is for one file."""
    cipher = AESGCM(key)
    for place, piece in enumerate(content):
        yield cipher.encrypt(_nonce(place), piece, None)


def decrypted(file: IO[bytes], key: bytes) -> Iterator[bytes]:
    """Yield what `encrypted` was given; whether it is whole, the manifest's hash has said."""
    cipher = AESGCM(key)
    for place in count():
        piece = file.read(PIECE_BYTES + _TAG_BYTES)
        if not piece:
            return
        yield cipher.decrypt(_nonce(place), piece, None)


def _nonce(place: int) -> bytes:
    return place.to_bytes(_NONCE_BYTES, "big")
