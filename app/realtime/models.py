"""The head of each congress, which orders all its news, and the audit chain beside it."""

from datetime import datetime

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Instant

HOUSE = 0
"""The head that stands for changes outside any congress (users, organisations)."""


class LiveHead(Base):
    """How far the news of one congress has come; changed in the transaction of each change."""

    __tablename__ = "live_head"

    congress_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    epoch: Mapped[str] = mapped_column(String(16))
    """Random; another one means that the past was replaced (a restore)."""
    seq: Mapped[int] = mapped_column(default=0)
    parts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """For each part, the seq of its newest change."""
    audit_hash: Mapped[str] = mapped_column(String(64), default="")


class AuditEntry(Base):
    """Who did what when; append-only, each entry holds the hash of the one before."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index("ix_audit_entry_congress_seq", "congress_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(40))
    """Kind and id, such as `user:3`; never a name."""
    did: Mapped[str] = mapped_column(String(60))
    about: Mapped[str] = mapped_column(Text, default="")
    """Kind and id of what it was done to; never a name."""
    hash: Mapped[str] = mapped_column(String(64))
