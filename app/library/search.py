"""Full-text search over pages, without accents: SQLite FTS5 or PostgreSQL, one table each.

The table `page_search` is outside the models (an FTS5 table cannot be one); its rowid is the
page's id.
"""

from typing import Any, NamedTuple

from sqlalchemy import bindparam, select, text

from app.db import db
from app.library.models import DocumentVersion, Page
from app.library.queries import Findable
from documents import search

MOST_HITS = 40
MOST_HITS_INSIDE = 400
"""Pages of one document: a reader steps through all of them."""
# The plus keeps SQLite from asking the index anew for every row of the list (22 ms → 0.2 ms).
SQLITE_HITS = (
    "SELECT rowid FROM page_search WHERE page_search MATCH :words AND +rowid IN"
    " (SELECT id FROM page WHERE version_id IN :versions) ORDER BY rank LIMIT :most"
)
POSTGRESQL_HITS = (
    "SELECT page_search.rowid FROM to_tsquery('simple', :words) AS asked, page_search"
    " JOIN page ON page.id = page_search.rowid"
    " WHERE page_search.words @@ asked AND page.version_id IN :versions"
    " ORDER BY ts_rank(page_search.words, asked) DESC LIMIT :most"
)


class FoundPage(NamedTuple):
    """A page that holds what was asked for."""

    number: int
    text: str


def index_version(version: DocumentVersion) -> None:
    """Make every page of a version findable, in the present transaction."""
    unindex_version(version)
    pages = db.session.query(Page.id, Page.text).filter_by(version_id=version.id).all()
    rows = [{"id": page_id, "folded": search.index_text(words)} for page_id, words in pages]
    if rows:
        db.session.execute(
            text("INSERT INTO page_search (rowid, folded) VALUES (:id, :folded)"), rows
        )


def unindex_version(version: DocumentVersion) -> None:
    """Take a version's pages out of the index, in the present transaction."""
    db.session.execute(
        text(
            "DELETE FROM page_search WHERE rowid IN"
            " (SELECT id FROM page WHERE version_id = :version)"
        ),
        {"version": version.id},
    )


def pages_with(
    query: str, documents: list[Findable], *, most: int = MOST_HITS
) -> list[tuple[Findable, FoundPage]]:
    """Return pages of the readable versions of `documents` that hold the query, best first."""
    by_version = {document.version_id: document for document in documents}
    is_sqlite = db.engine.dialect.name == "sqlite"
    words = search.fts5_query(query) if is_sqlite else search.tsquery(query)
    if not by_version or not search.query_words(query):
        return []
    statement = text(SQLITE_HITS if is_sqlite else POSTGRESQL_HITS).bindparams(
        bindparam("versions", expanding=True)
    )
    parameters: dict[str, Any] = {
        "words": words,
        "versions": list(by_version),
        "most": most,
    }
    ids = list(db.session.scalars(statement, parameters))
    columns = select(Page.id, Page.version_id, Page.number, Page.text).where(Page.id.in_(ids))
    pages = {row[0]: row for row in db.session.execute(columns)}
    return [
        (by_version[version_id], FoundPage(number, words))
        for _id, version_id, number, words in map(pages.__getitem__, ids)
    ]
