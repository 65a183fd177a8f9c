"""Who is called to the congress, and what is known of their faces with their consent."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Instant

ERASED_NAME = "(đã xóa)"
"""What stands for the name of a person who was erased: in data, so the same in every language."""


class Site(Base):
    """A place (điểm cầu) where a part of the congress meets; the first is the main hall."""

    __tablename__ = "site"

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(200), default="")
    """Where people go to: a building, an address."""
    position: Mapped[int] = mapped_column(default=0)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    """Since when it is not used; what belongs to it counts in the main hall meanwhile."""


class DeviceSite(Base):
    """Where a desk or screen stands since a moment: what a desk sends late it did there."""

    __tablename__ = "device_site"

    id: Mapped[int] = mapped_column(primary_key=True)
    device_id: Mapped[int] = mapped_column(ForeignKey("device.id", ondelete="CASCADE"), index=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"))
    """None: nobody says where."""
    since: Mapped[datetime] = mapped_column(Instant)


class Unit(Base):
    """What delegates are members of, with a place in the order and a leader."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int] = mapped_column(default=0)
    leader_id: Mapped[int | None] = mapped_column(
        ForeignKey("delegate.id", use_alter=True, ondelete="SET NULL"), index=True
    )


class Delegation(Unit):
    """A delegation (đoàn đại biểu)."""

    __tablename__ = "delegation"
    __table_args__ = (UniqueConstraint("congress_id", "name"),)

    site_id: Mapped[int | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    """Where it is expected; None: in the main hall."""


class DiscussionGroup(Unit):
    """A discussion group (tổ thảo luận): delegates of several delegations."""

    __tablename__ = "discussion_group"
    __table_args__ = (UniqueConstraint("congress_id", "name"),)


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
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("discussion_group.id", ondelete="SET NULL"), index=True
    )
    site_id: Mapped[int | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    """Where this one is expected apart from the delegation; None: with it."""
    number: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    sort_name: Mapped[str] = mapped_column(String(120), default="")
    """The name as it is sorted, given name last, where the name itself would mislead."""
    sort_key: Mapped[str] = mapped_column(String(300))
    """Vietnamese alphabetical order by given name (see names.py)."""
    folded: Mapped[str] = mapped_column(String(500), default="")
    """Number, name, position and seat without accents: what the roster's search looks in."""
    position: Mapped[str] = mapped_column(String(200), default="")
    standing: Mapped[str] = mapped_column(String(12))
    sex: Mapped[str] = mapped_column(String(6), default="")
    birth_date: Mapped[date | None]
    """None as well where only the year is known."""
    birth_year: Mapped[int | None]
    """The year of `birth_date`, or all that is known of the birth."""
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
    group: Mapped[DiscussionGroup | None] = relationship(foreign_keys=[group_id])

    @property
    def delegation_name(self) -> str:
        """Name of the delegation; empty for guests without one."""
        return self.delegation.name if self.delegation else ""

    @property
    def group_name(self) -> str:
        """Name of the discussion group; empty for those without one."""
        return self.group.name if self.group else ""

    @property
    def is_erased(self) -> bool:
        """Only an anonymous row is left, so that sums of attendance stay true."""
        return self.name == ERASED_NAME


class ReplacedBadge(Base):
    """A badge that was replaced: it opens nothing, but a desk can say so, and whose it was."""

    __tablename__ = "replaced_badge"

    id: Mapped[int] = mapped_column(primary_key=True)
    delegate_id: Mapped[int] = mapped_column(
        ForeignKey("delegate.id", ondelete="CASCADE"), index=True
    )
    badge_hash: Mapped[str] = mapped_column(String(64), unique=True)
    replaced_at: Mapped[datetime] = mapped_column(Instant)


class RosterStep(Base):
    """One change of the roster, of one delegate or of thousands; written whole, undone whole."""

    __tablename__ = "roster_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(10))
    """add, change, import, remove, merge or undo."""
    made_by: Mapped[str] = mapped_column(String(80), default="")
    """The person's name as it was then; empty for programs."""
    made_at: Mapped[datetime] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(String(200), default="")
    """The file of an import."""
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """How many delegates it added, changed and removed; of an undo also how many stay."""
    added: Mapped[list[int]] = mapped_column(JSON, default=list)
    """Ids of whom it added: thousands of entries would hold the database too long."""
    undone_at: Mapped[datetime | None] = mapped_column(Instant)


class RosterEntry(Base):
    """What a step made of a delegate who was there before.

    Before and after hold names and stay outside the audit chain: they go with an erased person.
    """

    __tablename__ = "roster_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(
        ForeignKey("roster_step.id", ondelete="CASCADE"), index=True
    )
    delegate_id: Mapped[int] = mapped_column(index=True)
    """No foreign key: what was removed can come back under its id."""
    before: Mapped[dict[str, Any]] = mapped_column(JSON, nullable=True)
    """The fields that became others, as they were; every field of one who was removed."""
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """The same fields as they became; None for one who was removed."""


