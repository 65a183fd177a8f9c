"""Private notes and page marks, kept with a delegate's badge.

Revision ID: 2026_11_21_private_notes
Revises: 2026_11_21_shelf_and_archive
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = '2026_11_21_private_notes'
down_revision = '2026_11_21_shelf_and_archive'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table('private_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('delegate_id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('page', sa.Integer(), nullable=False),
    sa.Column('marked', sa.Boolean(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('changed_at', app.db.Instant(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['delegate_id'], ['delegate.id'], name=op.f('fk_private_note_delegate_id_delegate'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_private_note_document_id_document'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_private_note')),
    sa.UniqueConstraint('delegate_id', 'document_id', 'page', name=op.f('uq_private_note_delegate_id_document_id_page'))
    )
    with op.batch_alter_table('private_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_private_note_document_id'), ['document_id'], unique=False)


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table('private_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_private_note_document_id'))
    op.drop_table('private_note')
