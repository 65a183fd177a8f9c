"""Photographs kept for badges and the desk, with a consent of their own.

Revision ID: 2026_11_22_photographs
Revises: 2026_11_22_reported_absences
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = "2026_11_22_photographs"
down_revision = "2026_11_22_reported_absences"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version; every consent of before was one to face check-in."""
    with op.batch_alter_table("congress", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("keeps_photos", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("purpose", sa.String(length=10), nullable=False, server_default="face")
        )
    op.create_table(
        "delegate_photo",
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("kept_at", app.db.Instant(timezone=True), nullable=False),
        sa.Column("removed_at", app.db.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["delegate_id"],
            ["delegate.id"],
            name=op.f("fk_delegate_photo_delegate_id_delegate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("delegate_id", name=op.f("pk_delegate_photo")),
    )
    op.create_table(
        "photo_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("made_at", app.db.Instant(timezone=True), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("problem", sa.String(length=20), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["congress_id"],
            ["congress.id"],
            name=op.f("fk_photo_batch_congress_id_congress"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_batch")),
    )
    with op.batch_alter_table("photo_batch", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_photo_batch_congress_id"), ["congress_id"], unique=False
        )


def downgrade() -> None:
    """Go back; without its purpose a consent to a photograph would pass for one to faces."""
    with op.batch_alter_table("photo_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_photo_batch_congress_id"))
    op.drop_table("photo_batch")
    op.drop_table("delegate_photo")
    op.execute("DELETE FROM consent WHERE purpose <> 'face'")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_column("purpose")
    with op.batch_alter_table("congress", schema=None) as batch_op:
        batch_op.drop_column("keeps_photos")
