"""What happens when, and what the big screen shows with it."""

from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Instant

Kind = Literal[
    "checkin",
    "ceremony",
    "open_vote",
    "report",
    "slides",
    "document",
    "forum",
    "speech",
    "speaking",
    "election",
    "result",
    "content",
    "break",
]
KINDS: tuple[str, ...] = get_args(Kind)


class AgendaItem(Base):
    """One item of a session's programme."""

    __tablename__ = "agenda_item"
    __table_args__ = (Index("ix_agenda_item_congress", "congress_id", "session_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(ForeignKey("congress_session.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(20))
    minutes: Mapped[int] = mapped_column(default=0)
    speaker: Mapped[str] = mapped_column(String(120), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    """For whoever runs the hall: on the remote and the run sheet, never on phones."""
    state: Mapped[str] = mapped_column(String(10), default="planned")
    """planned, current, done or skipped."""
    given_minutes: Mapped[int] = mapped_column(default=0)
    """The minutes that it gave away when it was skipped, and to which item."""
    given_to_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="SET NULL")
    )
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class Deck(Base):
    """The running order of slides of one agenda item."""

    __tablename__ = "deck"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="CASCADE"), unique=True
    )
    slides: Mapped[list["Slide"]] = relationship(
        back_populates="deck", order_by="Slide.position, Slide.id"
    )


class Slide(Base):
    """A page of a document, a picture, a video or a title card."""

    __tablename__ = "slide"

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), index=True
    )
    deck_id: Mapped[int] = mapped_column(ForeignKey("deck.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    """page, image, video or title."""
    title: Mapped[str] = mapped_column(String(300), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    page: Mapped[int | None]
    digest: Mapped[str | None] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(String(80), default="")
    poster_digest: Mapped[str | None] = mapped_column(String(64))
    shown_at: Mapped[datetime | None] = mapped_column(Instant)
    """When the hall saw it first; from then on every phone of the congress may."""
    upload_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The key of its upload: the same upload sent again makes no second slide."""
    deck: Mapped[Deck] = relationship(back_populates="slides")
