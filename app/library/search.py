"""Full-text search over pages, without accents: SQLite FTS5 or PostgreSQL, one table each.

The table `page_search` is outside the models (an FTS5 table cannot be one). Its rowid says which
page it is (`place_of`), so that the index alone tells which hits the visitor may read. On
PostgreSQL a row keeps its words beside the index, unpacked: to rank a hit is to read them.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import TextClause, text

from app.db import db
from app.library.models import DocumentVersion, Page
from app.library.queries import Findable
from documents import search

MOST_HITS = 20
"""As many as one looks through before asking for more."""
MOST_HITS_INSIDE = 400
"""Pages of one document: a reader steps through all of them."""
PAGE_BITS = 20
PAGE_MASK = (1 << PAGE_BITS) - 1
"""A place is the version's id and, in its lowest 20 bits, the page's number."""


@dataclass(frozen=True)
class Dialect:
    """How one of the two databases is asked; a list of numbers goes in as one parameter."""

    packed: Callable[[list[int]], Any]
    hits: TextClause
    texts: TextClause
    insert: TextClause


SQLITE = Dialect(
    packed=json.dumps,
    hits=text(
        "SELECT rowid FROM page_search WHERE page_search MATCH :words"
        " AND rowid BETWEEN :first AND :last"
        " AND rowid >> 20 IN (SELECT value FROM json_each(:versions))"
        " ORDER BY rank LIMIT :most"
    ),
    texts=text(
        "SELECT page.version_id, page.number, page.text FROM json_each(:places) AS place"
        " CROSS JOIN page ON page.version_id = place.value >> 20"
        " AND page.number = place.value & 1048575"
    ),
    insert=text("INSERT INTO page_search (rowid, folded) VALUES (:place, :folded)"),
)
POSTGRESQL = Dialect(
    packed=list,
    hits=text(
        "SELECT rowid FROM page_search WHERE words @@ to_tsquery('simple', :words)"
        " AND rowid BETWEEN :first AND :last"
        " AND rowid >> 20 = ANY(CAST(:versions AS bigint[]))"
        " ORDER BY ts_rank(words, to_tsquery('simple', :words)) DESC, rowid LIMIT :most"
    ),
    texts=text(
        "SELECT page.version_id, page.number, page.text"
        " FROM unnest(CAST(:places AS bigint[])) AS place"
        " JOIN page ON page.version_id = CAST(place >> 20 AS integer)"
        " AND page.number = CAST(place & 1048575 AS integer)"
    ),
    insert=text(
        "INSERT INTO page_search (rowid, words) VALUES (:place, to_tsvector('simple', :folded))"
    ),
)


class FoundPage(NamedTuple):
    """A page that holds what was asked for."""

    number: int
    text: str


def place_of(version_id: int, number: int) -> int:
    """Return the number under which the index knows a page."""
    return version_id << PAGE_BITS | number


def index_version(version: DocumentVersion) -> None:
    """Make every page of a version findable, in the present transaction."""
    unindex_version(version.id)
    pages = db.session.query(Page.number, Page.text).filter_by(version_id=version.id).all()
    rows = [
        {"place": place_of(version.id, number), "folded": search.index_text(words)}
        for number, words in pages
    ]
    if rows:
        db.session.execute(dialect().insert, rows)


def unindex_version(version_id: int) -> None:
    """Take a version's pages out of the index, in the present transaction."""
    db.session.execute(
        text("DELETE FROM page_search WHERE rowid BETWEEN :first AND :last"),
        {"first": place_of(version_id, 0), "last": place_of(version_id, PAGE_MASK)},
    )


def pages_with(
    query: str, documents: Sequence[Findable], *, most: int = MOST_HITS, skip: int = 0
) -> list[tuple[Findable, FoundPage]]:
    """Return pages of the readable versions of `documents` that hold the query, best first."""
    by_version = {document.version_id: document for document in documents}
    if not by_version:
        return []
    places = places_with(query, sorted(by_version), most=skip + most)[skip:]
    if not places:
        return []
    rows = db.session.execute(dialect().texts, {"places": dialect().packed(places)})
    texts = {place_of(version_id, number): words for version_id, number, words in rows}
    return [
        (by_version[place >> PAGE_BITS], FoundPage(place & PAGE_MASK, texts[place]))
        for place in places
        if place in texts
    ]


def places_with(query: str, versions: list[int], *, most: int) -> list[int]:
    """Return where the query stands, best first: as a phrase, then its words anywhere on a page.

    Only when the phrase stands on too few pages are the others looked for: in Vietnamese most
    pages hold most syllables, and to rank them all takes longer than everything else.
    """
    asked = dialect()
    fixed = {
        "first": place_of(versions[0], 0),
        "last": place_of(versions[-1], PAGE_MASK),
        "versions": asked.packed(versions),
    }
    found: dict[int, None] = {}
    questions = search.fts5_queries if asked is SQLITE else search.tsqueries
    for words in questions(query):
        if len(found) < most:
            parameters = {**fixed, "words": words, "most": most}
            found |= dict.fromkeys(db.session.scalars(asked.hits, parameters))
    return list(found)[:most]


def dialect() -> Dialect:
    """Return how this server's database is asked."""
    return SQLITE if db.engine.dialect.name == "sqlite" else POSTGRESQL
