"""Signing in and out, giving roles, pairing devices."""

from flask_babel import lazy_gettext as _

from app.access import ROLES
from app.accounts.models import Device, Organisation, RoleGrant, SignIn, Token, User
from app.accounts.passwords import SHORTEST, hash_password, matches
from app.accounts.queries import user_named
from app.accounts.tokens import new_token, token_hash
from app.clock import now
from app.db import changes, db
from app.errors import InvalidError, NotFoundError, SignInError
from app.realtime import commit, commit_and_publish
from app.realtime.door import HasId

NOBODYS_HASH = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$" + "A" * 43
"""Verified when there is no such user, so that the answer takes as long."""


def sign_in(name: str, password: str, *, browser: str) -> str:
    """Return a new sign-in token for the cookie; raises SignInError."""
    user = user_named(name)
    stored = user.password_hash if user else NOBODYS_HASH
    user_id = user.id if user else None
    db.session.rollback()  # argon2 takes its time: no transaction waits for it
    if not matches(stored, password) or user_id is None:
        raise SignInError(_("Name or password is not right."))
    return open_sign_in(user_id, browser)


@changes
def open_sign_in(user_id: int, browser: str) -> str:
    """Record that a browser is signed in and return the token of its cookie."""
    token = new_token()
    db.session.add(
        SignIn(
            user_id=user_id,
            token_hash=token_hash(token),
            browser=browser[:200],
            created_at=now(),
        )
    )
    commit(did="sign_in", about=f"user:{user_id}")
    return token


@changes
def sign_out(token: str) -> None:
    """End one browser's sign-in."""
    db.session.query(SignIn).filter_by(token_hash=token_hash(token)).update({"ended_at": now()})
    commit(did="sign_out")


def add_user(
    name: str, password: str, *, display_name: str = "", organisation: Organisation | None = None
) -> User:
    """Make an account; raises InvalidError for a short password or a taken name."""
    if len(password) < SHORTEST:
        raise InvalidError(_("A password has at least %(n)s characters.", n=SHORTEST))
    password_hash = hash_password(password)
    return keep_user(name.strip().lower(), password_hash, display_name, organisation)


@changes
def keep_user(
    name: str, password_hash: str, display_name: str, organisation: Organisation | None
) -> User:
    """Store a new account."""
    if user_named(name) is not None:
        raise InvalidError(_("This name is taken."))
    user = User(
        name=name,
        password_hash=password_hash,
        display_name=display_name,
        organisation_id=organisation.id if organisation else None,
        created_at=now(),
    )
    db.session.add(user)
    db.session.flush()
    commit(did="user.add", about=f"user:{user.id}")
    return user


@changes
def grant(
    user: User, role: str, *, congress_id: int | None = None, organisation_id: int | None = None
) -> None:
    """Give a role in a congress, in an organisation with all below it, or everywhere."""
    if role not in ROLES:
        raise InvalidError(_("There is no such role."))
    db.session.add(
        RoleGrant(
            user_id=user.id, role=role, congress_id=congress_id, organisation_id=organisation_id
        )
    )
    commit(did=f"grant.{role}", about=f"user:{user.id}")


@changes
def make_token(role: str, *, congress_id: int | None) -> str:
    """Return a new bearer token; it is shown this once."""
    if role not in ROLES:
        raise InvalidError(_("There is no such role."))
    token = new_token() + new_token()
    row = Token(token_hash=token_hash(token), role=role, congress_id=congress_id, created_at=now())
    db.session.add(row)
    db.session.flush()
    commit(did="token.make", about=f"token:{row.id}")
    return token


@changes
def pair_device(congress: HasId, kind: str, name: str) -> tuple[Device, str]:
    """Return a new device and its token; the token is shown this once."""
    token = new_token() + new_token()
    device = Device(
        congress_id=congress.id,
        kind=kind,
        name=name,
        token_hash=token_hash(token),
        created_at=now(),
    )
    db.session.add(device)
    db.session.flush()
    commit_and_publish(congress, did=f"device.pair.{kind}", about=f"device:{device.id}")
    return device, token


@changes
def revoke_device(congress: HasId, device_id: int) -> None:
    """Make a device's token worthless from the next request on."""
    device = db.session.get(Device, device_id)
    if device is None or device.congress_id != congress.id or device.revoked_at:
        raise NotFoundError
    device.revoked_at = now()
    commit_and_publish(congress, did="device.revoke", about=f"device:{device.id}")
