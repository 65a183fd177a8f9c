"""Guests who were entered at the door, and the desk's own name for an absence it entered.

Revision ID: 2026_11_22_walk_ins
Revises: 2026_11_22_search_places
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = "2026_11_22_walk_ins"
down_revision = "2026_11_22_search_places"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "walk_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("recorded_by", sa.String(length=80), nullable=False),
        sa.Column("received_at", app.db.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["congress_id"],
            ["congress.id"],
            name=op.f("fk_walk_in_congress_id_congress"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["delegate_id"],
            ["delegate.id"],
            name=op.f("fk_walk_in_delegate_id_delegate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walk_in")),
        sa.UniqueConstraint("congress_id", "key", name=op.f("uq_walk_in_congress_id_key")),
    )
    with op.batch_alter_table("walk_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_walk_in_delegate_id"), ["delegate_id"], unique=False)
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("key", sa.String(80), nullable=False, server_default=""))
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.alter_column("key", existing_type=sa.String(80), server_default=None)


def downgrade() -> None:
    """Go back; the guests stay, as guests of the roster."""
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_column("key")
    with op.batch_alter_table("walk_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_walk_in_delegate_id"))
    op.drop_table("walk_in")
