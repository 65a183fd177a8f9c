"""The short way to a page's picture: what was granted a moment ago, while nothing changed since.

A phone reads one document page after page. Its first request goes the whole way: who asks, which
congress, which document, may they now. What that granted holds for the next pages of the same
document to the same cookie or token as long as

- no change was committed to the congress or to the house: every change moves a head in its own
  transaction, and the heads are read from the database for each request, so that a withdrawn
  document, a revoked link or a replaced badge is refused on the next request, whichever process
  made the change;
- no hour of the congress has passed (documents, links and sessions that open or close);
- a minute has not passed.

Only what was granted is kept, never a refusal, and only for those who came by a QR code or a
badge: accounts always go the whole way.
"""

import os
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, TypeAlias

from flask import Flask, Response, request
from sqlalchemy import func, select

from app.access import visitor
from app.clock import now
from app.db import db
from app.library.files import accel_address, pages_folder
from app.library.hours import HOURS
from app.realtime.heads import Heads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ADDRESS = re.compile(r"/api/congresses/(\d{1,9})/documents/(\d{1,9})/pages/(\d{1,4})")
QUERY = re.compile(r"(?:w=(720|1440))?&?(?:v=(\d{1,6}))?")
TICKET = "congress.page_door"
BY_PAPER = ("guest", "delegate")
LONGEST = timedelta(minutes=1)
MOST_GRANTED = 20_000
A_YEAR_SECONDS = 31_536_000

Key: TypeAlias = tuple[bytes, int]


@dataclass(frozen=True)
class Granted:
    """What a visitor may have of a document: the pages of one version, all of them ready."""

    folder: str
    digest: str
    version: int
    pages: int


@dataclass
class Moment:
    """What was granted in a congress since its heads stood like this."""

    heads: tuple[Any, ...]
    since: datetime
    until: datetime
    granted: dict[Key, Granted] = field(default_factory=dict)


@dataclass(frozen=True)
class Ticket:
    """A request that goes the whole way; what it is granted belongs to this moment."""

    congress_id: int
    moment: Moment
    key: Key


class PageDoor:
    """Stands before the application and answers for pages that were granted a moment ago."""

    def __init__(
        self,
        whole_way: "WSGIApplication",
        heads: Heads,
        *,
        guard: "Callable[[Response], Response]",
        accel_root: str | None,
    ) -> None:
        """Answer with the headers that `guard` gives; with `accel_root` nginx sends the bytes."""
        self.whole_way = whole_way
        self.heads = heads
        self.accel_root = accel_root
        self.moments: dict[int, Moment] = {}
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
        moment = self.moment(congress_id)
        if moment is None:
            return self.whole_way(environ, start)
        key = (credentials(environ), document_id)
        granted = moment.granted.get(key)
        if granted is not None and 1 <= number <= granted.pages:
            picture = f"{number:04}-{wanted[1] or 720}.webp"
            answer = self.answer(environ, granted, picture, asked_version=wanted[2])
            if answer is not None:
                status, headers, body = answer
                start(status, headers)
                return [body]
        environ[TICKET] = Ticket(congress_id, moment, key)
        return self.whole_way(environ, start)

    def moment(self, congress_id: int) -> Moment | None:
        """Return what is granted now, empty after any change; None for an unknown congress."""
        at = now()  # before the heads: an hour that passes in between counts as passed
        heads = self.heads.of(congress_id)
        if not heads:
            return None
        present = self.moments.get(congress_id)
        if present is None or present.heads != heads or not present.since <= at < present.until:
            present = Moment(heads, since=at, until=at + LONGEST)
            self.moments[congress_id] = present
        return present

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


def init_app(app: Flask, *, guard: "Callable[[Response], Response]") -> None:
    """Put the door before everything else of the application."""
    with app.app_context():
        heads = Heads(db.engine)
    settings = app.config["SETTINGS"]
    accel_root = str(settings.data_dir) if settings.x_accel else None
    app.wsgi_app = PageDoor(  # type: ignore[assignment]
        app.wsgi_app, heads, guard=guard, accel_root=accel_root
    )


def credentials(environ: "WSGIEnvironment") -> bytes:
    """Return what stands for all by which a visitor is known, 16 bytes."""
    shown = f"{environ.get('HTTP_COOKIE', '')}\n{environ.get('HTTP_AUTHORIZATION', '')}"
    return blake2b(shown.encode("latin-1", "replace"), digest_size=16).digest()


def etag(digest: str, picture: str) -> str:
    """Return the tag of a picture: the same content, page and width make the same picture."""
    return f'"{digest[:20]}-{picture[:-5]}"'


def keeping(is_named: bool) -> str:
    """Return how long a phone keeps a picture: for ever if its address names its version."""
    return f"private, max-age={A_YEAR_SECONDS}, immutable" if is_named else "private, no-cache"


def grant(*, digest: str, version: int, pages: int) -> None:
    """Let this visitor have the other pages of this document by the short way."""
    ticket: Ticket | None = request.environ.get(TICKET)
    if ticket is None or visitor().kind not in BY_PAPER:
        return
    moment = ticket.moment
    if not moment.granted:
        moment.until = min(moment.until, next_hour(ticket.congress_id, moment.since))
    if len(moment.granted) >= MOST_GRANTED:
        moment.granted.clear()
    moment.granted[ticket.key] = Granted(str(pages_folder(digest)), digest, version, pages)


def next_hour(congress_id: int, since: datetime) -> datetime:
    """Return when the next hour of a congress passes: something opens or closes."""
    found = [
        db.session.scalar(select(func.min(each)).where(of == congress_id, each > since))
        for of, *moments in HOURS
        for each in moments
    ]
    return min((each for each in found if each is not None), default=since + LONGEST)
