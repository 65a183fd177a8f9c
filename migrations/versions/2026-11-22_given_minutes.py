"""The minutes that an agenda item gave away when it was skipped, and to which item.

Revision ID: 2026_11_22_given_minutes
Revises: 2026_11_22_item_notes
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_given_minutes"
down_revision = "2026_11_22_item_notes"
branch_labels = None
depends_on = None

HEIR = "fk_agenda_item_given_to_id_agenda_item"


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("given_minutes", sa.Integer(), nullable=False, server_default="0")
        )
        batch_op.add_column(sa.Column("given_to_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            HEIR, "agenda_item", ["given_to_id"], ["id"], ondelete="SET NULL"
        )
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.alter_column("given_minutes", server_default=None)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_constraint(HEIR, type_="foreignkey")
        batch_op.drop_column("given_to_id")
        batch_op.drop_column("given_minutes")
