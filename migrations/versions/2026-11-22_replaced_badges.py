"""Badges that were replaced, so that a desk can say so.

Revision ID: 2026_11_22_replaced_badges
Revises: 2026_11_22_walk_ins
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = "2026_11_22_replaced_badges"
down_revision = "2026_11_22_walk_ins"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "replaced_badge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("badge_hash", sa.String(length=64), nullable=False),
        sa.Column("replaced_at", app.db.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"],
            ["delegate.id"],
            name=op.f("fk_replaced_badge_delegate_id_delegate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replaced_badge")),
        sa.UniqueConstraint("badge_hash", name=op.f("uq_replaced_badge_badge_hash")),
    )
    with op.batch_alter_table("replaced_badge", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_replaced_badge_delegate_id"), ["delegate_id"], unique=False
        )


def downgrade() -> None:
    """Go back: replaced badges are unknown ones again."""
    with op.batch_alter_table("replaced_badge", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_replaced_badge_delegate_id"))
    op.drop_table("replaced_badge")
