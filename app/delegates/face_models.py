"""What enrolment of faces keeps besides portraits and templates."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Instant
from app.delegates.models import Batch


class FaceBatch(Batch):
    """A ZIP of photographs for check-in by face; its verdicts are those of face_judging.py."""

    __tablename__ = "face_batch"

    consent_on: Mapped[date | None]
    """The day on which consents on paper were signed, as the organiser states; None: there are
    none, and only who agreed before is taken."""


class FaceCalibration(Base):
    """What the templates of a congress say about each other; counted anew when they change.

    Scores and ids of people: no backup holds it, and it goes when a face is erased.
    """

    __tablename__ = "face_calibration"

    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), primary_key=True
    )
    mark: Mapped[str] = mapped_column(String(120))
    """Of which templates it was counted (see face_queries.mark_of)."""
    counted_at: Mapped[datetime] = mapped_column(Instant)
    found: Mapped[dict[str, Any]] = mapped_column(JSON)


class FaceDifference(Base):
    """Two people whose faces look like one person's; somebody looked, and they are two.

    `delegate_id` is the smaller id of both. No backup holds it: who looked once can look again.
    """

    __tablename__ = "face_difference"
    __table_args__ = (UniqueConstraint("delegate_id", "other_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegate.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("delegate.id", ondelete="CASCADE"), index=True)
    marked_at: Mapped[datetime] = mapped_column(Instant)


class EnrolmentLink(Base):
    """A delegate's link to give the own face on the own phone."""

    __tablename__ = "enrolment_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    delegate_id: Mapped[int] = mapped_column(
        ForeignKey("delegate.id", ondelete="CASCADE"), index=True
    )
    nonce: Mapped[str] = mapped_column(String(32))
    """The token is derived from it under a key outside the database, so it can be shown again."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
