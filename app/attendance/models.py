"""Every check-in as it happened, and the absences that were announced."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Instant


class CheckIn(Base):
    """One event at a desk; never changed but for its undoing."""

    __tablename__ = "check_in"
    __table_args__ = (
        UniqueConstraint("congress_id", "key"),
        Index("ix_check_in_session_delegate", "session_id", "delegate_id", "happened_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey("congress_session.id", ondelete="CASCADE"))
    delegate_id: Mapped[int | None] = mapped_column(
        ForeignKey("delegate.id", ondelete="SET NULL"), index=True
    )
    key: Mapped[str] = mapped_column(String(80))
    """The desk's own name for the event: the same key is the same event."""
    body_hash: Mapped[str] = mapped_column(String(64))
    direction: Mapped[str] = mapped_column(String(3))
    method: Mapped[str] = mapped_column(String(5))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id", ondelete="SET NULL"))
    site_id: Mapped[int | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    """Where the desk stood when it happened; None where nobody had said it."""
    desk: Mapped[str] = mapped_column(String(40), default="")
    """What the browser of a desk page calls itself: one computer has one clock."""
    recorded_by: Mapped[str] = mapped_column(String(80), default="")
    """The desk's or the person's name as it was at that moment."""
    desk_at: Mapped[datetime] = mapped_column(Instant)
    """By the desk's own clock."""
    clock_offset_ms: Mapped[int] = mapped_column(BigInteger, default=0)
    """Server minus desk clock, measured at sending."""
    happened_at: Mapped[datetime] = mapped_column(Instant)
    """desk_at + clock_offset_ms: what events are ordered by, ties by id."""
    received_at: Mapped[datetime] = mapped_column(Instant)
    conflict: Mapped[str] = mapped_column(String(20), default="")
    """Empty, or what a person should look at: already_in, already_out, unknown_delegate …"""
    clock_jumped: Mapped[bool] = mapped_column(default=False)
    """The desk's clock had moved since the event that it sent before."""
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    """When somebody looked at what does not fit and let it stand."""
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    undo_reason: Mapped[str] = mapped_column(Text, default="")


class WalkIn(Base):
    """A guest who was entered at the door: what a desk sent, so that it is counted once."""

    __tablename__ = "walk_in"
    __table_args__ = (UniqueConstraint("congress_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    delegate_id: Mapped[int] = mapped_column(
        ForeignKey("delegate.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(80))
    body_hash: Mapped[str] = mapped_column(String(64))
    phone: Mapped[str] = mapped_column(String(40), default="")
    recorded_by: Mapped[str] = mapped_column(String(80), default="")
    received_at: Mapped[datetime] = mapped_column(Instant)


class Absence(Base):
    """A delegate who will not come to a session: reported, then confirmed or declined.

    Only what was confirmed counts as excused. What a desk or the office enters is confirmed at
    once; what the delegation's leader reports waits for the secretariat.
    """

    __tablename__ = "absence"
    __table_args__ = (UniqueConstraint("session_id", "delegate_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("congress_session.id", ondelete="CASCADE"))
    delegate_id: Mapped[int] = mapped_column(
        ForeignKey("delegate.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(String(80), default="")
    """The desk's own name for what it entered last; the same key is the same entry."""
    reason: Mapped[str] = mapped_column(Text, default="")
    reported_at: Mapped[datetime] = mapped_column(Instant)
    reported_by: Mapped[str] = mapped_column(String(80), default="")
    """The desk's or the account's name as it was then; empty when the leader reported."""
    reporter_id: Mapped[int | None] = mapped_column(
        ForeignKey("delegate.id", ondelete="SET NULL"), index=True
    )
    """The leader who reported."""
    substitute_id: Mapped[int | None] = mapped_column(
        ForeignKey("delegate.id", ondelete="SET NULL"), index=True
    )
    """Who is named to come instead."""
    substitute_since: Mapped[datetime | None] = mapped_column(Instant)
    """When the secretariat let them stand in: seat, delegation and the place in the numbers."""
    substitute_until: Mapped[datetime | None] = mapped_column(Instant)
    """When that was taken back while the absence stayed."""
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    declined_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[str] = mapped_column(String(80), default="")
    """Who confirmed or declined, by the name of then."""
    decline_reason: Mapped[str] = mapped_column(Text, default="")

    @property
    def state(self) -> str:
        """waiting, confirmed or declined."""
        if self.declined_at is not None:
            return "declined"
        return "waiting" if self.confirmed_at is None else "confirmed"

    @property
    def is_place_taken(self) -> bool:
        """A substitute has the place now."""
        since, until = self.substitute_since, self.substitute_until
        is_let = self.substitute_id is not None and since is not None and until is None
        return is_let and self.state == "confirmed"


class EarlierAbsence(Base):
    """What held of an absence until it was decided anew: for the numbers of the past.

    The row of the absence says what holds now. Before that is written over, what it said of
    moments that are past is kept here: since when and until when the delegate was excused, a
    substitute had the place, or both.
    """

    __tablename__ = "earlier_absence"
    __table_args__ = (Index("ix_earlier_absence_session_id", "session_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("congress_session.id", ondelete="CASCADE"))
    delegate_id: Mapped[int] = mapped_column(
        ForeignKey("delegate.id", ondelete="CASCADE"), index=True
    )
    substitute_id: Mapped[int | None] = mapped_column(
        ForeignKey("delegate.id", ondelete="SET NULL"), index=True
    )
    reason: Mapped[str] = mapped_column(Text, default="")
    excused_since: Mapped[datetime | None] = mapped_column(Instant)
    excused_until: Mapped[datetime | None] = mapped_column(Instant)
    place_since: Mapped[datetime | None] = mapped_column(Instant)
    place_until: Mapped[datetime | None] = mapped_column(Instant)
