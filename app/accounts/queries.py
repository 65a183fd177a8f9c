"""Finding users and the holders of tokens."""

from datetime import timedelta
from typing import Any, NamedTuple

from flask import session
from sqlalchemy import (
    CompoundSelect,
    Select,
    bindparam,
    case,
    func,
    literal,
    select,
    union_all,
)

from app.accounts.models import (
    Device,
    Invitation,
    RecoveryCode,
    RoleGrant,
    SecondFactorRule,
    SignIn,
    Token,
    User,
)
from app.accounts.sign_ins import STAYS
from app.accounts.tokens import token_hash
from app.clock import now
from app.db import db


def present_sign_in() -> SignIn | None:
    """Return the sign-in that this browser's cookie holds, of an open account."""
    token = session.get("sign_in")
    if not token:
        return None
    statement = live_sign_ins().where(SignIn.token_hash == token_hash(token))
    return db.session.scalar(statement.join(User).where(User.closed_at.is_(None)))


def live_sign_ins() -> Select[SignIn]:
    """Return what finds the sign-ins that neither ended nor were forgotten."""
    last_seen = func.coalesce(SignIn.seen_at, SignIn.created_at)
    return select(SignIn).where(SignIn.ended_at.is_(None), last_seen > now() - STAYS)


def sign_ins_of(user_id: int) -> list[SignIn]:
    """Return the browsers in which an account is signed in, the last seen first."""
    statement = live_sign_ins().where(SignIn.user_id == user_id)
    return list(db.session.scalars(statement.order_by(SignIn.seen_at.desc(), SignIn.id.desc())))


def roles_with_second_factor() -> frozenset[str]:
    """Return the roles that work only for accounts with a second factor."""
    return frozenset(db.session.scalars(select(SecondFactorRule.role)))


def recovery_codes_left(user_id: int) -> int:
    """Return how many recovery codes of an account were not used yet."""
    return db.session.query(RecoveryCode).filter_by(user_id=user_id, used_at=None).count()


def open_invitation(token: str, *, for_update: bool = False) -> Invitation | None:
    """Return the invitation behind a link, while it may still be used."""
    statement = select(Invitation).where(
        Invitation.token_hash == token_hash(token),
        Invitation.used_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > now(),
    )
    return db.session.scalar(statement.with_for_update() if for_update else statement)


def admins_everywhere() -> list[int]:
    """Return the ids of the open accounts that are admin everywhere."""
    statement = (
        select(RoleGrant.user_id)
        .join(User)
        .where(
            RoleGrant.role == "admin",
            RoleGrant.congress_id.is_(None),
            RoleGrant.organisation_id.is_(None),
            User.closed_at.is_(None),
        )
    )
    return list(db.session.scalars(statement))


def device_with(token: str) -> Device | None:
    """Return the paired device that holds `token`, unless it was revoked."""
    hashed = token_hash(token)
    return db.session.scalar(select(Device).filter_by(token_hash=hashed, revoked_at=None))


class Holder(NamedTuple):
    """Who holds a bearer token: a paired device (`kind` kiosk or screen) or a program ("token")."""

    kind: str
    role: str
    name: str
    id: int
    congress_id: int | None


role_of_device = case(
    ((Device.kind == "screen") & (Device.shows == "stage"), "monitor"), else_=Device.kind
)
"""A screen before whoever speaks may read the notes; every other one is a screen like any."""

HOLDERS: CompoundSelect[Any] = union_all(
    select(Device.kind, role_of_device, Device.name, Device.id, Device.congress_id).where(
        Device.token_hash == bindparam("hashed"), Device.revoked_at.is_(None)
    ),
    select(literal("token"), Token.role, Token.role, Token.id, Token.congress_id).where(
        Token.token_hash == bindparam("hashed"), Token.revoked_at.is_(None)
    ),
)
"""One statement, made once: thousands of phones and screens come back at the same moment."""


def holder_of(token: str) -> Holder | None:
    """Return who holds `token`, unless it was revoked."""
    row = db.session.execute(HOLDERS, {"hashed": token_hash(token)}).first()
    return Holder._make(row) if row else None


def user_named(name: str) -> User | None:
    """Return the open account that signs in with `name`."""
    return db.session.scalar(select(User).filter_by(name=name.strip().lower(), closed_at=None))


def is_taken(name: str) -> bool:
    """Tell whether an account, open or closed, signs in with `name`."""
    return db.session.query(User.id).filter_by(name=name.strip().lower()).first() is not None


SILENT_AFTER_SECONDS = 35
"""Three reports of a desk (kiosk.link: one every ten seconds) and a little patience."""


def is_online(device: Device) -> bool:
    """Tell whether a desk was heard of just now."""
    if device.seen_at is None:
        return False
    return now() - device.seen_at < timedelta(seconds=SILENT_AFTER_SECONDS)


def devices_of(congress_id: int) -> list[Device]:
    """Return the devices that are paired with a congress, newest last."""
    statement = select(Device).filter_by(congress_id=congress_id, revoked_at=None)
    return list(db.session.scalars(statement.order_by(Device.id)))
