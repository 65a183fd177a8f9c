"""What desks last told of themselves.

Revision ID: 2026_11_21_device_reports
Revises: 2026_11_21_adopted_reports
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = '2026_11_21_device_reports'
down_revision = '2026_11_21_adopted_reports'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table('device', schema=None) as batch_op:
        batch_op.add_column(sa.Column('seen_at', app.db.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('report', sa.JSON(), nullable=True))


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table('device', schema=None) as batch_op:
        batch_op.drop_column('report')
        batch_op.drop_column('seen_at')
