"""Keys of uploads of slides: the same upload sent again makes no second slide.

Revision ID: 2026_11_22_slide_uploads
Revises: 2026_11_22_faces_at_the_desk
"""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_slide_uploads"
down_revision = "2026_11_22_faces_at_the_desk"
branch_labels = None
depends_on = None
UPLOAD_KEY = "uq_slide_upload_key"


def upgrade() -> None:
    """Go to this version; slides of before have no key."""
    with op.batch_alter_table("slide", schema=None) as batch_op:
        batch_op.add_column(sa.Column("upload_key", sa.String(length=64), nullable=True))
        batch_op.create_unique_constraint(UPLOAD_KEY, ["upload_key"])


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("slide", schema=None) as batch_op:
        batch_op.drop_constraint(UPLOAD_KEY, type_="unique")
        batch_op.drop_column("upload_key")
