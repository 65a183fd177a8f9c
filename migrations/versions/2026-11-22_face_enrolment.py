"""Enrolment of faces: ZIPs, what the templates say about each other, links for own phones.

Revision ID: 2026_11_22_face_enrolment
Revises: 2026_11_22_replaced_badges
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = "2026_11_22_face_enrolment"
down_revision = "2026_11_22_replaced_badges"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    add_batches()
    add_calibrations()
    add_links()


def add_batches() -> None:
    """Add ZIPs of faces and their reports."""
    op.create_table(
        "face_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("made_at", app.db.Instant(timezone=True), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("problem", sa.String(length=20), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("of", sa.Integer(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["congress_id"],
            ["congress.id"],
            name=op.f("fk_face_batch_congress_id_congress"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_face_batch")),
    )
    with op.batch_alter_table("face_batch", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_face_batch_congress_id"), ["congress_id"], unique=False
        )


def add_calibrations() -> None:
    """Add what the templates of a congress say about each other."""
    op.create_table(
        "face_calibration",
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=120), nullable=False),
        sa.Column("counted_at", app.db.Instant(timezone=True), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["congress_id"],
            ["congress.id"],
            name=op.f("fk_face_calibration_congress_id_congress"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("congress_id", name=op.f("pk_face_calibration")),
    )


def add_links() -> None:
    """Add links to give a face on the own phone."""
    op.create_table(
        "enrolment_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", app.db.Instant(timezone=True), nullable=False),
        sa.Column("expires_at", app.db.Instant(timezone=True), nullable=False),
        sa.Column("revoked_at", app.db.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["delegate_id"],
            ["delegate.id"],
            name=op.f("fk_enrolment_link_delegate_id_delegate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_enrolment_link_token_hash")),
    )
    with op.batch_alter_table("enrolment_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_enrolment_link_delegate_id"), ["delegate_id"], unique=False
        )


def downgrade() -> None:
    """Go back; faces that were enrolled stay."""
    with op.batch_alter_table("enrolment_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enrolment_link_delegate_id"))
    op.drop_table("enrolment_link")
    op.drop_table("face_calibration")
    with op.batch_alter_table("face_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_face_batch_congress_id"))
    op.drop_table("face_batch")
