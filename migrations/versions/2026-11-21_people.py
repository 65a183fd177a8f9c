"""Second factor and recovery codes of accounts, invitations, where a browser was last seen.

Revision ID: 2026_11_21_people
Revises: 2026_11_21_paper_and_readers
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = '2026_11_21_people'
down_revision = '2026_11_21_paper_and_readers'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table('user', schema=None) as batch_op:
        batch_op.add_column(sa.Column('totp_secret', sa.String(length=200), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('totp_since', app.db.Instant(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('totp_step', sa.Integer(), nullable=False, server_default='0'))
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.add_column(sa.Column('address', sa.String(length=45), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('seen_at', app.db.Instant(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_sign_in_user_id'), ['user_id'], unique=False)
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_role_grant_user_id'), ['user_id'], unique=False)
    op.create_table('recovery_code',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('used_at', app.db.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_recovery_code_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recovery_code')),
    sa.UniqueConstraint('user_id', 'code_hash', name=op.f('uq_recovery_code_user_id_code_hash'))
    )
    op.create_table('second_factor_rule',
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.PrimaryKeyConstraint('role', name=op.f('pk_second_factor_rule'))
    )
    op.create_table('invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('display_name', sa.String(length=120), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=True),
    sa.Column('created_at', app.db.Instant(timezone=True), nullable=False),
    sa.Column('expires_at', app.db.Instant(timezone=True), nullable=False),
    sa.Column('used_at', app.db.Instant(timezone=True), nullable=True),
    sa.Column('revoked_at', app.db.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_invitation_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_invitation_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_invitation_user_id_user'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_invitation_token_hash'))
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table('invitation')
    op.drop_table('second_factor_rule')
    op.drop_table('recovery_code')
    with op.batch_alter_table('role_grant', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_role_grant_user_id'))
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_user_id'))
        batch_op.drop_column('seen_at')
        batch_op.drop_column('address')
    with op.batch_alter_table('user', schema=None) as batch_op:
        for name in ('totp_step', 'totp_since', 'totp_secret'):
            batch_op.drop_column(name)
