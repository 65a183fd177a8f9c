"""Signing in, passwords, giving roles, pairing devices."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from app.access import ROLES
from app.accounts.limits import forget_tries, slow_down_guessing
from app.accounts.models import Device, Organisation, RoleGrant, Token, User
from app.accounts.password_rules import check_password
from app.accounts.passwords import SHORTEST, hash_password, matches
from app.accounts.queries import admins_everywhere, is_taken, user_named
from app.accounts.second_factor import pass_second_factor
from app.accounts.sign_ins import end_all, open_sign_in
from app.accounts.tokens import new_token, token_hash
from app.clock import now
from app.db import changes, db
from app.errors import InvalidError, NotFoundError, RefusedError, SignInError
from app.realtime import commit, commit_and_publish, commit_quietly
from app.realtime.door import HasId

NOBODYS_HASH = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$" + "A" * 43
"""Verified when there is no such user, so that the answer takes as long."""


def sign_in(name: str, password: str, *, browser: str, address: str, code: str = "") -> str:
    """Return a new sign-in token for the cookie; raises SignInError.

    Where the account has a second step, `code` is of the phone or of the paper.
    """
    user = user_named(name)
    stored = user.password_hash if user else NOBODYS_HASH
    user_id = user.id if user else None
    db.session.rollback()  # argon2 takes its time: no transaction waits for it
    if not matches(stored, password) or user_id is None:
        raise SignInError(_("Name or password is not right."))
    pass_second_factor(user_id, code)
    return open_sign_in(user_id, browser=browser, address=address)


def confirm_password(user: User, password: str) -> None:
    """Ask again who sits there, before the most dangerous changes; raises InvalidError."""
    slow_down_guessing(user.name)
    name, stored = user.name, user.password_hash
    db.session.rollback()
    if not matches(stored, password):
        raise InvalidError(_("The password is not right."), fields={"password": ""})
    forget_tries(name)


def change_password(user: User, password: str, *, sign_in_id: int | None) -> None:
    """Set a new password and sign every other browser out."""
    check_password(password, names=(user.name, user.display_name))
    user_id = user.id
    db.session.rollback()
    keep_password(user_id, hash_password(password), sign_in_id)


@changes
def keep_password(user_id: int, password_hash: str, sign_in_id: int | None) -> None:
    """Store a new password."""
    db.session.get_one(User, user_id).password_hash = password_hash
    end_all(user_id, but=sign_in_id)
    commit(did="password.change", about=f"user:{user_id}")


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
    user = new_user(name, password_hash, display_name, organisation)
    commit(did="user.add", about=f"user:{user.id}")
    return user


def new_user(
    name: str, password_hash: str, display_name: str, organisation: Organisation | None
) -> User:
    """Return a new account, for the action that commits; raises InvalidError for a taken name."""
    if is_taken(name):
        raise InvalidError(_("This name is taken."), fields={"name": ""})
    user = User(
        name=name,
        password_hash=password_hash,
        display_name=display_name,
        organisation_id=organisation.id if organisation else None,
        created_at=now(),
    )
    db.session.add(user)
    db.session.flush()
    return user


@changes
def grant(
    user: User, role: str, *, congress_id: int | None = None, organisation_id: int | None = None
) -> RoleGrant:
    """Give a role in a congress, in an organisation with all below it, or everywhere."""
    if role not in ROLES:
        raise InvalidError(_("There is no such role."))
    where = {"congress_id": congress_id, "organisation_id": organisation_id}
    if db.session.query(RoleGrant).filter_by(user_id=user.id, role=role, **where).first():
        raise RefusedError(_("This person holds this role here already."))
    given = RoleGrant(user_id=user.id, role=role, **where)
    db.session.add(given)
    db.session.flush()
    commit_about_role("grant.add", given)
    return given


@changes
def take_role(grant_id: int) -> None:
    """Take a role away; the last administrator keeps being one."""
    given = db.session.get_one(RoleGrant, grant_id)
    if is_last_admin(given.user_id) and is_admin_everywhere(given):
        raise RefusedError(_("This is the last administrator: make another one first."))
    db.session.delete(given)
    commit_about_role("grant.remove", given)


@changes
def set_closed(user_id: int, *, closed: bool) -> None:
    """Close an account (every browser of it is signed out) or open it again."""
    user = db.session.get_one(User, user_id)
    if closed and is_last_admin(user.id):
        raise RefusedError(_("This is the last administrator: make another one first."))
    user.closed_at = now() if closed else None
    if closed:
        end_all(user.id)
    commit(did="user.close" if closed else "user.open", about=f"user:{user.id}")


def is_last_admin(user_id: int) -> bool:
    """Tell whether nobody else is admin everywhere."""
    return set(admins_everywhere()) == {user_id}


def is_admin_everywhere(given: RoleGrant) -> bool:
    """Tell whether a role is that of an administrator without limits."""
    return (given.role, given.congress_id, given.organisation_id) == ("admin", None, None)


def commit_about_role(did: str, given: RoleGrant) -> None:
    """Commit, in the chain of the congress where the role is of one, else in the house's."""
    about = f"user:{given.user_id} role:{given.role}"
    if given.organisation_id is not None:
        about += f" organisation:{given.organisation_id}"
    if given.congress_id is None:
        commit(did=did, about=about)
    else:
        commit_and_publish(CongressId(given.congress_id), "doors", did=did, about=about)


@dataclass(frozen=True)
class CongressId:
    """A congress of which only the number is known here."""

    id: int


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
    device, token = add_device(congress, kind, name)
    commit_and_publish(congress, did=f"device.pair.{kind}", about=f"device:{device.id}")
    return device, token


def add_device(congress: HasId, kind: str, name: str) -> tuple[Device, str]:
    """Return a new device and its token, for the action that commits."""
    token = new_token() + new_token()
    device = Device(
        congress_id=congress.id,
        kind=kind,
        name=name,
        shows="hall",
        token_hash=token_hash(token),
        created_at=now(),
    )
    db.session.add(device)
    db.session.flush()
    return device, token


@changes
def rename_device(congress: HasId, device_id: int, name: str) -> Device:
    """Give a device another name; events that it recorded keep the one of their moment."""
    device = paired_device(congress, device_id)
    device.name = name
    commit_and_publish(congress, did="device.rename", about=f"device:{device.id}")
    return device


@changes
def choose_content(congress: HasId, device_id: int, shows: str) -> Device:
    """Let a screen show something else; what it may read changes with that at once.

    Raises RefusedError for a device that is no screen.
    """
    device = paired_device(congress, device_id)
    if device.kind != "screen":
        raise RefusedError(_("Only a screen shows something."))
    device.shows = shows
    commit_and_publish(congress, "doors", did="device.content", about=f"device:{device.id}")
    return device


@changes
def keep_report(device_id: int, report: dict[str, Any]) -> None:
    """Keep how a desk says it is; only the newest report counts, phones hear nothing of it."""
    device = db.session.get(Device, device_id)
    if device is None or device.revoked_at:
        raise NotFoundError
    device.seen_at, device.report = now(), report
    commit_quietly()


@changes
def revoke_device(congress: HasId, device_id: int) -> None:
    """Make a device's token worthless from the next request on."""
    device = paired_device(congress, device_id)
    device.revoked_at = now()
    commit_and_publish(congress, "doors", did="device.revoke", about=f"device:{device.id}")


def paired_device(congress: HasId, device_id: int) -> Device:
    """Return a device of this congress that was not revoked; raises NotFoundError."""
    device = db.session.get(Device, device_id)
    if device is None or device.congress_id != congress.id or device.revoked_at:
        raise NotFoundError
    return device
