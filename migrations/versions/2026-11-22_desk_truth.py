"""Which browser a desk page is, clocks that are off by years, and what held of absences before.

Revision ID: 2026_11_22_desk_truth
Revises: 2026_11_22_stage_floor
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = "2026_11_22_desk_truth"
down_revision = "2026_11_22_stage_floor"
branch_labels = None
depends_on = None

MOMENTS = ("excused_since", "excused_until", "place_since", "place_until")
MOST_MS = 2**31 - 1


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.add_column(sa.Column("desk", sa.String(40), nullable=False, server_default=""))
        batch_op.alter_column(
            "clock_offset_ms",
            existing_type=sa.Integer(),
            type_=sa.BigInteger(),
            existing_nullable=False,
        )
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.alter_column("desk", existing_type=sa.String(40), server_default=None)
    op.create_table(
        "earlier_absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        *(sa.Column(name, app.db.Instant(timezone=True), nullable=True) for name in MOMENTS),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["congress_session.id"],
            name=op.f("fk_earlier_absence_session_id_congress_session"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["delegate_id"],
            ["delegate.id"],
            name=op.f("fk_earlier_absence_delegate_id_delegate"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["substitute_id"],
            ["delegate.id"],
            name=op.f("fk_earlier_absence_substitute_id_delegate"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_absence")),
    )
    with op.batch_alter_table("earlier_absence", schema=None) as batch_op:
        for name in ("session_id", "delegate_id", "substitute_id"):
            batch_op.create_index(f"ix_earlier_absence_{name}", [name], unique=False)


def downgrade() -> None:
    """Go back: what held before is forgotten, and clocks are off by at most 24 days."""
    op.drop_table("earlier_absence")
    op.execute(
        f"UPDATE check_in SET clock_offset_ms = {MOST_MS} WHERE clock_offset_ms > {MOST_MS}"  # noqa: S608  numbers of this file
    )
    op.execute(
        f"UPDATE check_in SET clock_offset_ms = -{MOST_MS} WHERE clock_offset_ms < -{MOST_MS}"  # noqa: S608  numbers of this file
    )
    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.alter_column(
            "clock_offset_ms",
            existing_type=sa.BigInteger(),
            type_=sa.Integer(),
            existing_nullable=False,
        )
        batch_op.drop_column("desk")
