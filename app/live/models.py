"""What the hall sees now."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Instant


class Stage(Base):
    """The state of the hall; one row for each congress, absolute, never a step."""

    __tablename__ = "stage"

    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True
    )
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"))
    slide_id: Mapped[int | None] = mapped_column(ForeignKey("slide.id", ondelete="SET NULL"))
    video_state: Mapped[str] = mapped_column(String(10), default="stopped")
    video_position_seconds: Mapped[float] = mapped_column(default=0.0)
    video_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the position was true; a playing video has moved on since."""
    blank: Mapped[bool] = mapped_column(default=False)
    hold: Mapped[bool] = mapped_column(default=False)
    announcement: Mapped[str] = mapped_column(Text, default="")
    countdown_ends_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the time that everybody sees running is over; None: none is shown."""
    floor_delegate_id: Mapped[int | None] = mapped_column(
        ForeignKey("delegate.id", ondelete="SET NULL"), index=True
    )
    """Who has the floor; what is shown is read from the roster, so that it goes with the person."""
    floor_name: Mapped[str] = mapped_column(String(120), default="")
    """Who has the floor without being on the roster; empty: nobody, or a delegate."""
    floor_position: Mapped[str] = mapped_column(String(200), default="")
    floor_delegation: Mapped[str] = mapped_column(String(200), default="")
