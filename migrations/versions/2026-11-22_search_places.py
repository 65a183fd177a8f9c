"""The index names a page by its version and number; PostgreSQL keeps only a page's words, unpacked.

A search need not look pages up to know which may be read, and to rank a hit PostgreSQL need not
fetch and unpack its words from beside the table.

Revision ID: 2026_11_22_search_places
Revises: 2026_11_22_photographs
"""

import sqlalchemy as sa
from alembic import op

from documents.search import fts5_table, index_text

revision = "2026_11_22_search_places"
down_revision = "2026_11_22_photographs"
branch_labels = None
depends_on = None

PLACE = "(CAST(page.version_id AS bigint) << 20) | page.number"
KEEP_FOUND = (
    "CREATE TEMPORARY TABLE kept AS SELECT {place} AS place, {column} AS content"
    " FROM page_search JOIN page ON page.id = page_search.rowid"
)
PUT_BACK_FOUND = (
    "INSERT INTO page_search (rowid, {column}) SELECT place, content FROM kept ORDER BY place"
)
KEEP_TEXTS = (
    "CREATE TEMPORARY TABLE kept AS SELECT page.id, page.text"
    " FROM page_search JOIN page ON page_search.rowid = ({place})"
)
PUT_BACK_TEXT = sa.text("INSERT INTO page_search (rowid, folded) VALUES (:id, :folded)")
PAGES_AT_ONCE = 100


def upgrade() -> None:
    """Go to this version."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    column = "folded" if is_sqlite else "words"
    op.execute(KEEP_FOUND.format(place=PLACE, column=column))
    op.execute("DROP TABLE page_search")
    if is_sqlite:
        op.execute(fts5_table("page_search"))
    else:
        # A page of words is 3 kB: kept in the row. The index is read right after it is written.
        op.execute(
            "CREATE TABLE page_search (rowid bigint PRIMARY KEY, words tsvector NOT NULL)"
            " WITH (toast_tuple_target = 8160)"
        )
        op.execute("ALTER TABLE page_search ALTER COLUMN words SET STORAGE MAIN")
        op.execute(
            "CREATE INDEX ix_page_search ON page_search USING gin (words) WITH (fastupdate = off)"
        )
    op.execute(PUT_BACK_FOUND.format(column=column))
    op.execute("DROP TABLE kept")


def downgrade() -> None:
    """Go back."""
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    op.execute(KEEP_TEXTS.format(place=PLACE))
    op.execute("DROP TABLE page_search")
    if is_sqlite:
        op.execute(fts5_table("page_search"))
    else:
        op.execute(
            "CREATE TABLE page_search (rowid integer PRIMARY KEY, folded text NOT NULL,"
            " words tsvector GENERATED ALWAYS AS (to_tsvector('simple', folded)) STORED)"
        )
        op.execute("CREATE INDEX ix_page_search ON page_search USING gin (words)")
    pages = connection.execute(sa.text("SELECT id, text FROM kept ORDER BY id"))
    while rows := pages.fetchmany(PAGES_AT_ONCE):
        folded = [{"id": page_id, "folded": index_text(words)} for page_id, words in rows]
        connection.execute(PUT_BACK_TEXT, folded)
    op.execute("DROP TABLE kept")
