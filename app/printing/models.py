"""Which face of a badge was printed last: so that only new and changed ones are printed again."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Instant


class PrintedBadge(Base):
    """What was on a delegate's badge when it was printed last."""

    __tablename__ = "printed_badge"

    delegate_id: Mapped[int] = mapped_column(
        ForeignKey("delegate.id", ondelete="CASCADE"), primary_key=True
    )
    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), index=True
    )
    face: Mapped[str] = mapped_column(String(64))
    """SHA-256 of everything on the front, its secret code included: nobody can guess it back."""
    printed_at: Mapped[datetime] = mapped_column(Instant)
