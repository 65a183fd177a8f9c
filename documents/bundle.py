"""Documents out: one ZIP with files, pages, checksums and an index that opens from a USB stick.

`python -m documents.bundle` reads an order (JSON) from standard input, writes the length of the
ZIP in bytes as a line of digits, then the ZIP itself. Everything is stored and not compressed:
PDF and WebP are small already, and so the length is known before the first byte.
"""

import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from documents.bundle_pages import index_page, reading_page
from documents.store import safe_name

FORMAT = "paperless-congress-pack-1"
_DATE = (1980, 1, 1, 0, 0, 0)
"""The same documents give the same files; the time of packing stands in the manifest."""
_CHUNK_BYTES = 1 << 16
_NO_DIGEST = "0" * 64
_UNIX = 3
_SUMS = "SHA256SUMS"
# APPNOTE.TXT 6.3.9: 4.3.7 local header, 4.3.9 descriptor, 4.3.12 directory entry, 4.3.16 its end.
_LOCAL_BYTES, _DESCRIPTOR_BYTES, _ENTRY_BYTES, _END_BYTES = 30, 16, 46, 22
_MOST_BYTES = (1 << 32) - (1 << 26)
_MOST_ENTRIES = 65_000


class TooLargeError(Exception):
    """More than a plain ZIP can hold (4 GB, 65,000 files); older systems open no other."""


@dataclass
class Bundle:
    """What goes into the ZIP, in order: names, and paths or ready bytes."""

    entries: dict[str, Path | bytes] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    def length(self) -> int:
        """Return the bytes of the whole ZIP; raises TooLargeError."""
        sizes = {name: _size(content) for name, content in self.entries.items()}
        sizes["manifest.json"] = len(self.manifest(sizes, dict.fromkeys(sizes, _NO_DIGEST)))
        sizes[_SUMS] = len(_sums(dict.fromkeys(sizes, _NO_DIGEST)))
        around = _LOCAL_BYTES + _DESCRIPTOR_BYTES + _ENTRY_BYTES
        total = sum(around + 2 * len(name.encode()) + size for name, size in sizes.items())
        if total > _MOST_BYTES or len(sizes) > _MOST_ENTRIES:
            raise TooLargeError
        return total + _END_BYTES

    def manifest(self, sizes: Mapping[str, int], digests: Mapping[str, str]) -> bytes:
        """Return manifest.json: the facts, and size and SHA-256 of every file before it."""
        files = {
            name: {"bytes": sizes[name], "sha256": digests[name]}
            for name in self.entries  # a manifest cannot hold its own hash
        }
        return json.dumps({**self.facts, "files": files}, ensure_ascii=False, indent=1).encode()

    def write(self, out: BinaryIO) -> None:
        """Write the ZIP to a stream that need not be able to go back."""
        sizes: dict[str, int] = {}
        digests: dict[str, str] = {}
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, content in self.entries.items():
                sizes[name], digests[name] = _add(archive, name, content)
            told = self.manifest(sizes, digests)
            digests["manifest.json"] = _add(archive, "manifest.json", told)[1]
            _add(archive, _SUMS, _sums(digests))


def bundle_of(order: Mapping[str, Any]) -> Bundle:
    """Return the bundle that an order describes.

    `order` holds congress {title, venue, days}, packed_at, audience, script (of the index) and
    documents [{title, heading, version, media_type, path, folder, pages}], `folder` being where
    the renderer put its pages.
    """
    bundle = Bundle()
    listed = [_read(number, each) for number, each in enumerate(order["documents"], start=1)]
    bundle.entries["index.html"] = index_page(order, listed)
    for document in listed:
        bundle.entries[document["file"]] = Path(document.pop("path"))
        bundle.entries[document["read"]] = reading_page(order, document)
        for page in document["pages"]:
            picture = page.pop("path")
            if page["picture"]:
                bundle.entries[page["picture"]] = picture
    bundle.facts = {
        "format": FORMAT,
        "congress": order["congress"],
        "audience": order["audience"],
        "packed_at": order["packed_at"],
        "documents": [_told(document) for document in listed],
    }
    return bundle


def _read(number: int, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document with the texts of its pages and the names of its parts in the ZIP."""
    name = f"{number:02}"
    folder = Path(document["folder"])
    return {
        "number": number,
        "title": document["title"],
        "heading": document["heading"],
        "version": document["version"],
        "file": f"files/{name} {safe_name(document['title'], document['media_type'])}",
        "read": f"read/{name}.html",
        "bytes": Path(document["path"]).stat().st_size,
        "path": document["path"],
        "pages": [_page(folder, name, at) for at in range(1, document["pages"] + 1)],
    }


def _page(folder: Path, name: str, number: int) -> dict[str, Any]:
    facts = json.loads((folder / f"{number:04}.json").read_text("utf-8"))
    picture = folder / f"{number:04}-720.webp"
    return {
        "number": number,
        "picture": f"pages/{name}/{number:04}.webp" if picture.is_file() else "",
        "path": picture,
        "width": facts["width"],
        "height": facts["height"],
        "text": facts["text"],
    }


def _told(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document as the manifest tells it: its list of pages, without their texts."""
    pages = [{"number": each["number"], "picture": each["picture"]} for each in document["pages"]]
    return {**document, "pages": pages}


def _size(content: Path | bytes) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _sums(digests: Mapping[str, str]) -> bytes:
    """Return what `sha256sum -c SHA256SUMS` reads."""
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items()).encode()


def _add(archive: zipfile.ZipFile, name: str, content: Path | bytes) -> tuple[int, str]:
    """Add an entry; return its size and SHA-256."""
    digest, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(name, _DATE)
    entry.create_system, entry.external_attr = _UNIX, 0o644 << 16
    with archive.open(entry, "w") as file:
        for piece in _pieces(content):
            digest.update(piece)
            size += len(piece)
            file.write(piece)
    return size, digest.hexdigest()


def _pieces(content: Path | bytes) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while piece := file.read(_CHUNK_BYTES):
            yield piece


class _Onward:
    """Standard output as a stream that only goes on; zipfile asks it where it is."""

    def __init__(self, out: BinaryIO) -> None:
        self.out = out

    def write(self, content: bytes) -> int:
        return self.out.write(content)

    def flush(self) -> None:
        self.out.flush()


def main() -> None:
    """Pack what the order on standard input asks for."""
    bundle = bundle_of(json.load(sys.stdin))
    out = sys.stdout.buffer
    out.write(f"{bundle.length()}\n".encode())
    bundle.write(_Onward(out))  # type: ignore[arg-type]  # it need not be able to go back
    out.flush()


if __name__ == "__main__":
    main()
