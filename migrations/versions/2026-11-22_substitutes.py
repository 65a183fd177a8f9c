"""Substitutes who have a delegate's place, and since when.

Revision ID: 2026_11_22_substitutes
Revises: 2026_11_22_face_enrolment
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = "2026_11_22_substitutes"
down_revision = "2026_11_22_face_enrolment"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version; who was named before stood in for nobody, and counts as it was told."""
    with op.batch_alter_table("absence", schema=None) as batch_op:
        for name in ("substitute_since", "substitute_until"):
            batch_op.add_column(sa.Column(name, app.db.Instant(timezone=True), nullable=True))


def downgrade() -> None:
    """Go back: whoever was named is only named."""
    with op.batch_alter_table("absence", schema=None) as batch_op:
        for name in ("substitute_until", "substitute_since"):
            batch_op.drop_column(name)
