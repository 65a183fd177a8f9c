"""The short way to what every guest of a congress is shown alike: made once, sent to thousands.

Two thousand phones that scan one code are shown the same page, the same reader, the same state.
What the whole way made for the first of them is kept for a moment (app/library/moments.py) and
sent to all whose cookie says the same (app/library/shown.py). Any change in the congress, any hour
that passes, ends the moment; the next request goes the whole way and is refused if it must be.

Kept is only what a view offers by `keep_answer`, only for guests, never a refusal, and never what
was made from older news than the heads of the moment.
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from flask import Flask, current_app, request

from app.access import visitor
from app.library.moments import Moment, Moments
from app.library.shown import Shown
from app.library.tally import opening_mark, tally
from app.realtime import watch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PAGE = re.compile(r"/c/(\d{1,9})(?:/documents/(\d{1,9}))?")
LIVE = re.compile(r"/api/congresses/(\d{1,9})/live")
SCAN = re.compile(r"/q/[^/]{1,100}")
TICKET = "congress.answer_door"
KEPT_STATUS = ("200", "302", "304")
MOST_CODES = 20_000
LONGEST_TAG = 100

Headers: TypeAlias = list[tuple[str, str]]
Key: TypeAlias = tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """An answer without what is of one phone alone; a scan counts for its link."""

    status: str
    headers: Headers
    body: bytes
    link_id: int | None


@dataclass
class Ticket:
    """A request that goes the whole way, and what becomes of its answer."""

    key: Key
    moment: Moment | None = None
    offered: bool = False
    link_id: int | None = None
    told: list[tuple[str, Headers]] = field(default_factory=list)


class AnswerDoor:
    """Stands before the application and answers what it answered to others a moment ago."""

    def __init__(
        self, app: Flask, whole_way: "WSGIApplication", moments: Moments, *, shown: Shown
    ) -> None:
        """Answer for `app`."""
        self.app = app
        self.whole_way = whole_way
        self.moments = moments
        self.shown = shown
        self.codes: dict[str, int] = {}
        """The congress of each code that was scanned, by its address."""

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> "Iterable[bytes]":
        """Answer by the short way if it is open, else let the application answer."""
        path: str = environ["PATH_INFO"]
        plain = environ["REQUEST_METHOD"] == "GET" and not environ.get("QUERY_STRING")
        if not plain or "HTTP_RANGE" in environ:
            return self.whole_way(environ, start)
        if SCAN.fullmatch(path):
            return self.scan(environ, start)
        page = PAGE.fullmatch(path)
        place = page or LIVE.fullmatch(path)
        tag: str = environ.get("HTTP_IF_NONE_MATCH", "")
        sign = self.shown.by(environ) if place and len(tag) <= LONGEST_TAG else None
        if place is None or sign is None or not sign.is_fresh():
            return self.whole_way(environ, start)
        key = (sign.who, path, tag)
        moment = self.moments.of(int(place[1]))
        kept: Answer | None = moment.granted.get(key) if moment else None
        if kept is None:
            return self.go(environ, start, Ticket(key, moment))
        mark = self.mark(environ, int(page[2])) if page and page[2] else None
        start(kept.status, [*kept.headers, *([("Set-Cookie", mark)] if mark else [])])
        return [kept.body]

    def scan(self, environ: "WSGIEnvironment", start: "StartResponse") -> "Iterable[bytes]":
        """Answer a phone that was never here; all that scan now are given the same cookie."""
        path: str = environ["PATH_INFO"]
        if "HTTP_COOKIE" in environ or "HTTP_AUTHORIZATION" in environ:
            return self.whole_way(environ, start)
        key = ("scan", path, environ["wsgi.url_scheme"])
        moment = self.moments.of(self.codes[path]) if path in self.codes else None
        kept: Answer | None = moment.granted.get(key) if moment else None
        if kept is None or kept.link_id is None:
            return self.go(environ, start, Ticket(key, moment))
        with self.app.app_context():
            tally().scan(kept.link_id)
        start(kept.status, list(kept.headers))
        return [kept.body]

    def go(
        self, environ: "WSGIEnvironment", start: "StartResponse", ticket: Ticket
    ) -> "Iterable[bytes]":
        """Let the application answer, and keep what it offers."""
        environ[TICKET] = ticket
        body = self.whole_way(environ, self.listening(start, ticket))
        if not ticket.offered or ticket.moment is None:
            return body
        content = b"".join(body)
        if close := getattr(body, "close", None):
            close()
        status, headers = ticket.told[-1]
        if status[:3] in KEPT_STATUS:
            is_scan = ticket.link_id is not None
            headers = [each for each in headers if is_scan or each[0].lower() != "set-cookie"]
            answer = Answer(status, headers, content, ticket.link_id)
            ticket.moment.keep(ticket.key, answer)
        return [content]

    def listening(self, start: "StartResponse", ticket: Ticket) -> "StartResponse":
        """Hear what the application tells of its answer."""

        def told(status: str, headers: Headers, *error: object) -> object:
            ticket.told.append((status, list(headers)))
            return start(status, headers, *error)  # type: ignore[arg-type]

        return told  # type: ignore[return-value]

    def mark(self, environ: "WSGIEnvironment", document_id: int) -> str | None:
        """Count that a guest opened a document; returns the cookie that marks the phone."""
        with self.app.app_context():
            return opening_mark(environ, document_id=document_id, delegate_id=None)


def init_app(app: Flask, moments: Moments, *, shown: Shown) -> None:
    """Put the door before the application."""
    door = AnswerDoor(app, app.wsgi_app, moments, shown=shown)
    app.wsgi_app = door  # type: ignore[assignment]
    app.extensions["answer_door"] = door


def keep_answer(congress_id: int) -> None:
    """Let all guests who show the same have this answer, for a moment.

    Called before the answer is made: from then on it is at least as new as the moment's heads.
    """
    ticket: Ticket | None = request.environ.get(TICKET)
    if ticket is None or ticket.moment is None or visitor().kind != "guest":
        return
    if visitor().is_shared:
        return
    if is_as_new(ticket.moment, congress_id):
        ticket.moment.narrow()
        ticket.offered = True


def is_as_new(moment: Moment, congress_id: int) -> bool:
    """Tell whether the live state that this process knows is that of the moment's heads."""
    head = watch().head(congress_id)
    return (congress_id, head.epoch, head.seq) in moment.heads


def keep_scan(congress_id: int, link_id: int) -> None:
    """Let all phones that were never here have this answer to a scan, for a moment."""
    ticket: Ticket | None = request.environ.get(TICKET)
    if ticket is None:
        return
    door: AnswerDoor = current_app.extensions["answer_door"]
    if len(door.codes) >= MOST_CODES:
        door.codes.clear()
    door.codes[request.path] = congress_id
    if ticket.moment is not None and ticket.moment.congress_id == congress_id:
        ticket.moment.narrow()
        ticket.link_id, ticket.offered = link_id, True
