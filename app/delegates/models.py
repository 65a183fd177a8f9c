"""Who is called to the congress, and what is known of their faces with their consent."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Instant


class Delegation(Base):
    """A delegation (đoàn đại biểu)."""

    __tablename__ = "delegation"
    __table_args__ = (UniqueConstraint("congress_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)
    leader_id: Mapped[int | None] = mapped_column(
        ForeignKey("delegate.id", use_alter=True, ondelete="SET NULL")
    )


class Delegate(Base):
    """A delegate or guest."""

    __tablename__ = "delegate"
    __table_args__ = (
        UniqueConstraint("congress_id", "number"),
        Index("ix_delegate_congress_sort", "congress_id", "sort_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id"), index=True)
    number: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    sort_key: Mapped[str] = mapped_column(String(200))
    """Vietnamese alphabetical order by given name (see names.py)."""
    position: Mapped[str] = mapped_column(String(200), default="")
    standing: Mapped[str] = mapped_column(String(12))
    sex: Mapped[str] = mapped_column(String(6), default="")
    birth_date: Mapped[date | None]
    ethnicity: Mapped[str] = mapped_column(String(60), default="")
    religion: Mapped[str] = mapped_column(String(60), default="")
    party: Mapped[bool] = mapped_column(default=False)
    education: Mapped[str] = mapped_column(String(120), default="")
    seat: Mapped[str] = mapped_column(String(40), default="")
    presidium: Mapped[bool] = mapped_column(default=False)
    """A member of the presidium: the badge opens the presidium's documents."""
    badge_nonce: Mapped[str] = mapped_column(String(32))
    badge_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    delegation: Mapped[Delegation | None] = relationship(foreign_keys=[delegation_id])

    @property
    def delegation_name(self) -> str:
        """Name of the delegation; empty for guests without one."""
        return self.delegation.name if self.delegation else ""


class Consent(Base):
    """A delegate's consent to face check-in: which words, when, how; and its withdrawal."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    delegate_id: Mapped[int] = mapped_column(
        ForeignKey("delegate.id", ondelete="CASCADE"), index=True
    )
    text_version: Mapped[str] = mapped_column(String(20))
    given_how: Mapped[str] = mapped_column(String(40))
    given_at: Mapped[datetime] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class Portrait(Base):
    """An uploaded photograph on its way to a template; dropped once it is encoded."""

    __tablename__ = "portrait"

    id: Mapped[int] = mapped_column(primary_key=True)
    delegate_id: Mapped[int] = mapped_column(
        ForeignKey("delegate.id", ondelete="CASCADE"), index=True
    )
    sealed_image: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Encrypted with the delegate's key until the worker has encoded it."""
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    reason: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Instant)


class FaceTemplate(Base):
    """An encrypted face template (AES-256-GCM); its key is outside the database."""

    __tablename__ = "face_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    delegate_id: Mapped[int] = mapped_column(
        ForeignKey("delegate.id", ondelete="CASCADE"), index=True
    )
    portrait_id: Mapped[int] = mapped_column(ForeignKey("portrait.id", ondelete="CASCADE"))
    engine: Mapped[str] = mapped_column(String(10))
    model: Mapped[str] = mapped_column(String(80))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Instant)
