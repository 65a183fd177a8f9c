"""Whom a step of the roster added, in one place.

Revision ID: 2026_11_21_roster_added
Revises: 2026_11_21_people
"""

import sqlalchemy as sa
from alembic import op

revision = '2026_11_21_roster_added'
down_revision = '2026_11_21_people'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table('roster_step', schema=None) as batch_op:
        batch_op.add_column(sa.Column('added', sa.JSON(), nullable=False, server_default='[]'))


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table('roster_step', schema=None) as batch_op:
        batch_op.drop_column('added')
