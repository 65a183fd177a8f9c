"""The short way to a page's picture: what was granted a moment ago, while nothing changed since.

A phone reads one document page after page. Its first request goes the whole way: who asks, which
congress, which document, may they now. What that granted holds for the next pages of the same
document to whoever shows the same, for a moment (app/library/moments.py): until anything changes or
an hour passes, so that a withdrawn document, a revoked link or a replaced badge is refused on the
next request.

Only what was granted is kept, never a refusal, and only for those who came by a QR code or a
badge: accounts always go the whole way.
"""

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from flask import Flask, Response, request

from app.access import visitor
from app.library.files import accel_address, pages_folder
from app.library.moments import Moment, Moments
from app.library.shown import Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ADDRESS = re.compile(r"/api/congresses/(\d{1,9})/documents/(\d{1,9})/pages/(\d{1,4})")
QUERY = re.compile(r"(?:w=(720|1440))?&?(?:v=(\d{1,6}))?")
TICKET = "congress.page_door"
BY_PAPER = ("guest", "delegate")
A_YEAR_SECONDS = 31_536_000

Key: TypeAlias = tuple[str, int]


@dataclass(frozen=True)
class Granted:
    """What a visitor may have of a document: the pages of one version, all of them ready."""

    folder: str
    digest: str
    version: int
    pages: int


@dataclass(frozen=True)
class Ticket:
    """A request that goes the whole way; what it is granted belongs to this moment."""

    moment: Moment
    key: Key


class PageDoor:
    """Stands before the application and answers for pages that were granted a moment ago."""

    def __init__(
        self,
        whole_way: "WSGIApplication",
        moments: Moments,
        *,
        shown: Shown,
        guard: "Callable[[Response], Response]",
        accel_root: str | None,
    ) -> None:
        """Answer with the headers that `guard` gives; with `accel_root` nginx sends the bytes."""
        self.whole_way = whole_way
        self.moments = moments
        self.shown = shown
        self.accel_root = accel_root
        guarded = guard(Response(mimetype="image/webp")).headers
        del guarded["Content-Length"]
        self.guarded = list(guarded.items())

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> "Iterable[bytes]":
        """Answer by the short way if it is open, else let the application answer."""
        address = ADDRESS.fullmatch(environ["PATH_INFO"])
        wanted = QUERY.fullmatch(environ.get("QUERY_STRING", ""))
        plain = environ["REQUEST_METHOD"] == "GET" and "HTTP_RANGE" not in environ
        if address is None or wanted is None or not plain:
            return self.whole_way(environ, start)
        congress_id, document_id, number = map(int, address.groups())
        moment = self.moments.of(congress_id)
        if moment is None:
            return self.whole_way(environ, start)
        key = (self.shown.by(environ).who, document_id)
        granted = moment.granted.get(key)
        if granted is not None and 1 <= number <= granted.pages:
            picture = f"{number:04}-{wanted[1] or 720}.webp"
            answer = self.answer(environ, granted, picture, asked_version=wanted[2])
            if answer is not None:
                status, headers, body = answer
                start(status, headers)
                return [body]
        environ[TICKET] = Ticket(moment, key)
        return self.whole_way(environ, start)

    def answer(
        self,
        environ: "WSGIEnvironment",
        granted: Granted,
        picture: str,
        *,
        asked_version: str | None,
    ) -> tuple[str, list[tuple[str, str]], bytes] | None:
        """Return status, headers and body; None when the picture is still to be made."""
        tag = etag(granted.digest, picture)
        headers = [
            *self.guarded,
            ("Cache-Control", keeping(asked_version == str(granted.version))),
            ("ETag", tag),
        ]
        if tag in environ.get("HTTP_IF_NONE_MATCH", ""):
            return "304 Not Modified", headers, b""
        path = f"{granted.folder}/{picture}"
        if not os.path.isfile(path):  # noqa: PTH113 (a Path costs more than the question)
            return None
        if self.accel_root is None:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123
                body = file.read()
        else:
            body = b""
            headers.append(("X-Accel-Redirect", accel_address(path, self.accel_root)))
        headers += [("Accept-Ranges", "bytes"), ("Content-Length", str(len(body)))]
        return "200 OK", headers, body


def init_app(
    app: Flask, moments: Moments, *, shown: Shown, guard: "Callable[[Response], Response]"
) -> None:
    """Put the door before everything else of the application."""
    settings = app.config["SETTINGS"]
    accel_root = str(settings.data_dir) if settings.x_accel else None
    app.wsgi_app = PageDoor(  # type: ignore[assignment]
        app.wsgi_app, moments, shown=shown, guard=guard, accel_root=accel_root
    )


def etag(digest: str, picture: str) -> str:
    """Return the tag of a picture: the same content, page and width make the same picture."""
    return f'"{digest[:20]}-{picture[:-5]}"'


def keeping(is_named: bool) -> str:
    """Return how long a phone keeps a picture: for ever if its address names its version."""
    return f"private, max-age={A_YEAR_SECONDS}, immutable" if is_named else "private, no-cache"


def grant(*, digest: str, version: int, pages: int) -> None:
    """Let this visitor have the other pages of this document by the short way."""
    ticket: Ticket | None = request.environ.get(TICKET)
    if ticket is None or visitor().kind not in BY_PAPER or visitor().is_shared:
        return
    ticket.moment.narrow()
    ticket.moment.keep(ticket.key, Granted(str(pages_folder(digest)), digest, version, pages))
