"""Indexes on what speaks of a delegate: without them each one removed looks through a whole table.

Revision ID: 2026_11_22_delegate_indexes
Revises: 2026_11_22_substitutes
"""

from alembic import op

revision = "2026_11_22_delegate_indexes"
down_revision = "2026_11_22_substitutes"
branch_labels = None
depends_on = None

COLUMNS = (
    ("check_in", "delegate_id"),
    ("delegation", "leader_id"),
    ("discussion_group", "leader_id"),
)


def upgrade() -> None:
    """Go to this version."""
    for table, column in COLUMNS:
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    """Go back."""
    for table, column in COLUMNS:
        op.drop_index(f"ix_{table}_{column}", table)
