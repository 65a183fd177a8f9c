"""The congress and its sessions."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Instant


class Congress(Base):
    """One congress: everything else belongs to one."""

    __tablename__ = "congress"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    title: Mapped[str] = mapped_column(String(300))
    term: Mapped[str] = mapped_column(String(40), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    venue: Mapped[str] = mapped_column(String(200), default="")
    time_zone: Mapped[str] = mapped_column(String(60))
    quorum_numerator: Mapped[int] = mapped_column(default=2)
    quorum_denominator: Mapped[int] = mapped_column(default=3)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
    """Since when it is read-only."""
    public_until: Mapped[datetime | None] = mapped_column(Instant)
    """Until when phones may read documents for everybody; None is for ever."""
    delegates_until: Mapped[datetime | None] = mapped_column(Instant)
    presidium_until: Mapped[datetime | None] = mapped_column(Instant)
    keeps_photos: Mapped[bool] = mapped_column(default=False)
    """Photographs of delegates who agree are kept for badges and the desk."""
    rehearsal_of_id: Mapped[int | None] = mapped_column(ForeignKey("congress.id"), unique=True)
    """The congress that is rehearsed in this one; such a copy is erased when that is over."""
    asks_head_turn: Mapped[bool] = mapped_column(default=False)
    """Desks ask whoever they would know for sure to turn the head first."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    sessions: Mapped[list["CongressSession"]] = relationship(
        back_populates="congress", order_by="CongressSession.starts_at"
    )

    @property
    def utc_offset_minutes(self) -> int:
        """Minutes east of UTC at the venue on the first day; forms read local times with it."""
        morning = datetime.combine(self.starts_on, time(8), ZoneInfo(self.time_zone))
        offset = morning.utcoffset()
        return round(offset.total_seconds() / 60) if offset else 0


class CongressSession(Base):
    """A session (phiên) of the congress; attendance is counted afresh in each."""

    __tablename__ = "congress_session"
    __table_args__ = (Index("ix_congress_session_congress", "congress_id", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    roll_call_closed_at: Mapped[datetime | None] = mapped_column(Instant)
    congress: Mapped[Congress] = relationship(back_populates="sessions")


class PrintedSheet(Base):
    """When a sheet with codes was printed last, and which address its codes hold."""

    __tablename__ = "printed_sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), index=True
    )
    sheet: Mapped[str] = mapped_column(String(20))
    """poster, tables, documents, badges, …: a name of app.printing."""
    link_id: Mapped[int | None] = mapped_column(ForeignKey("link.id", ondelete="CASCADE"))
    public_url: Mapped[str] = mapped_column(String(300))
    printed_at: Mapped[datetime] = mapped_column(Instant)


class HallNetwork(Base):
    """The Wi-Fi of the hall as delegates join it; without a password it is open."""

    __tablename__ = "hall_network"

    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(String(32))
    password: Mapped[str] = mapped_column(String(63), default="")
