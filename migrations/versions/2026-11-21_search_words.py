"""PostgreSQL keeps the words of each page beside its text: to rank hits it split them anew.

Revision ID: 2026_11_21_search_words
Revises: 2026_11_21_seen_events
"""

from alembic import op

from documents.search import gin_index

revision = "2026_11_21_search_words"
down_revision = "2026_11_21_seen_events"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP INDEX ix_page_search")
        op.execute(
            "ALTER TABLE page_search ADD COLUMN words tsvector"
            " GENERATED ALWAYS AS (to_tsvector('simple', folded)) STORED"
        )
        op.execute("CREATE INDEX ix_page_search ON page_search USING gin (words)")


def downgrade() -> None:
    """Go back."""
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP INDEX ix_page_search")
        op.execute("ALTER TABLE page_search DROP COLUMN words")
        op.execute(gin_index("ix_page_search", table="page_search", column="folded"))