class RosterDraft(Base):
    """A list on its way into the roster: what the file says, and what was corrected."""

    __tablename__ = "roster_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), index=True
    )
    file_name: Mapped[str] = mapped_column(String(200))
    made_by: Mapped[str] = mapped_column(String(80), default="")
    made_at: Mapped[datetime] = mapped_column(Instant)
    packed: Mapped[bytes] = mapped_column(LargeBinary)
    """The file's sheets (see roster_draft_file.py); empty once the list is imported."""
    rows: Mapped[int]
    meanings: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict)
    """Sheet → column (from 0) → field, as a person chose."""
    fixes: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON, default=dict)
    """"sheet:row" → field → text that a person put in the place of the cell."""
    state: Mapped[str] = mapped_column(String(10), default="open")
    """open, waiting, working, done, failed."""
    progress: Mapped[int] = mapped_column(default=0)
    """Rows judged so far while it is working."""
    step_id: Mapped[int | None] = mapped_column(ForeignKey("roster_step.id", ondelete="SET NULL"))


class Consent(Base):
    """A delegate's consent to one purpose: which words, when, how; and its withdrawal."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    delegate_id: Mapped[int] = mapped_column(
        ForeignKey("delegate.id", ondelete="CASCADE"), index=True
    )
    purpose: Mapped[str] = mapped_column(String(10), default="face")
    """face: check-in by face; photo: a photograph on the badge and at the desk. Each on its own."""
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


class DelegatePhoto(Base):
    """The photograph of a delegate for badge and desk, kept with consent only."""

    __tablename__ = "delegate_photo"

    delegate_id: Mapped[int] = mapped_column(
        ForeignKey("delegate.id", ondelete="CASCADE"), primary_key=True
    )
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """A JPEG under the delegate's own key for photographs, which lies outside the database."""
    version: Mapped[str] = mapped_column(String(16))
    """New with each photograph, so that nobody is shown the one before."""
    kept_at: Mapped[datetime] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    """Since when nobody sees it; for a while it can be brought back."""


class Batch(Base):
    """A ZIP of photographs, and what became of each file."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), index=True
    )
    made_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    """waiting, working, done, failed or off (called off; then nothing of it was kept)."""
    problem: Mapped[str] = mapped_column(String(20), default="")
    """Why it failed: a code of documents.portraits, or of the kind of batch."""
    progress: Mapped[int] = mapped_column(default=0)
    of: Mapped[int] = mapped_column(default=0)
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """For each file its name, a verdict and whose it is."""


class PhotoBatch(Batch):
    """A ZIP of photographs for badges and desks, on its way to the delegates."""

    __tablename__ = "photo_batch"

    consent_on: Mapped[date]
    """The day on which the consents were signed, as the organiser states."""
