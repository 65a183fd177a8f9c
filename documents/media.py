"""What a file is, by its content; its name is never asked."""

import re
from pathlib import Path

from documents import compound

PDF = "application/pdf"
UNKNOWN = "application/octet-stream"

# One suffix for each type, as a download is named.
SUFFIXES = {
    PDF: ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "video/webm": ".webm",
    "video/mp4": ".mp4",
    "text/html": ".html",
    "image/svg+xml": ".svg",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-word.document.macroenabled.12": ".docm",
    "application/vnd.ms-powerpoint.presentation.macroenabled.12": ".pptm",
    "application/vnd.ms-excel.sheet.macroenabled.12": ".xlsm",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/msword": ".doc",
    "application/vnd.ms-powerpoint": ".ppt",
    "application/vnd.ms-excel": ".xls",
    "application/x-ole-storage": ".ole",
}
IMAGES = frozenset({"image/png", "image/jpeg", "image/webp"})
LOCKED_OFFICE = "application/x-ole-storage"
"""A compound file that is no old Office file: nearly always a new one behind a password."""

_HEAD_BYTES = 4096
_DIRECTORY_BYTES = 1 << 20

_OFFICE_PARTS = (
    (b"word/document.xml", ".docx", ".docm"),
    (b"ppt/presentation.xml", ".pptx", ".pptm"),
    (b"xl/workbook.", ".xlsx", ".xlsm"),
)
_OLD_OFFICE = (
    ("WordDocument", "application/msword"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
)
_STILL_PICTURES = {b"heic", b"heix", b"heif", b"mif1", b"msf1", b"avif", b"avis"}
_TYPES = {suffix: media_type for media_type, suffix in SUFFIXES.items()}
_OPEN_DOCUMENT = re.compile(rb"mimetype(application/vnd\.oasis\.opendocument\.[a-z]+)")
_PROLOGUE = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|script|title|meta|iframe)\b", re.IGNORECASE)
_SVG = re.compile(rb"<(!doctype\s+svg|svg)\b", re.IGNORECASE)


def sniff(path: Path) -> str:
    """Return the media type of a file by its first 4 KB, or a container's directory (1 MB).

    A type that is not in `SUFFIXES` is never returned, apart from `UNKNOWN`.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
        if head.startswith(compound.MAGIC):
            return _sniff_compound(path)
        if not head.startswith(b"PK\x03\x04"):
            return _sniff_head(head)
        file.seek(max(0, path.stat().st_size - _DIRECTORY_BYTES))
        return _sniff_zip(head, file.read(_DIRECTORY_BYTES))


def _sniff_head(head: bytes) -> str:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:64]:
        return "video/webm"
    if head[4:8] == b"ftyp" and head[8:12] not in _STILL_PICTURES:
        return "video/mp4"
    return _sniff_markup(head)


def _sniff_compound(path: Path) -> str:
    try:
        names = compound.entry_names(path)
    except compound.CompoundError:
        return UNKNOWN
    found = (media_type for stream, media_type in _OLD_OFFICE if stream in names)
    return LOCKED_OFFICE if "EncryptedPackage" in names else next(found, LOCKED_OFFICE)


def _sniff_markup(head: bytes) -> str:
    """Tell markup before PDF: an HTML page may hold "%PDF-" where PDF readers would accept it."""
    prologue = _PROLOGUE.match(head)
    body = head[prologue.end() :] if prologue else head
    if _SVG.match(body):
        return "image/svg+xml"
    if _HTML.match(body):
        return "text/html"
    return PDF if b"%PDF-" in head[:1024] else UNKNOWN


def _sniff_zip(head: bytes, directory: bytes) -> str:
    """Tell office files apart by the names in the directory, without opening any of them."""
    declared = _OPEN_DOCUMENT.match(head[30:])
    if declared:
        media_type = declared.group(1).decode("ascii")
        return media_type if media_type in SUFFIXES else "application/zip"
    for part, plain, with_macros in _OFFICE_PARTS:
        if part in directory:
            return _TYPES[with_macros if b"vbaProject.bin" in directory else plain]
    return "application/zip"
