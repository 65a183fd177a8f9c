"""The names inside an OLE compound file: old Office files, and new ones behind a password.

Only the directory is read, never a stream (structure: [MS-CFB] 2.2 to 2.6).
"""

import struct
from pathlib import Path
from typing import BinaryIO

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY_BYTES = 128
_MOST_ENTRIES = 20_000
_MOST_SECTORS = 1 << 16
_LAST_SECTOR = 0xFFFFFFFA


class CompoundError(Exception):
    """The file is not built as it says."""


def entry_names(path: Path) -> set[str]:
    """Return the names of all streams and storages; raises CompoundError."""
    with path.open("rb") as file:
        try:
            return _names(file)
        except (struct.error, IndexError, UnicodeDecodeError) as error:
            raise CompoundError(str(error)) from error


def _names(file: BinaryIO) -> set[str]:
    header = file.read(512)
    if not header.startswith(MAGIC):
        raise CompoundError("Not a compound file")
    size = 1 << min(struct.unpack_from("<H", header, 30)[0], 16)
    fat = _fat_sectors(file, header, size)
    sector = struct.unpack_from("<I", header, 48)[0]
    names: set[str] = set()
    for _ in range(_MOST_ENTRIES * _ENTRY_BYTES // size + 1):
        if sector >= _LAST_SECTOR:
            return names
        content = _sector(file, sector, size)
        for start in range(0, len(content) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            names |= _name(content[start : start + _ENTRY_BYTES])
        place = _sector(file, fat[sector // (size // 4)], size)
        sector = struct.unpack_from("<I", place, sector % (size // 4) * 4)[0]
    raise CompoundError("A directory without end")


def _fat_sectors(file: BinaryIO, header: bytes, size: int) -> list[int]:
    """Return where the table of sectors lies, the long lists of large files included."""
    found = list(struct.unpack_from("<109I", header, 76))
    following = struct.unpack_from("<I", header, 68)[0]
    while following < _LAST_SECTOR and len(found) < _MOST_SECTORS:
        *more, following = struct.unpack(f"<{size // 4}I", _sector(file, following, size))
        found += more
    return found


def _sector(file: BinaryIO, number: int, size: int) -> bytes:
    file.seek((number + 1) * size)
    return file.read(size)


def _name(entry: bytes) -> set[str]:
    length, kind = struct.unpack_from("<HB", entry, 64)
    if kind == 0 or not 2 <= length <= 64:
        return set()
    return {entry[: length - 2].decode("utf-16-le")}
