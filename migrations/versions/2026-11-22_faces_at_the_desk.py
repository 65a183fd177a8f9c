"""The head turn at the desk, and look-alikes that somebody looked at.

Revision ID: 2026_11_22_faces_at_the_desk
Revises: 2026_11_22_screen_content
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = "2026_11_22_faces_at_the_desk"
down_revision = "2026_11_22_screen_content"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version; nobody is asked to turn the head."""
    with op.batch_alter_table("congress", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("asks_head_turn", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_table(
        "face_difference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("marked_at", app.db.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegate_id"],
            ["delegate.id"],
            name=op.f("fk_face_difference_delegate_id_delegate"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["delegate.id"],
            name=op.f("fk_face_difference_other_id_delegate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_face_difference")),
        sa.UniqueConstraint(
            "delegate_id", "other_id", name=op.f("uq_face_difference_delegate_id_other_id")
        ),
    )
    op.create_index(
        op.f("ix_face_difference_other_id"), "face_difference", ["other_id"], unique=False
    )


def downgrade() -> None:
    """Go back; which look-alikes were looked at is lost."""
    op.drop_index(op.f("ix_face_difference_other_id"), table_name="face_difference")
    op.drop_table("face_difference")
    with op.batch_alter_table("congress", schema=None) as batch_op:
        batch_op.drop_column("asks_head_turn")
