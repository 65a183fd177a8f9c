"""A congress to read without a network: what a visitor's phone may keep, and how large it is.

A page's picture and a version's texts never change once the version is ready, so their sizes are
measured once; who may keep what is asked of the same lookup as reading.
"""

import gzip
import json
import os
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.access import Visitor
from app.clock import give_way
from app.congresses.models import Congress
from app.db import db
from app.library.files import page_picture, pages_folder
from app.library.models import DocumentVersion
from app.library.queries import documents_for
from app.realtime import watch
from app.threads import in_a_thread

WIDTH_PX = 720
"""Phones keep the pictures that the reader shows first."""
TEXTS = ".texts.json.gz"
"""Made from the pages' own files, so backups leave it out (its name begins with a dot)."""
MOST_REMEMBERED = 500

Key = tuple[int, str, int, str, frozenset[int], bool]


class Packs:
    """Descriptions of packs in memory, each for the documents as they stand."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[Key, str] = {}

    def get(self, visitor: Visitor, congress: Congress) -> str:
        """Return the JSON list of the documents that a visitor's phone may keep now.

        Whatever opens or closes a document moves the head's `library` part (opening hours too).
        """
        head = watch().head(congress.id)
        key = (
            congress.id,
            head.epoch,
            head.parts.get("library", 0),
            visitor.audience_in(congress.id),
            visitor.document_ids,
            visitor.may("documents.manage", congress.id),
        )
        if key not in self._known:
            db.session.rollback()  # a transaction that began before the head would show the past
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
            self._known[key] = json.dumps(contents(visitor, congress), ensure_ascii=False)
        return self._known[key]


def contents(visitor: Visitor, congress: Congress) -> list[dict[str, Any]]:
    """Return what a visitor's phone may keep now: every page's size in bytes among it."""
    found = []
    for document in documents_for(visitor, congress):
        version = document.current
        if document.state != "ready":
            continue
        found.append(
            {
                "id": document.id,
                "title": document.title,
                "version": version.number,
                "digest": version.digest,
                "pictures": list(picture_sizes(version.digest, version.pages)),
                "texts": texts_file(version).stat().st_size,
            }
        )
        give_way()
    return found


def holder_of(visitor: Visitor, congress: Congress) -> str:
    """Return an opaque name of who reads in a congress; another one means another person."""
    delegate_id = visitor.delegate_ids.get(congress.id)
    facts = f"{visitor.kind}.{visitor.id}.{delegate_id}.{visitor.audience_in(congress.id)}"
    return sha256(facts.encode()).hexdigest()[:16]


@lru_cache(maxsize=4096)
def picture_sizes(digest: str, pages: int) -> tuple[int, ...]:
    """Return the bytes of each page's picture; 0 where it must be made anew."""
    pictures = (picture_path(digest, number) for number in range(1, pages + 1))
    return tuple(each.stat().st_size if each.is_file() else 0 for each in pictures)


def picture_path(digest: str, number: int) -> Path:
    """Return where a page's picture lies once it is made."""
    return pages_folder(digest) / f"{number:04}-{WIDTH_PX}.webp"


def pictures(digest: str, numbers: range) -> tuple[int, Iterator[bytes]]:
    """Return (bytes, pieces) of the pictures of these pages, one after the other.

    A WebP file says itself how long it is, so nothing stands between them.
    """
    paths = [page_picture(digest, number, WIDTH_PX) for number in numbers]
    return sum(path.stat().st_size for path in paths), (path.read_bytes() for path in paths)


def texts_file(version: DocumentVersion) -> Path:
    """Return the texts of all pages of a ready version as one JSON list, compressed."""
    path = pages_folder(version.digest) / TEXTS
    if not path.is_file():
        in_a_thread(write_texts, path, version.pages)
    return path


def write_texts(path: Path, pages: int) -> None:
    """Join what the renderer wrote beside each page."""
    facts = (path.with_name(f"{number:04}.json") for number in range(1, pages + 1))
    whole = b"[" + b",".join(each.read_bytes() for each in facts) + b"]"
    half_made = path.with_name(f"{path.name}.{os.getpid()}.{id(whole)}")
    half_made.write_bytes(gzip.compress(whole, compresslevel=6, mtime=0))
    half_made.replace(path)
