"""What the tests of speaker notes and their controls both do."""

import zipfile
from pathlib import Path

from documents import speaker_notes_child
from documents.speaker_notes import NotesError, read_notes
from tests.documents.presentations import presentation


def check_notes_refused(path: Path, code: str) -> None:
    """Read the notes of a file that means harm."""
    refused = ""
    try:
        read_notes(path)
    except NotesError as error:
        refused = error.code
    assert refused == code


def check_notes_bomb_is_seen_in_the_directory(path: Path) -> None:
    """Look only at the directory of a PPTX: nothing of the bomb is unpacked."""
    presentation(path, [("x", "y")], parts={"ppt/comments/comment1.xml": b" " * (120 << 20)})
    refused = ""
    with zipfile.ZipFile(path) as archive:
        try:
            speaker_notes_child._look_at_directory(archive.infolist())
        except speaker_notes_child._RefusedError as error:
            refused = error.code
    assert refused == "too_heavy"
