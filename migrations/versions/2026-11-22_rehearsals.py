"""The congress that a rehearsal is of.

Revision ID: 2026_11_22_rehearsals
Revises: 2026_11_22_desk_truth
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_rehearsals"
down_revision = "2026_11_22_desk_truth"
branch_labels = None
depends_on = None

OF = "fk_congress_rehearsal_of_id_congress"
ONE = "uq_congress_rehearsal_of_id"


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("congress", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rehearsal_of_id", sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(ONE, ["rehearsal_of_id"])
        batch_op.create_foreign_key(OF, "congress", ["rehearsal_of_id"], ["id"])


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("congress", schema=None) as batch_op:
        batch_op.drop_constraint(OF, type_="foreignkey")
        batch_op.drop_constraint(ONE, type_="unique")
        batch_op.drop_column("rehearsal_of_id")
