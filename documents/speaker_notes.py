"""The notes that a PPTX holds for whoever speaks, read by a child process that cannot hurt."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from documents.errors import DocumentError
from documents.sandbox import Child, Limits, StalledError

PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
"""The media type of the only files that have such notes here."""
LIMITS = Limits(
    data_bytes=256 << 20, file_bytes=1 << 20, step_cpu_seconds=5, step_wall_seconds=20.0
)
MOST_LETTERS = 5_000
"""Of one slide's notes; what a slide may hold."""
MOST_SLIDES = 2_000
_CODES = frozenset({"damaged", "too_heavy"})


class NotesError(DocumentError):
    """The notes cannot be read.

    Codes: damaged, too_heavy (stopped by the limits, or a bomb by its own directory), failed (not
    the file's fault).
    """


def read_notes(path: Path, *, limits: Limits = LIMITS) -> list[str]:
    """Return the notes of each slide that is not hidden, in order, "" for none; raises NotesError.

    As many as the PDF that LibreOffice makes of the file has pages: hidden slides are not in it.
    """
    notes: list[str] = []
    for event in _events(path, limits):
        match event:
            case {"notes": str(text)} if len(notes) < MOST_SLIDES:
                notes.append(text)
            case {"refused": str(code)} if code in _CODES:
                raise NotesError(code, "The child refuses the file")
            case {"done": True}:
                return notes
            case _:
                raise NotesError("failed", "The child said something else than agreed")
    raise NotesError("too_heavy", "The child ended without a last word")


def _events(path: Path, limits: Limits) -> Iterator[dict[str, Any]]:
    whole = path.resolve()
    arguments = [str(whole), str(limits.data_bytes), str(limits.step_cpu_seconds)]
    module = "documents.speaker_notes_child"
    with Child(module, arguments, reads=whole, writes=whole.parent) as child:
        try:
            for line in child.lines(step_wall_seconds=limits.step_wall_seconds):
                yield _parse(line)
        except StalledError as error:
            raise NotesError("too_heavy", "The child took too long") from error


def _parse(line: bytes) -> dict[str, Any]:
    try:
        event = json.loads(line)
    except ValueError as error:
        raise NotesError("failed", "The child does not speak JSON") from error
    return event if isinstance(event, dict) else {}
