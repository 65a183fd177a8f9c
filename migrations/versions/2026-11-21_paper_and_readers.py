"""paper and readers: printed sheets, the hall's Wi-Fi, who opened what, the paper meter.

Revision ID: 2026_11_21_paper_and_readers
Revises: 2026_11_21_private_notes
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = "2026_11_21_paper_and_readers"
down_revision = "2026_11_21_private_notes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    with op.batch_alter_table("link") as table:
        table.add_column(sa.Column("renewed_at", app.db.Instant(timezone=True), nullable=True))
    op.create_table(
        "printed_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=20), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("public_url", sa.String(length=300), nullable=False),
        sa.Column("printed_at", app.db.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["congress_id"],
            ["congress.id"],
            name=op.f("fk_printed_sheet_congress_id_congress"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["link_id"],
            ["link.id"],
            name=op.f("fk_printed_sheet_link_id_link"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_sheet")),
    )
    with op.batch_alter_table("printed_sheet") as table:
        table.create_index(op.f("ix_printed_sheet_congress_id"), ["congress_id"], unique=False)
    op.create_table(
        "hall_network",
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("password", sa.String(length=63), nullable=False),
        sa.ForeignKeyConstraint(
            ["congress_id"],
            ["congress.id"],
            name=op.f("fk_hall_network_congress_id_congress"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("congress_id", name=op.f("pk_hall_network")),
    )
    op.create_table(
        "readership",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("openings", sa.Integer(), nullable=False),
        sa.Column("readers", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_readership_document_id_document"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_readership")),
    )
    op.create_table(
        "opening",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("delegate_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", app.db.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_opening_document_id_document"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["delegate_id"],
            ["delegate.id"],
            name=op.f("fk_opening_delegate_id_delegate"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", "delegate_id", name=op.f("pk_opening")),
    )
    with op.batch_alter_table("opening") as table:
        table.create_index(op.f("ix_opening_delegate_id"), ["delegate_id"], unique=False)
    op.create_table(
        "paper_settings",
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("is_duplex", sa.Boolean(), nullable=False),
        sa.Column("cost_per_page", sa.Integer(), nullable=True),
        sa.Column("seconds_per_set", sa.Integer(), nullable=True),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["congress_id"],
            ["congress.id"],
            name=op.f("fk_paper_settings_congress_id_congress"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("congress_id", name=op.f("pk_paper_settings")),
    )
    op.create_table(
        "print_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sets", sa.Integer(), nullable=False),
        sa.Column("printed_on", sa.Date(), nullable=False),
        sa.Column("entered_by", sa.String(length=120), nullable=False),
        sa.Column("entered_at", app.db.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["congress_id"],
            ["congress.id"],
            name=op.f("fk_print_run_congress_id_congress"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_print_run_document_id_document"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_run")),
    )
    with op.batch_alter_table("print_run") as table:
        table.create_index(op.f("ix_print_run_congress_id"), ["congress_id"], unique=False)


def downgrade() -> None:
    """Go back to the version before."""
    for name in (
        "print_run",
        "paper_settings",
        "opening",
        "readership",
        "hall_network",
        "printed_sheet",
    ):
        op.drop_table(name)
    with op.batch_alter_table("link") as table:
        table.drop_column("renewed_at")
