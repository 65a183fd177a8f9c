"""Which check-ins a person should look at: jumps of a desk's clock, and what was looked at.

Revision ID: 2026_11_21_seen_events
Revises: 2026_11_21_printed_badges
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = "2026_11_21_seen_events"
down_revision = "2026_11_21_printed_badges"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("clock_jumped", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("seen_at", app.db.Instant(timezone=True), nullable=True))
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.alter_column("clock_jumped", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.drop_column("seen_at")
        batch_op.drop_column("clock_jumped")
