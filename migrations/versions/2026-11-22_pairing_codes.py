"""Short codes that pair a desk or a screen, once and within minutes.

Revision ID: 2026_11_22_pairing_codes
Revises: 2026_11_21_search_words
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = "2026_11_22_pairing_codes"
down_revision = "2026_11_21_search_words"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "pairing_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", app.db.Instant(timezone=True), nullable=False),
        sa.Column("expires_at", app.db.Instant(timezone=True), nullable=False),
        sa.Column("revoked_at", app.db.Instant(timezone=True), nullable=True),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["congress_id"],
            ["congress.id"],
            name=op.f("fk_pairing_code_congress_id_congress"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["device.id"],
            name=op.f("fk_pairing_code_device_id_device"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_pairing_code_code_hash")),
    )
    with op.batch_alter_table("pairing_code", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pairing_code_congress_id"), ["congress_id"], unique=False
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("pairing_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pairing_code_congress_id"))
    op.drop_table("pairing_code")
