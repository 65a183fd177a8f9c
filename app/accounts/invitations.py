"""Links that work once: to make an account with a role, or to set a new password.

The link is shown once and handed over by whatever means two people have; only its hash is kept.
"""

from datetime import timedelta

from flask_babel import lazy_gettext as _

from app.accounts.actions import CongressId, new_user
from app.accounts.models import Invitation, Organisation, RoleGrant, User
from app.accounts.password_rules import check_password
from app.accounts.passwords import hash_password
from app.accounts.queries import is_taken, open_invitation
from app.accounts.sign_ins import end_all
from app.accounts.tokens import new_token, token_hash
from app.clock import now
from app.db import changes, db
from app.errors import InvalidError, NotFoundError
from app.i18n import nfc
from app.realtime import commit, commit_and_publish

INVITED_FOR = timedelta(days=7)
RESET_FOR = timedelta(days=1)


@changes
def invite(
    display_name: str,
    role: str,
    *,
    congress_id: int | None = None,
    organisation_id: int | None = None,
) -> tuple[Invitation, str]:
    """Return a new invitation and its token, which is shown this once."""
    token = new_token()
    invitation = Invitation(
        token_hash=token_hash(token),
        display_name=nfc(display_name),
        role=role,
        congress_id=congress_id,
        organisation_id=organisation_id,
        created_at=now(),
        expires_at=now() + INVITED_FOR,
    )
    db.session.add(invitation)
    db.session.flush()
    commit_about(invitation, "user.invite")
    return invitation, token


@changes
def invite_to_reset(user_id: int) -> tuple[Invitation, str]:
    """Return a link that sets a new password; an older one for the same account ends."""
    token = new_token()
    older = db.session.query(Invitation).filter_by(user_id=user_id, used_at=None, revoked_at=None)
    older.update({"revoked_at": now()})
    invitation = Invitation(
        token_hash=token_hash(token),
        user_id=user_id,
        created_at=now(),
        expires_at=now() + RESET_FOR,
    )
    db.session.add(invitation)
    db.session.flush()
    commit(did="password.reset", about=f"user:{user_id}")
    return invitation, token


@changes
def revoke_invitation(invitation_id: int) -> None:
    """Make a link worthless before somebody uses it."""
    invitation = db.session.get_one(Invitation, invitation_id)
    if invitation.used_at or invitation.revoked_at:
        raise NotFoundError
    invitation.revoked_at = now()
    commit_about(invitation, "user.uninvite")


def accept(token: str, *, name: str, display_name: str, password: str) -> int:
    """Use a link up: make the account or set the password; returns the account's id.

    Raises NotFoundError for a link that was used, revoked or is too old.
    """
    invitation = valid(token)
    user = db.session.get(User, invitation.user_id) if invitation.user_id else None
    name = user.name if user else nfc(name).lower()
    check_name(name, is_new=user is None)
    check_password(password, names=(name, display_name, user.display_name if user else ""))
    is_new = user is None
    db.session.rollback()
    password_hash = hash_password(password)
    if is_new:
        return accept_role(token, name, display_name, password_hash)
    return accept_password(token, password_hash)


def check_name(name: str, *, is_new: bool) -> None:
    """Raise InvalidError for a sign-in name that is missing or taken."""
    if not name:
        raise InvalidError(_("Choose a name to sign in with."), fields={"name": ""})
    if is_new and is_taken(name):
        raise InvalidError(_("This name is taken."), fields={"name": ""})


@changes
def accept_role(token: str, name: str, display_name: str, password_hash: str) -> int:
    """Make the invited account with its role."""
    invitation = valid(token, for_update=True)
    shown = nfc(display_name) or invitation.display_name
    home = db.session.get(Organisation, invitation.organisation_id or 0)
    user = new_user(name, password_hash, shown, home)
    where = {
        "congress_id": invitation.congress_id,
        "organisation_id": invitation.organisation_id,
    }
    db.session.add(RoleGrant(user_id=user.id, role=invitation.role, **where))
    invitation.used_at = now()
    user_id = user.id
    commit_about(invitation, "user.accept", user_id)
    return user_id


@changes
def accept_password(token: str, password_hash: str) -> int:
    """Set the new password and sign every browser of the account out."""
    invitation = valid(token, for_update=True)
    user = db.session.get_one(User, invitation.user_id)
    user.password_hash = password_hash
    invitation.used_at = now()
    end_all(user.id)
    user_id = user.id
    commit(did="password.change", about=f"user:{user_id}")
    return user_id


def valid(token: str, *, for_update: bool = False) -> Invitation:
    """Return the invitation of a link that may still be used; raises NotFoundError."""
    invitation = open_invitation(token, for_update=for_update)
    if invitation is None:
        raise NotFoundError
    user = db.session.get(User, invitation.user_id) if invitation.user_id else None
    if user is not None and user.closed_at:
        raise NotFoundError
    return invitation


def commit_about(invitation: Invitation, did: str, user_id: int | None = None) -> None:
    """Commit, in the chain of the congress where the role is of one, else in the house's."""
    about = f"invitation:{invitation.id} role:{invitation.role}"
    if user_id is not None:
        about = f"user:{user_id} {about}"
    if invitation.congress_id is None:
        commit(did=did, about=about)
    else:
        commit_and_publish(CongressId(invitation.congress_id), did=did, about=about)
