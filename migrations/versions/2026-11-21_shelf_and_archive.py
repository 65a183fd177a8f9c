"""Items of documents, steps and keys of versions, the archive and how long documents stay.

Revision ID: 2026_11_21_shelf_and_archive
Revises: 2026_11_21_roster_steps
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = '2026_11_21_shelf_and_archive'
down_revision = '2026_11_21_roster_steps'
branch_labels = None
depends_on = None
ITEM_KEY = "fk_document_agenda_item_id_agenda_item"
UPLOAD_KEY = "uq_document_version_upload_key"
MOMENTS = ("archived_at", "public_until", "delegates_until", "presidium_until")


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table('congress', schema=None) as batch_op:
        for name in MOMENTS:
            batch_op.add_column(sa.Column(name, app.db.Instant(timezone=True), nullable=True))
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.add_column(sa.Column('agenda_item_id', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(ITEM_KEY, 'agenda_item', ['agenda_item_id'], ['id'], ondelete='SET NULL')
    with op.batch_alter_table('document_version', schema=None) as batch_op:
        batch_op.add_column(sa.Column('step', sa.String(length=10), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('added_by', sa.String(length=40), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('upload_key', sa.String(length=64), nullable=True))
        batch_op.create_unique_constraint(UPLOAD_KEY, ['upload_key'])


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table('document_version', schema=None) as batch_op:
        batch_op.drop_constraint(UPLOAD_KEY, type_='unique')
        for name in ('upload_key', 'added_by', 'step'):
            batch_op.drop_column(name)
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.drop_constraint(ITEM_KEY, type_='foreignkey')
        batch_op.drop_column('agenda_item_id')
    with op.batch_alter_table('congress', schema=None) as batch_op:
        for name in reversed(MOMENTS):
            batch_op.drop_column(name)
