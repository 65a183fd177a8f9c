"""The short way to a search: what a visitor may find is looked up once, each question is asked.

Who asks and which documents they may read is the larger part of a search. It holds for whoever
shows the same, for a moment (app/library/moments.py): until anything changes or an hour passes.
The question itself always goes to the index; no answer is kept.

Only what was granted is kept, and only for those who came by a QR code or a badge: accounts always
go the whole way.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from flask import Flask, Response, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Request

from app.access import visitor
from app.contract import listed
from app.library.forms import SearchHit
from app.library.moments import Moment, Moments
from app.library.page_door import BY_PAPER
from app.library.queries import Findable
from app.library.search import MOST_HITS, MOST_HITS_INSIDE, pages_with
from app.library.shown import Shown
from documents.search import snippet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ADDRESS = re.compile(r"/api/congresses/(\d{1,9})/search")
TICKET = "congress.search_door"
FARTHEST = 1000
"""So many hits nobody steps through; a larger `skip` counts as this."""

Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class Ticket:
    """A search that goes the whole way; what it may look through belongs to this moment."""

    moment: Moment
    key: Key


class SearchDoor:
    """Stands before the application and answers those whose shelf is known."""

    def __init__(
        self,
        app: Flask,
        moments: Moments,
        *,
        shown: Shown,
        guard: "Callable[[Response], Response]",
    ) -> None:
        """Answer for `app` with the headers that `guard` gives."""
        self.app = app
        self.whole_way: WSGIApplication = app.wsgi_app
        self.moments = moments
        self.shown = shown
        guarded = guard(Response(mimetype="application/json")).headers
        del guarded["Content-Length"]
        self.guarded = [*guarded.items(), ("Vary", "Cookie")]

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> "Iterable[bytes]":
        """Answer by the short way if it is open, else let the application answer."""
        address = ADDRESS.fullmatch(environ["PATH_INFO"])
        is_plain = environ["REQUEST_METHOD"] == "GET" and "HTTP_RANGE" not in environ
        moment = self.moments.of(int(address[1])) if address and is_plain else None
        if moment is None:
            return self.whole_way(environ, start)
        key = ("search", self.shown.by(environ).who)
        shelf: list[Findable] | None = moment.granted.get(key)
        if shelf is None:
            environ[TICKET] = Ticket(moment, key)
            return self.whole_way(environ, start)
        with self.app.app_context():
            body = listed(found(Request(environ).args, shelf)).get_data()
        start("200 OK", [*self.guarded, ("Content-Length", str(len(body)))])
        return [body]


def init_app(
    app: Flask, moments: Moments, *, shown: Shown, guard: "Callable[[Response], Response]"
) -> None:
    """Put the door before the application."""
    door = SearchDoor(app, moments, shown=shown, guard=guard)
    app.wsgi_app = door  # type: ignore[assignment]
    app.extensions["search_door"] = door


def grant_search(shelf: list[Findable]) -> None:
    """Let this visitor look through these documents by the short way."""
    ticket: Ticket | None = request.environ.get(TICKET)
    if ticket is None or visitor().kind not in BY_PAPER or visitor().is_shared:
        return
    ticket.moment.narrow()
    ticket.moment.keep(ticket.key, shelf)


def found(asked: "MultiDict[str, str]", shelf: list[Findable]) -> Iterator[SearchHit]:
    """Yield the pages that hold the words `q`, best first, with an excerpt of each.

    20 of the whole shelf, those after the first `skip`; up to 400 of one `document_id`.
    """
    query = asked.get("q", "")
    only = asked.get("document_id", type=int)
    skip = min(max(asked.get("skip", 0, type=int), 0), FARTHEST)
    pages = pages_with(
        query,
        [each for each in shelf if only in (None, each.id)],
        most=MOST_HITS if only is None else MOST_HITS_INSIDE,
        skip=skip,
    )
    for document, page in pages:
        excerpt = snippet(page.text, query)
        yield SearchHit(
            document_id=document.id,
            title=document.title,
            page=page.number,
            snippet=excerpt.text,
            hits=[(hit.start, hit.end) for hit in excerpt.hits],
        )
