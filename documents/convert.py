"""Office files become PDF where LibreOffice is installed, by a child process that cannot hurt.

One at a time, each with a LibreOffice profile of its own that runs no macros and fetches nothing.
A file with macros is refused, not only kept from running them: the original is handed on to
everybody's phones and laptops.
"""

import json
import secrets
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from documents.errors import ConvertError
from documents.media import LOCKED_OFFICE, sniff
from documents.sandbox import Child, Limits, StalledError

LIMITS = Limits(
    address_bytes=4 << 30,
    data_bytes=400 << 20,
    file_bytes=256 << 20,
    open_files=512,
    step_cpu_seconds=90,
    step_wall_seconds=180.0,
)
"""LibreOffice maps far more than it touches; `data_bytes` bounds what becomes resident."""

_WORD, _SLIDES, _SHEET = "writer_pdf_Export", "impress_pdf_Export", "calc_pdf_Export"
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
FILTERS: dict[str, tuple[str, str, str]] = {
    f"{_OPEN_XML}.wordprocessingml.document": (".docx", "MS Word 2007 XML", _WORD),
    f"{_OPEN_XML}.presentationml.presentation": (
        ".pptx",
        "Impress MS PowerPoint 2007 XML",
        _SLIDES,
    ),
    f"{_OPEN_XML}.spreadsheetml.sheet": (".xlsx", "Calc MS Excel 2007 XML", _SHEET),
    f"{_OPEN_DOCUMENT}.text": (".odt", "writer8", _WORD),
    f"{_OPEN_DOCUMENT}.presentation": (".odp", "impress8", _SLIDES),
    f"{_OPEN_DOCUMENT}.spreadsheet": (".ods", "calc8", _SHEET),
    "application/msword": (".doc", "MS Word 97", _WORD),
    "application/vnd.ms-powerpoint": (".ppt", "MS PowerPoint 97", _SLIDES),
    "application/vnd.ms-excel": (".xls", "MS Excel 97", _SHEET),
}
"""For each type its suffix and LibreOffice's names of the filters in and out."""

REFUSALS = frozenset(
    {"macros", "encrypted", "damaged", "too_heavy", "not_a_document", "no_converter"}
)
_SYSTEM = (Path("/etc/fonts"), Path("/etc/libreoffice"), Path("/etc/alternatives"), Path("/opt"))
_one_at_a_time = threading.Lock()


def is_office(media_type: str) -> bool:
    """Tell whether a file of this type must be converted before it has pages."""
    return media_type in FILTERS or media_type == LOCKED_OFFICE or "macroenabled" in media_type


def converter() -> Path | None:
    """Return LibreOffice's program, None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found).resolve() if found else None


def convert(
    path: Path, target: Path, *, workshop: Path, fonts: Path, limits: Limits = LIMITS
) -> None:
    """Write an office file as PDF to `target`, whole or not at all; `workshop` is a scratch folder.

    `fonts` holds Tinos, Arimo and Carlito: as wide as Times New Roman, Arial and Calibri, and with
    every Vietnamese letter, which the fonts of most Linux systems lack.

    Raises ConvertError: a code of REFUSALS (the file's fault, or no LibreOffice here), or
    `disk_full` or `failed`.
    """
    media_type = sniff(path)
    program = converter()
    if media_type == LOCKED_OFFICE:
        raise ConvertError("encrypted", "A compound file that is no old Office file")
    if "macroenabled" in media_type:
        raise ConvertError("macros", "Macros by its directory")
    if media_type not in FILTERS:
        raise ConvertError("not_a_document", media_type)
    if program is None:
        raise ConvertError("no_converter", "There is no soffice")
    bench = workshop / f"office-{secrets.token_hex(6)}"
    with _one_at_a_time:
        bench.mkdir(parents=True)
        try:
            made = _run(Job(path, bench, program, fonts), media_type, limits)
            target.parent.mkdir(parents=True, exist_ok=True)
            made.replace(target)
        finally:
            shutil.rmtree(bench, ignore_errors=True)


@dataclass(frozen=True)
class Job:
    """What a conversion works with: the file, its bench, LibreOffice, and the fonts."""

    path: Path
    bench: Path
    program: Path
    fonts: Path


def _run(job: Job, media_type: str, limits: Limits) -> Path:
    """Let the child convert on its bench; return the PDF there."""
    suffix, reads_as, writes_as = FILTERS[media_type]
    order = {
        "program": str(job.program),
        "path": str(job.path.resolve()),
        "bench": str(job.bench.resolve()),
        "fonts": str(job.fonts.resolve()),
        "suffix": suffix,
        "reads_as": reads_as,
        "writes_as": writes_as,
        "seconds": limits.step_wall_seconds,
        "limits": vars(limits),
    }
    child = Child(
        "documents.convert_child",
        [json.dumps(order)],
        reads=job.path.resolve(),
        writes=job.bench.resolve(),
        shows=(*_SYSTEM, job.program.parent.parent, job.fonts.resolve()),
    )
    with child:
        try:
            said = b"".join(child.lines(step_wall_seconds=limits.step_wall_seconds + 5))
        except StalledError as error:
            raise ConvertError("too_heavy", "No end in sight") from error
    _check(_told(said))
    return job.bench / "out" / "in.pdf"


def _told(said: bytes) -> dict[str, Any]:
    """Return what the child said last; ended without a word, a limit ended it."""
    try:
        told = json.loads(said)
    except ValueError:
        return {"refused": "too_heavy"}
    return told if isinstance(told, dict) else {}


def _check(told: dict[str, Any]) -> None:
    """Raise what the child says went wrong."""
    match told:
        case {"done": True}:
            return
        case {"refused": str(code)}:
            raise ConvertError(code if code in REFUSALS else "damaged", "By the child")
        case {"failed": "disk_full"}:
            raise ConvertError("disk_full", "No room left on the disk")
        case _:
            raise ConvertError("failed", "The child said something else than agreed")
