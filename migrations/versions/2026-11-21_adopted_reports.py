"""Credentials reports as the congress adopted them.

Revision ID: 2026_11_21_adopted_reports
Revises: 2026_11_21_roster_added
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = '2026_11_21_adopted_reports'
down_revision = '2026_11_21_roster_added'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table('adopted_report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('adopted_at', app.db.Instant(timezone=True), nullable=False),
    sa.Column('adopted_by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_adopted_report_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['congress_session.id'], name=op.f('fk_adopted_report_session_id_congress_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_adopted_report'))
    )
    with op.batch_alter_table('adopted_report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_adopted_report_congress_id'), ['congress_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_adopted_report_session_id'), ['session_id'], unique=False)


def downgrade() -> None:
    """Go back."""
    op.drop_table('adopted_report')
