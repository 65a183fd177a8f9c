"""Organisations, the people who prepare congresses, and every token that opens something."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Instant


class Organisation(Base):
    """A unit of the tree: province, district, school."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(200))
    parent: Mapped["Organisation | None"] = relationship(remote_side="Organisation.id")


class User(Base):
    """A person with an account: organisers, secretaries, the chair."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    """What is typed to sign in; lower case."""
    display_name: Mapped[str] = mapped_column(String(120), default="")
    password_hash: Mapped[str] = mapped_column(String(200))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    totp_secret: Mapped[str] = mapped_column(String(200), default="")
    """The second factor's secret, encrypted (second_factor.py); empty without one."""
    totp_since: Mapped[datetime | None] = mapped_column(Instant)
    """When the first right code proved that the phone holds the secret; None: not in force."""
    totp_step: Mapped[int] = mapped_column(default=0)
    """The time step of the newest code that was taken; no code of it or before counts again."""
    grants: Mapped[list["RoleGrant"]] = relationship(back_populates="user")


class RoleGrant(Base):
    """A role held in one congress, in an organisation with all below it, or everywhere."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("user_id", "role", "congress_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    congress_id: Mapped[int | None] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), index=True
    )
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    user: Mapped[User] = relationship(back_populates="grants")


class SignIn(Base):
    """One browser in which a user is signed in; the cookie holds the token."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    browser: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(45), default="")
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    """When it last asked for something, to a few minutes."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    user: Mapped[User] = relationship()


class RecoveryCode(Base):
    """A code on paper that stands in once for a lost phone."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("user_id", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class SecondFactorRule(Base):
    """A role that works only for accounts with a second factor."""

    __tablename__ = "second_factor_rule"

    role: Mapped[str] = mapped_column(String(20), primary_key=True)


class Invitation(Base):
    """A link that works once: to make an account with one role, or to set a new password."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    """Whose password it sets; None: it makes a new account."""
    display_name: Mapped[str] = mapped_column(String(120), default="")
    role: Mapped[str] = mapped_column(String(20), default="")
    congress_id: Mapped[int | None] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class Token(Base):
    """A bearer token of a program, with one role in one congress or in all."""

    __tablename__ = "token"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    congress_id: Mapped[int | None] = mapped_column(ForeignKey("congress.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)


class Device(Base):
    """A paired desk (kiosk) or a screen."""

    __tablename__ = "device"

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(80))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    shows: Mapped[str] = mapped_column(String(10), default="hall")
    """What a screen shows: app.accounts.forms.Content."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    seen_at: Mapped[datetime | None] = mapped_column(Instant)
    """When a desk last told how it is."""
    report: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """What it told: app.accounts.forms.DeviceReport."""


class PairingCode(Base):
    """A short code, shown in the office, with which a desk or a screen gets its token, once."""

    __tablename__ = "pairing_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    congress_id: Mapped[int] = mapped_column(
        ForeignKey("congress.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(80))
    """What the device will be called."""
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """Under the server's key (pairing.py): six letters alone are soon found by trying all."""
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id", ondelete="CASCADE"))
    """The device that entered it; the code then opens nothing any more."""
