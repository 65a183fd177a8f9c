"""Files by the hash of their content: kept whole or not at all."""

import errno
import hashlib
import os
import re
import tempfile
import time
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from documents.errors import StoreError
from documents.media import SUFFIXES, sniff

_CHUNK_BYTES = 1 << 18
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

_NAME_LETTERS = 120
_NAME_BYTES = 240  # a file system takes 255; a Vietnamese letter takes up to 3
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)


class Stream(Protocol):
    """Anything that is read like a binary file."""

    def read(self, size: int = ..., /) -> bytes:
        """Return at most `size` bytes, b"" at the end."""
        ...


@dataclass(frozen=True)
class StoredFile:
    """A file in the store: `digest` is the SHA-256 of its content in hexadecimal."""

    digest: str
    size_bytes: int
    media_type: str


class FileStore:
    """A folder of files named by their hash. The same content is kept once.

    Saving waits for the disk twice (fsync): a server that must not stand still for 20 ms calls
    it in a thread.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)

    def save(self, stream: Stream, *, limit_bytes: int) -> StoredFile:
        """Keep a stream's content; it is on the disk, durably, when this returns.

        Raises StoreError `empty`, `too_large` or `disk_full`; nothing is kept then.
        """
        handle, name = tempfile.mkstemp(dir=self._incoming)
        incoming = Path(name)
        try:
            digest, size_bytes = _receive(stream, handle, limit_bytes=limit_bytes)
            media_type = sniff(incoming)
            self._place(incoming, digest)
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise StoreError("disk_full", "No room left on the disk") from error
            raise
        finally:
            incoming.unlink(missing_ok=True)
        return StoredFile(digest=digest, size_bytes=size_bytes, media_type=media_type)

    def path(self, digest: str) -> Path:
        """Return where a stored file lies; StoreError `unknown` when it is not there."""
        path = self._home(digest)
        if not path.is_file():
            raise StoreError("unknown", "No file with this digest in the store")
        return path

    def discard(self, digest: str) -> None:
        """Forget a file for good; one that is not there is not an error."""
        path = self._home(digest)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            _sync_folder(path.parent)

    def sweep(self, *, older_than_seconds: float = 86_400) -> int:
        """Remove what uploads cut off by a crash left behind; return how many there were."""
        removed = 0
        for leftover in self._incoming.iterdir():
            if time.time() - leftover.stat().st_mtime >= older_than_seconds:
                leftover.unlink(missing_ok=True)
                removed += 1
        return removed

    def _home(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise StoreError("unknown", "Not a SHA-256 digest")
        return self._root / digest[:2] / digest

    def _place(self, incoming: Path, digest: str) -> None:
        home = self._home(digest)
        if not home.parent.is_dir():
            home.parent.mkdir(exist_ok=True)
            _sync_folder(self._root)
        incoming.replace(home)
        _sync_folder(home.parent)


def safe_name(title: str, media_type: str) -> str:
    """Return a name for a download: NFC, one path part, at most 120 letters and 240 bytes.

    The suffix follows the type, whatever the title ends with; marks that turn the direction of
    writing are removed, since "gpj.exe" can be made to read "exe.jpg".
    """
    suffix = SUFFIXES.get(media_type, ".bin")
    visible = "".join(
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFC", title)
        if letter.isspace() or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    stem = " ".join(_FORBIDDEN.sub("-", visible).split()).strip(". ")
    if stem.lower().endswith(suffix):
        stem = stem[: -len(suffix)].rstrip(". ")
    if not stem.strip("-. ") or _RESERVED.match(stem):
        stem = f"document {stem}".strip("-. ")
    return _shorten(stem, suffix) + suffix


def _shorten(stem: str, suffix: str) -> str:
    stem = stem[: _NAME_LETTERS - len(suffix)]
    while len(stem.encode()) > _NAME_BYTES - len(suffix):
        stem = stem[:-1]
    return stem.rstrip(". ")


def _receive(stream: Stream, handle: int, *, limit_bytes: int) -> tuple[str, int]:
    """Copy a stream into an open file, make it durable; return its digest and size."""
    digest, size_bytes = hashlib.sha256(), 0
    os.fchmod(handle, 0o640)  # a web server of the same group may send it
    with os.fdopen(handle, "wb") as file:
        while chunk := stream.read(_CHUNK_BYTES):
            size_bytes += len(chunk)
            if size_bytes > limit_bytes:
                raise StoreError("too_large", f"More than {limit_bytes} bytes")
            digest.update(chunk)
            file.write(chunk)
        if size_bytes == 0:
            raise StoreError("empty", "The file has no content")
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size_bytes


def _sync_folder(folder: Path) -> None:
    """Make a rename or removal in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
