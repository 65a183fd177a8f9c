"""Private notes of an agenda item, for whoever runs the hall.

Revision ID: 2026_11_22_item_notes
Revises: 2026_11_22_delegate_indexes
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_item_notes"
down_revision = "2026_11_22_delegate_indexes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("notes", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.alter_column("notes", server_default=None)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_column("notes")
