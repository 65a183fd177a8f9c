"""What runs in the sandbox for the notes of a PPTX: one JSON line per slide that is not hidden.

{"notes": "…"} … and at last {"done": true} or, instead of all that, {"refused": "damaged"}.
"""

import json
import posixpath
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from documents.sandbox import confine
from documents.speaker_notes import LIMITS, MOST_LETTERS, MOST_SLIDES

_MOST_PARTS = 20_000
_MOST_UNPACKED_BYTES = 96 << 20
_MOST_PART_BYTES = 8 << 20
_MARKUP = (".xml", ".rels")
_PRESENTATION = "ppt/presentation.xml"


class _RefusedError(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def main() -> None:
    """Read the file named by the first argument within `data_bytes` and CPU seconds."""
    path, data_bytes, cpu_seconds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    confine(replace(LIMITS, data_bytes=data_bytes, step_cpu_seconds=cpu_seconds))
    try:
        for notes in notes_in(path):
            _say({"notes": notes})
        _say({"done": True})
    except _RefusedError as refused:
        _say({"refused": refused.code})
    except MemoryError:
        _say({"refused": "too_heavy"})
    sys.stdout.flush()


def notes_in(path: Path) -> Iterator[str]:
    """Yield the notes of each slide that is shown, in the order of the presentation."""
    try:
        with zipfile.ZipFile(path) as archive:
            _look_at_directory(archive.infolist())
            for part in _slides(archive):
                slide = _parsed(archive, part)
                if slide.get("show") not in ("0", "false"):
                    yield _notes_of(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _RefusedError("damaged") from error


def _look_at_directory(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse a bomb by what its own directory says, before anything is unpacked."""
    markup = [part.file_size for part in parts if part.filename.endswith(_MARKUP)]
    if len(parts) > _MOST_PARTS or sum(markup) > _MOST_UNPACKED_BYTES:
        raise _RefusedError("too_heavy")


def _slides(archive: zipfile.ZipFile) -> list[str]:
    """Return the parts that hold the slides, in their order."""
    targets = {key: part for key, (_kind, part) in _related(archive, _PRESENTATION).items()}
    listed = [
        next(value for name, value in each.attrib.items() if name.endswith("}id"))
        for each in _parsed(archive, _PRESENTATION).iter()
        if _local(each) == "sldId" and any(name.endswith("}id") for name in each.attrib)
    ]
    if len(listed) > MOST_SLIDES:
        raise _RefusedError("too_heavy")
    return [targets[key] for key in listed if key in targets]


def _notes_of(archive: zipfile.ZipFile, slide: str) -> str:
    """Return what stands in the notes of a slide; the slide's number there is left out."""
    related = _related(archive, slide).values()
    part = next((part for kind, part in related if kind == "notesSlide"), None)
    if part is None:
        return ""
    shapes = [each for each in _parsed(archive, part).iter() if _local(each) == "sp"]
    bodies = [each for each in shapes if _is_body(each)]
    text = "\n".join(_text(each) for each in bodies)
    return unicodedata.normalize("NFC", text).replace("\0", "").strip()[:MOST_LETTERS]


def _is_body(shape: ElementTree.Element) -> bool:
    return any(_local(each) == "ph" and each.get("type") == "body" for each in shape.iter())


def _text(shape: ElementTree.Element) -> str:
    lines = []
    for paragraph in (each for each in shape.iter() if _local(each) == "p"):
        words = ["\n" if _local(each) == "br" else each.text or "" for each in _runs(paragraph)]
        lines.append("".join(words))
    return "\n".join(lines)


def _runs(paragraph: ElementTree.Element) -> Iterator[ElementTree.Element]:
    return (each for each in paragraph.iter() if _local(each) in ("t", "br"))


def _related(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return (kind, part) of what a part is tied to, by the ids that it uses."""
    folder, name = posixpath.split(part)
    ties = f"{folder}/_rels/{name}.rels"
    if ties not in archive.namelist():
        return {}
    found = {}
    for each in _parsed(archive, ties):
        target, kind = each.get("Target", ""), each.get("Type", "").rpartition("/")[2]
        if each.get("TargetMode") != "External":
            whole = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            found[each.get("Id", "")] = (kind, posixpath.normpath(whole))
    return found


def _parsed(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    try:
        with archive.open(name) as file:
            data = file.read(_MOST_PART_BYTES + 1)
    except KeyError as error:
        raise _RefusedError("damaged") from error
    if len(data) > _MOST_PART_BYTES:
        raise _RefusedError("too_heavy")
    # Entities are declared there and nowhere else; Office writes none. UTF-16 has zeros between.
    if b"<!DOCTYPE" in data.replace(b"\0", b""):
        raise _RefusedError("damaged")
    try:
        return ElementTree.fromstring(data)  # noqa: S314  in the sandbox, without a DOCTYPE
    except ElementTree.ParseError as error:
        raise _RefusedError("damaged") from error


def _local(element: ElementTree.Element) -> str:
    """Return a tag without its namespace: strict and transitional files differ in that."""
    return str(element.tag).rpartition("}")[2]


def _say(event: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(event, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
