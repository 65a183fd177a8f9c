"""What the paper meter is told: how paper would have been used, and what was really printed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Instant


class PaperSettings(Base):
    """How a congress would have used paper; what nobody entered is not guessed."""

    __tablename__ = "paper_settings"

    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True
    )
    copies: Mapped[int | None]
    """Copies of each document; None stands for the delegates convened."""
    is_duplex: Mapped[bool] = mapped_column(default=True)
    cost_per_page: Mapped[int | None]
    """In đồng, for one printed page."""
    seconds_per_set: Mapped[int | None]
    """To put together and hand out one copy of one document."""
    left_out: Mapped[list[Any]] = mapped_column(JSON, default=list)
    """Ids of documents that nobody would have printed, such as slides."""


class PrintRun(Base):
    """Copies of a document that were printed after all; each entry stays as it was made."""

    __tablename__ = "print_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), index=True
    )
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    sets: Mapped[int]
    printed_on: Mapped[date]
    entered_by: Mapped[str] = mapped_column(String(120))
    """The name of whoever entered it, as they signed in."""
    entered_at: Mapped[datetime] = mapped_column(Instant)
