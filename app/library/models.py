"""Documents, their versions and pages, and the links behind QR codes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Instant

AUDIENCES = ("public", "delegates", "presidium")


class Document(Base):
    """A document as readers know it; its files are versions."""

    __tablename__ = "document"
    __table_args__ = (Index("ix_document_congress", "congress_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("congress_session.id", ondelete="SET NULL")
    )
    agenda_item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="SET NULL")
    )
    title: Mapped[str] = mapped_column(String(300))
    section: Mapped[str] = mapped_column(String(120), default="")
    position: Mapped[int] = mapped_column(default=0)
    audience: Mapped[str] = mapped_column(String(10))
    opens_at: Mapped[datetime | None] = mapped_column(Instant)
    closes_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    versions: Mapped[list["DocumentVersion"]] = relationship(
        back_populates="document", order_by="DocumentVersion.number"
    )

    @property
    def newest(self) -> "DocumentVersion":
        """The version added last, whatever its state."""
        return self.versions[-1]

    @property
    def current(self) -> "DocumentVersion":
        """The version that readers get: the newest ready one, else the newest."""
        ready = [version for version in self.versions if version.state == "ready"]
        return ready[-1] if ready else self.newest

    @property
    def state(self) -> str:
        """waiting, working, ready, refused or withdrawn."""
        return "withdrawn" if self.withdrawn_at else self.current.state


class DocumentVersion(Base):
    """One file of a document."""

    __tablename__ = "document_version"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), index=True)
    media_type: Mapped[str] = mapped_column(String(120))
    size_bytes: Mapped[int]
    file_name: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    reason: Mapped[str] = mapped_column(Text, default="")
    """A code of documents.pages or documents.convert when refused, else empty."""
    step: Mapped[str] = mapped_column(String(10), default="")
    """While working: converting, rendering or indexing."""
    added_by: Mapped[str] = mapped_column(String(40), default="")
    """Who brought it, as kind and id like the audit's actor."""
    upload_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The key of its upload: the same upload sent again makes no second version."""
    pages: Mapped[int] = mapped_column(default=0)
    pages_ready: Mapped[int] = mapped_column(default=0)
    outline: Mapped[list[Any]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(Instant)
    document: Mapped[Document] = relationship(back_populates="versions")


class Page(Base):
    """One rendered page: its size in points and its text."""

    __tablename__ = "page"
    __table_args__ = (UniqueConstraint("version_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id", ondelete="CASCADE"))
    number: Mapped[int]
    width: Mapped[float]
    height: Mapped[float]
    text: Mapped[str] = mapped_column(Text, default="")


class Link(Base):
    """What a QR code opens, and when. The token is derived, only its hash is kept."""

    __tablename__ = "link"

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), index=True
    )
    target: Mapped[str] = mapped_column(String(10))
    """congress, session, document or delegates."""
    target_id: Mapped[int | None]
    site_id: Mapped[int | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    """At which site it hangs: phones of guests that scan it are there; None: nobody says."""
    nonce: Mapped[str] = mapped_column(String(32))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    opens_at: Mapped[datetime | None] = mapped_column(Instant)
    closes_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    renewed_at: Mapped[datetime | None] = mapped_column(Instant)
    """When it got its present token: what was printed before opens nothing."""
    scans: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Instant)


class PrivateNote(Base):
    """What a delegate marked or wrote on a page; nobody else is ever shown it.

    An emptied note stays as an empty row, so that an older copy on another phone cannot bring the
    words back.
    """

    __tablename__ = "private_note"
    __table_args__ = (UniqueConstraint("delegate_id", "document_id", "page"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    delegate_id: Mapped[int] = mapped_column(ForeignKey("delegate.id", ondelete="CASCADE"))
    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), index=True
    )
    page: Mapped[int]
    marked: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime] = mapped_column(Instant)
    """When it was written, by the server's clock; the newest wins."""


class Readership(Base):
    """How often a document was opened, and on how many browsers: numbers, nobody in them."""

    __tablename__ = "readership"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), primary_key=True
    )
    openings: Mapped[int] = mapped_column(default=0)
    readers: Mapped[int] = mapped_column(default=0)


class Opening(Base):
    """A delegate signed in by badge opened a document: the first time, and nothing more."""

    __tablename__ = "opening"

    document_id: Mapped[int] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), primary_key=True
    )
    delegate_id: Mapped[int] = mapped_column(
        ForeignKey("delegate.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    opened_at: Mapped[datetime] = mapped_column(Instant)
