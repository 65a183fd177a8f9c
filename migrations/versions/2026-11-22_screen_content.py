"""What a paired screen shows.

Revision ID: 2026_11_22_screen_content
Revises: 2026_11_22_rehearsals
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_screen_content"
down_revision = "2026_11_22_rehearsals"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("device", schema=None) as batch_op:
        column = sa.Column("shows", sa.String(10), nullable=False, server_default="hall")
        batch_op.add_column(column)
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.alter_column("shows", server_default=None)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("device", schema=None) as batch_op:
        batch_op.drop_column("shows")
