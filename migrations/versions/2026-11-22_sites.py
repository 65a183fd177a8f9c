"""Sites of a congress that meets in several places, and who and what belongs to each.

Revision ID: 2026_11_22_sites
Revises: 2026_11_22_slide_uploads
"""

import sqlalchemy as sa
from alembic import op

import app.db

revision = "2026_11_22_sites"
down_revision = "2026_11_22_slide_uploads"
branch_labels = None
depends_on = None
BELONGING = ("delegation", "delegate", "check_in", "link")


def upgrade() -> None:
    """Go to this version: everybody meets in one place."""
    op.create_table(
        "site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("congress_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("removed_at", app.db.Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["congress_id"],
            ["congress.id"],
            name=op.f("fk_site_congress_id_congress"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_index(op.f("ix_site_congress_id"), "site", ["congress_id"], unique=False)
    op.create_table(
        "device_site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("since", app.db.Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["device_id"],
            ["device.id"],
            name=op.f("fk_device_site_device_id_device"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["site.id"],
            name=op.f("fk_device_site_site_id_site"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_site")),
    )
    op.create_index(op.f("ix_device_site_device_id"), "device_site", ["device_id"], unique=False)
    for table in BELONGING:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("site_id", sa.Integer(), nullable=True))
            batch_op.create_index(op.f(f"ix_{table}_site_id"), ["site_id"], unique=False)
            batch_op.create_foreign_key(
                op.f(f"fk_{table}_site_id_site"), "site", ["site_id"], ["id"], ondelete="SET NULL"
            )


def downgrade() -> None:
    """Go back: everybody meets in one place."""
    for table in BELONGING:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f"fk_{table}_site_id_site"), type_="foreignkey")
            batch_op.drop_index(op.f(f"ix_{table}_site_id"))
            batch_op.drop_column("site_id")
    op.drop_table("device_site")
    op.drop_table("site")
