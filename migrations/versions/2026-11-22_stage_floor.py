"""The countdown of the hall, and who has the floor.

Revision ID: 2026_11_22_stage_floor
Revises: 2026_11_22_given_minutes
"""

import sqlalchemy as sa
from alembic import op

from app.db import Instant

revision = "2026_11_22_stage_floor"
down_revision = "2026_11_22_given_minutes"
branch_labels = None
depends_on = None

WORDS = {"floor_name": 120, "floor_position": 200, "floor_delegation": 200}


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("stage", schema=None) as batch_op:
        batch_op.add_column(sa.Column("countdown_ends_at", Instant(), nullable=True))
        batch_op.add_column(sa.Column("floor_delegate_id", sa.Integer(), nullable=True))
        for name, length in WORDS.items():
            column = sa.Column(name, sa.String(length), nullable=False, server_default="")
            batch_op.add_column(column)
        batch_op.create_foreign_key(
            batch_op.f("fk_stage_floor_delegate_id_delegate"),
            "delegate",
            ["floor_delegate_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_index(
            batch_op.f("ix_stage_floor_delegate_id"), ["floor_delegate_id"], unique=False
        )
    with op.batch_alter_table("stage", schema=None) as batch_op:
        for name in WORDS:
            batch_op.alter_column(name, server_default=None)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("stage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stage_floor_delegate_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_stage_floor_delegate_id_delegate"), type_="foreignkey"
        )
        for name in reversed(WORDS):
            batch_op.drop_column(name)
        batch_op.drop_column("floor_delegate_id")
        batch_op.drop_column("countdown_ends_at")
