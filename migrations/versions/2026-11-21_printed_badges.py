"""What each badge looked like when it was printed last.

Revision ID: 2026_11_21_printed_badges
Revises: 2026_11_21_device_reports
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = "2026_11_21_printed_badges"
down_revision = "2026_11_21_device_reports"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "printed_badge",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("face", sa.String(length=64), nullable=False),
        sa.Column("printed_at", app.db.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["delegate_id"], ["delegate.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["congress_id"], ["congress.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("delegate_id"),
    )
    with op.batch_alter_table("printed_badge", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_printed_badge_congress_id"), ["congress_id"], unique=False
        )


def downgrade() -> None:
    """Go back."""
    op.drop_table("printed_badge")
