"""Counts what phones open: kept in memory for a second, then written all at once.

Two thousand phones scan within half a minute; a commit for each would be two thousand times the
disk's whole patience. What a crash within that second takes with it is a few counts of thousands.

Nobody is followed. A browser is counted as a reader of a document once, and what remembers that is
the browser alone: a cookie `read=1` that it sends only to the address of that document. It names
nobody, is the same for all, and cannot be put together with another one.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING

import structlog
from flask import Flask, Response, current_app, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.http import dump_cookie, parse_cookie

from app.access import Visitor, visitor
from app.clock import now
from app.congresses.models import Congress
from app.library.counting import write_counts
from app.realtime import watch
from app.realtime.sockets import socketio

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

log = structlog.get_logger()
View = Callable[[Congress, int], ResponseReturnValue]
FLUSH_SECONDS = 1.0
COOKIE = "read"
COOKIE_SECONDS = 30 * 24 * 3600


@dataclass
class Counts:
    """What was seen since the last writing."""

    scans: dict[int, int] = field(default_factory=dict)
    """By link."""
    openings: dict[int, int] = field(default_factory=dict)
    """By document."""
    readers: dict[int, int] = field(default_factory=dict)
    """By document: browsers that had not opened it before."""
    delegates: dict[tuple[int, int], datetime] = field(default_factory=dict)
    """(document, delegate signed in by badge) → the first time."""

    def add(self, others: "Counts") -> None:
        """Take up what others counted before."""
        for mine, theirs in (
            (self.scans, others.scans),
            (self.openings, others.openings),
            (self.readers, others.readers),
        ):
            for key, count in theirs.items():
                mine[key] = mine.get(key, 0) + count
        for pair, at in others.delegates.items():
            self.delegates[pair] = min(at, self.delegates.get(pair, at))


class Tally:
    """The counts of this process, and when they are written."""

    def __init__(self, app: Flask) -> None:
        """Count for `app`."""
        self.app = app
        self.counts = Counts()
        self.is_waiting = False

    def scan(self, link_id: int) -> None:
        """Count a scan of a code, without keeping whose."""
        one = Counts(scans={link_id: 1})
        self.note(one)

    def open(self, document_id: int, *, delegate_id: int | None, is_first: bool) -> None:
        """Count an opened document."""
        one = Counts(openings={document_id: 1}, readers={document_id: int(is_first)})
        if delegate_id is not None:
            one.delegates[document_id, delegate_id] = now()
        self.note(one)

    def note(self, one: Counts) -> None:
        """Keep a count; a server that serves writes it within a second, any other at once."""
        self.counts.add(one)
        if not watch().is_running:
            self.flush()
        elif not self.is_waiting:
            self.is_waiting = True
            socketio.start_background_task(self.flush_soon)

    def flush_soon(self) -> None:
        """Write every second while there is something; a database that fails gets it later."""
        while self.counts != Counts():
            time.sleep(FLUSH_SECONDS)
            with self.app.app_context():
                try:
                    self.flush()
                except SQLAlchemyError as error:
                    log.warning("counts wait", problem=type(error).__name__)
        self.is_waiting = False

    def flush(self) -> None:
        """Write what was counted, in one transaction; what cannot be written is kept."""
        counts, self.counts = self.counts, Counts()
        try:
            write_counts(
                scans=counts.scans,
                openings=counts.openings,
                readers=counts.readers,
                delegates=counts.delegates,
            )
        except BaseException:
            self.counts.add(counts)
            raise


def tally() -> Tally:
    """Return the counts of this server."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    found: Tally = app.extensions.setdefault("tally", Tally(app))
    return found


def counts_opening(view: View) -> View:
    """Count who opens the document of the route's `document_id`, once the page is made."""

    @wraps(view)
    def counted(congress: Congress, document_id: int) -> ResponseReturnValue:
        response = make_response(view(congress, document_id))
        if response.status_code == HTTPStatus.OK:
            count_opening(response, visitor(), congress_id=congress.id, document_id=document_id)
        return response

    return counted


def count_opening(response: Response, who: Visitor, *, congress_id: int, document_id: int) -> None:
    """Count that `who` opened a document; office people at work are not readers.

    The answer leaves a mark in the browser, for this document's address alone; none in one that
    several people use, where the next one is another reader.
    """
    delegate_id = who.delegate_ids.get(congress_id)
    if who.kind in ("guest", "delegate") or delegate_id is not None:
        environ = request.environ
        mark = opening_mark(environ, document_id=document_id, delegate_id=delegate_id)
        if mark and not who.is_shared:
            response.headers.add("Set-Cookie", mark)


def opening_mark(
    environ: "WSGIEnvironment", *, document_id: int, delegate_id: int | None
) -> str | None:
    """Count that a reader opened a document; returns the cookie that marks a browser new to it."""
    is_kept = "HTTP_X_KEEP" in environ  # a phone keeps it for later; nobody reads it now
    if is_kept or "prefetch" in environ.get("HTTP_SEC_PURPOSE", ""):
        return None
    is_first = COOKIE not in parse_cookie(environ.get("HTTP_COOKIE", ""))
    tally().open(document_id, delegate_id=delegate_id, is_first=is_first)
    if not is_first:
        return None
    is_https = environ["wsgi.url_scheme"] == "https"
    return dump_cookie(
        COOKIE,
        "1",
        max_age=COOKIE_SECONDS,
        path=environ["PATH_INFO"],
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"] or is_https),
        httponly=True,
        samesite="Lax",
    )
