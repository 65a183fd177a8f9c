"""Discussion groups, birth years, the folded name, and the steps and drafts of the roster.

Revision ID: 2026_11_21_roster_steps
Revises: 2026_11_21_first_tables
"""

import sqlalchemy as sa
from alembic import op

import app.db
from documents.search import fold

revision = '2026_11_21_roster_steps'
down_revision = '2026_11_21_first_tables'
branch_labels = None
depends_on = None
LEADER_KEY = "fk_discussion_group_leader_id_delegate"
GROUP_KEY = "fk_delegate_group_id_discussion_group"
delegate = sa.table(
    "delegate",
    sa.column("id", sa.Integer()),
    sa.column("number", sa.String()),
    sa.column("name", sa.String()),
    sa.column("position", sa.String()),
    sa.column("seat", sa.String()),
    sa.column("birth_date", sa.Date()),
    sa.column("birth_year", sa.Integer()),
    sa.column("folded", sa.String()),
)


def upgrade() -> None:
    """Go to this version."""
    op.create_table('discussion_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('leader_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_discussion_group_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['leader_id'], ['delegate.id'], name=LEADER_KEY, ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_discussion_group')),
    sa.UniqueConstraint('congress_id', 'name', name=op.f('uq_discussion_group_congress_id_name'))
    )
    with op.batch_alter_table('delegate', schema=None) as batch_op:
        batch_op.alter_column('sort_key', existing_type=sa.String(length=200), type_=sa.String(length=300))
        batch_op.add_column(sa.Column('group_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('sort_name', sa.String(length=120), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('folded', sa.String(length=500), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('birth_year', sa.Integer(), nullable=True))
        batch_op.create_foreign_key(GROUP_KEY, 'discussion_group', ['group_id'], ['id'], ondelete='SET NULL')
        batch_op.create_index(batch_op.f('ix_delegate_group_id'), ['group_id'], unique=False)
    fill()
    op.create_table('roster_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('made_by', sa.String(length=80), nullable=False),
    sa.Column('made_at', app.db.Instant(timezone=True), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('undone_at', app.db.Instant(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_roster_step_congress_id_congress'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_step'))
    )
    op.create_index(op.f('ix_roster_step_congress_id'), 'roster_step', ['congress_id'])
    op.create_table('roster_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('step_id', sa.Integer(), nullable=False),
    sa.Column('delegate_id', sa.Integer(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=True),
    sa.Column('after', sa.JSON(), nullable=True),
    sa.ForeignKeyConstraint(['step_id'], ['roster_step.id'], name=op.f('fk_roster_entry_step_id_roster_step'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_entry'))
    )
    op.create_index(op.f('ix_roster_entry_step_id'), 'roster_entry', ['step_id'])
    op.create_index(op.f('ix_roster_entry_delegate_id'), 'roster_entry', ['delegate_id'])
    op.create_table('roster_draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('congress_id', sa.Integer(), nullable=False),
    sa.Column('file_name', sa.String(length=200), nullable=False),
    sa.Column('made_by', sa.String(length=80), nullable=False),
    sa.Column('made_at', app.db.Instant(timezone=True), nullable=False),
    sa.Column('packed', sa.LargeBinary(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('meanings', sa.JSON(), nullable=False),
    sa.Column('fixes', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('progress', sa.Integer(), nullable=False),
    sa.Column('step_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['congress_id'], ['congress.id'], name=op.f('fk_roster_draft_congress_id_congress'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['step_id'], ['roster_step.id'], name=op.f('fk_roster_draft_step_id_roster_step'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_roster_draft'))
    )
    op.create_index(op.f('ix_roster_draft_congress_id'), 'roster_draft', ['congress_id'])


def fill() -> None:
    """Give the delegates who are there their birth year and what the search looks in."""
    connection = op.get_bind()
    columns = (delegate.c.id, delegate.c.number, delegate.c.name, delegate.c.position, delegate.c.seat, delegate.c.birth_date)
    for row in connection.execute(sa.select(*columns)).all():
        words = fold(" ".join((row.number, row.name, row.position, row.seat)))
        values = {"folded": words, "birth_year": row.birth_date.year if row.birth_date else None}
        connection.execute(sa.update(delegate).where(delegate.c.id == row.id).values(values))


def downgrade() -> None:
    """Go back to the version before."""
    for table in ("roster_draft", "roster_entry", "roster_step"):
        op.drop_table(table)
    with op.batch_alter_table('delegate', schema=None) as batch_op:
        batch_op.drop_constraint(GROUP_KEY, type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_delegate_group_id'))
        for name in ('birth_year', 'folded', 'sort_name', 'group_id'):
            batch_op.drop_column(name)
        batch_op.alter_column('sort_key', existing_type=sa.String(length=300), type_=sa.String(length=200))
    op.drop_table('discussion_group')
