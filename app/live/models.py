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
