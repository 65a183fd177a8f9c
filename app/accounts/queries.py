"""Finding users and the holders of tokens."""

from flask import session
from sqlalchemy import select

from app.accounts.models import Device, SignIn, Token, User
from app.accounts.tokens import token_hash
from app.db import db


def signed_in_user() -> User | None:
    """Return the user whose sign-in this browser's cookie holds."""
    token = session.get("sign_in")
    if not token:
        return None
    statement = (
        select(User)
        .join(SignIn, SignIn.user_id == User.id)
        .where(
            SignIn.token_hash == token_hash(token),
            SignIn.ended_at.is_(None),
            User.closed_at.is_(None),
        )
    )
    return db.session.scalar(statement)


def device_with(token: str) -> Device | None:
    """Return the paired device that holds `token`, unless it was revoked."""
    hashed = token_hash(token)
    return db.session.scalar(select(Device).filter_by(token_hash=hashed, revoked_at=None))


def program_with(token: str) -> Token | None:
    """Return the bearer token's row, unless it was revoked."""
    hashed = token_hash(token)
    return db.session.scalar(select(Token).filter_by(token_hash=hashed, revoked_at=None))


def user_named(name: str) -> User | None:
    """Return the open account that signs in with `name`."""
    return db.session.scalar(select(User).filter_by(name=name.strip().lower(), closed_at=None))


def devices_of(congress_id: int) -> list[Device]:
    """Return the devices that are paired with a congress, newest last."""
    statement = select(Device).filter_by(congress_id=congress_id, revoked_at=None)
    return list(db.session.scalars(statement.order_by(Device.id)))
