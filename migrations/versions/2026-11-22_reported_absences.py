"""Who reported an absence, who is named to come instead, and what the secretariat decided.

What was reported until now counted at once: it is taken over as confirmed.

Revision ID: 2026_11_22_reported_absences
Revises: 2026_11_22_pairing_codes
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = "2026_11_22_reported_absences"
down_revision = "2026_11_22_pairing_codes"
branch_labels = None
depends_on = None

PEOPLE = ("reporter_id", "substitute_id")
TEXTS = {"reported_by": sa.String(80), "decided_by": sa.String(80), "decline_reason": sa.Text()}
MOMENTS = ("confirmed_at", "declined_at")


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("absence", schema=None) as batch_op:
        for name, kind in TEXTS.items():
            batch_op.add_column(sa.Column(name, kind, nullable=False, server_default=""))
        for name in MOMENTS:
            batch_op.add_column(sa.Column(name, app.db.Instant(timezone=True), nullable=True))
        for name in PEOPLE:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
            batch_op.create_foreign_key(
                batch_op.f(f"fk_absence_{name}_delegate"),
                "delegate",
                [name],
                ["id"],
                ondelete="SET NULL",
            )
            batch_op.create_index(batch_op.f(f"ix_absence_{name}"), [name], unique=False)
    op.execute("UPDATE absence SET confirmed_at = reported_at")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        for name, kind in TEXTS.items():
            batch_op.alter_column(name, existing_type=kind, server_default=None)


def downgrade() -> None:
    """Go back; what was not confirmed is lost, for it did not count."""
    op.execute("DELETE FROM absence WHERE confirmed_at IS NULL OR declined_at IS NOT NULL")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        for name in PEOPLE:
            batch_op.drop_index(batch_op.f(f"ix_absence_{name}"))
            batch_op.drop_constraint(batch_op.f(f"fk_absence_{name}_delegate"), type_="foreignkey")
            batch_op.drop_column(name)
        for name in (*MOMENTS, *TEXTS):
            batch_op.drop_column(name)
