"""Photographs of people as badges and desks want them, cut in the sandbox: one, or a ZIP of many.

What comes out is 3:4, at most 480 × 640 pixels, upright, JPEG, without any metadata. Where the
whole picture is wanted nothing is cut off, and it is at most 1440 pixels wide and high.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from documents.errors import DocumentError
from documents.sandbox import Child, StalledError

MOST_FILES = 5_000
LEAST_WIDTH_PX, LEAST_HEIGHT_PX = 150, 200
"""On a badge 25 mm wide this is 150 dots to the inch; less is a blur."""
_WALL_SECONDS = 60.0
_PICTURE_CODES = frozenset({"damaged", "too_large", "too_small", "encrypted"})
_ARCHIVE_CODES = frozenset({"not_a_zip", "too_many_files", "too_large"})


class PortraitError(DocumentError):
    """A photograph or an archive cannot be used.

    Codes of a photograph: damaged, too_large (more than 50 megapixels or 30 MB), too_small,
    encrypted; of an archive: not_a_zip, too_many_files, too_large.
    """


@dataclass(frozen=True)
class Entry:
    """A file of an archive: its place in the directory, and its own name without folders."""

    place: int
    name: str


def portrait(source: Path, folder: Path) -> Path:
    """Cut one photograph; returns the JPEG in `folder`. Raises PortraitError."""
    with Child(
        "documents.portraits_child",
        [json.dumps({"picture": str(source.resolve()), "folder": str(folder)})],
        reads=source.resolve(),
        writes=folder,
    ) as child:
        event = next(_events(child), {})
    if event.get("cut") != 0:
        raise PortraitError(_code(event, _PICTURE_CODES), "The photograph cannot be used")
    return folder / "0.jpg"


def entries_of(archive: Path, folder: Path) -> list[Entry]:
    """Return the files of a ZIP by its directory; nothing is unpacked. Raises PortraitError.

    What systems put beside the files (`__MACOSX`, `.DS_Store`, `Thumbs.db`) is left out.
    """
    found = []
    order = {"archive": str(archive.resolve()), "folder": str(folder)}
    with _child(order, archive, folder) as child:
        for event in _events(child):
            match event:
                case {"place": int(place), "name": str(name)}:
                    found.append(Entry(place, name))
                case {"done": True}:
                    return found
                case _:
                    raise PortraitError(_code(event, _ARCHIVE_CODES, "not_a_zip"), "Refused")
    raise PortraitError("not_a_zip", "The child ended without a last word")


def portraits(
    archive: Path, folder: Path, places: Sequence[int], *, whole: bool = False
) -> Iterator[tuple[int, Path | None, str]]:
    """Cut files of a ZIP one after another: (place, the JPEG in `folder` or None, a code or "").

    A photograph that brings its child down is one that cannot be used; the next child goes on
    behind it.
    """
    left = list(places)
    files = {"archive": str(archive.resolve()), "folder": str(folder), "whole": whole}
    while left:
        order = {**files, "places": left}
        for place, code in _cut(order, archive, folder, list(left)):
            left.remove(place)
            yield place, None if code else folder / f"{place}.jpg", code


def _cut(
    order: dict[str, Any], archive: Path, folder: Path, left: Sequence[int]
) -> Iterator[tuple[int, str]]:
    """Yield what one child made of each place, at least of the first."""
    done = 0
    with _child(order, archive, folder) as child:
        for event in _events(child):
            if event.get("cut") == left[done]:
                yield left[done], ""
            elif event.get("refused") in _PICTURE_CODES:
                yield left[done], event["refused"]
            else:
                break
            done += 1
            if done == len(left):
                return
    yield left[done], "damaged"


def _child(order: dict[str, Any], archive: Path, folder: Path) -> Child:
    (folder / "order.json").write_text(json.dumps(order), encoding="utf-8")
    arguments = [str(folder / "order.json")]
    return Child("documents.portraits_child", arguments, reads=archive.resolve(), writes=folder)


def _events(child: Child) -> Iterator[dict[str, Any]]:
    """Yield what the child says; one that stalls has said its last."""
    try:
        for line in child.lines(step_wall_seconds=_WALL_SECONDS):
            try:
                event = json.loads(line)
            except ValueError:
                return
            yield event if isinstance(event, dict) else {}
    except StalledError:
        return


def _code(event: dict[str, Any], known: frozenset[str], other: str = "damaged") -> str:
    code = event.get("refused")
    return str(code) if code in known else other
