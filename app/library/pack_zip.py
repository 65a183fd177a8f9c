"""The pack for the archive and for other offices: a ZIP, made while it is being sent."""

import threading
from typing import Any
from urllib.parse import quote

from flask import Response
from flask_babel import format_date
from flask_babel import lazy_gettext as _

from app.access import visitor
from app.assets import built_file
from app.clock import iso, now
from app.congresses.models import Congress
from app.errors import RefusedError
from app.library.files import file_store, pages_folder
from app.library.models import AUDIENCES, Document
from app.library.pack import picture_sizes
from app.library.queries import documents_where, readable_by
from documents.bundle_stream import BundleStream
from documents.store import safe_name

for_office, for_readers = threading.BoundedSemaphore(2), threading.BoundedSemaphore(2)
"""A pack keeps a disk and a child busy for as long as somebody takes it, and slow readers may take
it for ever: they wait for each other alone.
"""


def choices(congress: Congress) -> list[dict[str, Any]]:
    """Return whom a pack can be for, with how many documents and about how many bytes it has."""
    found = [{"audience": "", **measure(documents_where(congress.id))}]
    for audience in AUDIENCES:
        documents = documents_where(congress.id, readable_by(audience))
        found.append({"audience": audience, **measure(documents)})
    return found


def measure(documents: list[Document]) -> dict[str, int]:
    """Return how many of the documents are packed, and the bytes of their files and pictures."""
    versions = [document.current for document in documents if document.state == "ready"]
    size_bytes = sum(
        version.size_bytes + sum(picture_sizes(version.digest, version.pages))
        for version in versions
    )
    return {"count": len(versions), "size": size_bytes}


def send_pack(congress: Congress, documents: list[Document], *, audience: str) -> Response:
    """Answer with the pack of these documents; its length is known, so browsers show progress."""
    seats = for_office if visitor().may("documents.manage", congress.id) else for_readers
    if not seats.acquire(blocking=False):
        raise RefusedError(_("Two packs are being made already. Please try again in a minute."))
    try:
        pack = Packing(order_of(congress, documents, audience=audience), seats)
    except BaseException:
        seats.release()
        raise
    response = Response(pack, mimetype="application/zip")
    response.content_length = pack.length
    name = safe_name(str(_("Documents of %(title)s", title=congress.title)), "application/zip")
    names = {"filename": "documents.zip", "filename*": f"UTF-8''{quote(name, safe='')}"}
    response.headers.set("Content-Disposition", "attachment", **names)
    response.headers["Cache-Control"] = "no-store, private"
    return response


class Packing(BundleStream):
    """A pack on its way; when it ends, or nobody takes it any more, others may pack."""

    is_over = True

    def __init__(self, order: dict[str, Any], seats: threading.BoundedSemaphore) -> None:
        """Begin; the seat that was taken is given back at the end."""
        super().__init__(order)
        self.seats, self.is_over = seats, False

    def close(self) -> None:
        """End the child, and once let others in."""
        super().close()
        if not self.is_over:
            self.is_over = True
            self.seats.release()


def order_of(congress: Congress, documents: list[Document], *, audience: str) -> dict[str, Any]:
    """Return what the child process must know."""
    sessions = {session.id: session.title for session in congress.sessions}
    days = {format_date(day, "dd/MM/yyyy") for day in (congress.starts_on, congress.ends_on)}
    return {
        "congress": {
            "title": congress.title,
            "venue": congress.venue,
            "days": " – ".join(sorted(days, key=lambda day: day[::-1])),
        },
        "audience": audience,
        "packed_at": iso(now()),
        "script": built_file("pack_index.js").read_text("utf-8"),
        "documents": [
            {
                "title": document.title,
                "heading": document.section or sessions.get(document.session_id or 0, ""),
                "version": document.current.number,
                "media_type": document.current.media_type,
                "path": str(file_store().path(document.current.digest)),
                "folder": str(pages_folder(document.current.digest)),
                "pages": document.current.pages,
            }
            for document in documents
        ],
    }
