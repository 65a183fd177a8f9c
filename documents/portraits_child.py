"""What runs in the sandbox for photographs of people: one JSON line per file.

Of one picture {"cut": 0}; of an archive {"place": 3, "name": "001.jpg"} … {"done": true}, or for
places that were asked for {"cut": 3} each. {"refused": "too_small"} instead where it cannot be.
"""

import json
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from documents.portraits import LEAST_HEIGHT_PX, LEAST_WIDTH_PX, MOST_FILES
from documents.sandbox import Limits, confine, grant_step

if TYPE_CHECKING:
    from PIL.Image import Image

_WIDTH_PX, _HEIGHT_PX = 480, 640
_OPENED_WIDTH_PX = 1440
_MOST_BYTES = 30 << 20
_QUALITY = 85
_UTF_8 = 0x800
_ENCRYPTED = 0x1
_NO_PICTURES = ("thumbs.db", "desktop.ini")
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError),
    *(RuntimeError, IndexError),
)


class _RefusedError(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def main() -> None:
    """Do what the order in the only argument says: JSON, or a file that holds it."""
    said = sys.argv[1]
    order = json.loads(said if said.startswith("{") else Path(said).read_text(encoding="utf-8"))
    limits = Limits()
    confine(limits)
    folder = Path(order["folder"])
    try:
        if "picture" in order:
            _say(_cut(0, folder, Path(order["picture"])))
        else:
            _open_archive(order, limits)
    except _RefusedError as refused:
        _say({"refused": refused.code})
    except MemoryError:
        _say({"refused": "too_large"})


def _open_archive(order: dict[str, Any], limits: Limits) -> None:
    try:
        archive = zipfile.ZipFile(order["archive"])
    except _BROKEN as error:
        raise _RefusedError("not_a_zip") from error
    with archive:
        if "places" not in order:
            for event in _listed(archive):
                _say(event)
            return
        parts = archive.infolist()
        for place in order["places"]:
            grant_step(limits)
            _say(_taken(archive, parts[place], place, order))


def _listed(archive: zipfile.ZipFile) -> Iterator[dict[str, Any]]:
    parts = [
        (place, name)
        for place, part in enumerate(archive.infolist())
        if not part.is_dir() and (name := _own_name(part))
    ]
    if len(parts) > MOST_FILES:
        raise _RefusedError("too_many_files")
    for place, name in parts:
        yield {"place": place, "name": name[:200]}
    yield {"done": True}


def _own_name(part: zipfile.ZipInfo) -> str:
    """Return a file's name without folders, "" for what a system put there."""
    path = part.filename
    if not part.flag_bits & _UTF_8:  # many programs write UTF-8 and do not say so
        try:
            path = path.encode("cp437").decode("utf-8")
        except UnicodeError:
            path = part.filename
    folders, _slash, name = path.replace("\\", "/").rpartition("/")
    is_of_a_system = name.startswith(".") or name.lower() in _NO_PICTURES
    return "" if is_of_a_system or "__MACOSX" in folders else name


def _taken(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, place: int, order: dict[str, Any]
) -> dict[str, Any]:
    """Unpack one file, at most so many bytes of it, and cut it."""
    if part.flag_bits & _ENCRYPTED:
        return {"refused": "encrypted"}
    try:
        with archive.open(part) as file:
            content = file.read(_MOST_BYTES + 1)
    except _BROKEN:
        return {"refused": "damaged"}
    if len(content) > _MOST_BYTES:
        return {"refused": "too_large"}
    folder = Path(order["folder"])
    source = folder / "unpacked"
    source.write_bytes(content)
    try:
        return _cut(place, folder, source, whole=order["whole"])
    finally:
        source.unlink()


def _cut(place: int, folder: Path, source: Path, *, whole: bool = False) -> dict[str, Any]:
    # Only now: a decoder must never run without the limits.
    from documents.pictures import PictureError, cropped, open_picture  # noqa: PLC0415

    if source.stat().st_size > _MOST_BYTES:
        return {"refused": "too_large"}
    try:
        opened, _size = open_picture(source, width_px=_OPENED_WIDTH_PX)
    except PictureError as error:
        return {"refused": "too_large" if error.code == "page_too_large" else "damaged"}
    picture = opened if whole else cropped(opened, _WIDTH_PX / _HEIGHT_PX)
    if not whole and (picture.width < LEAST_WIDTH_PX or picture.height < LEAST_HEIGHT_PX):
        return {"refused": "too_small"}
    most = (_OPENED_WIDTH_PX, _OPENED_WIDTH_PX) if whole else (_WIDTH_PX, _HEIGHT_PX)
    picture.thumbnail(most)
    _bare(picture).save(folder / f"{place}.jpg", "JPEG", quality=_QUALITY, optimize=True)
    return {"cut": place}


def _bare(picture: "Image") -> "Image":
    """Return the pixels and nothing else: saving carries comments over."""
    from PIL import Image  # noqa: PLC0415 (after confine)

    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    return bare


def _say(event: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
