"""The second step of signing in: set up, asked for, taken away, and its codes on paper."""

import structlog
from flask_babel import lazy_gettext as _

from app.access import ROLES
from app.accounts.limits import count_code
from app.accounts.models import RecoveryCode, SecondFactorRule, User
from app.accounts.sign_ins import end_all
from app.accounts.tokens import token_hash
from app.accounts.totp import (
    UnreadableSecretError,
    new_recovery_codes,
    new_secret,
    plain_recovery_code,
    seal,
    step_of,
    unseal,
)
from app.clock import now
from app.db import changes, db
from app.errors import InvalidError, RefusedError, SignInError
from app.realtime import commit

log = structlog.get_logger()


@changes
def begin(user_id: int) -> str:
    """Return a new secret for an account; it counts once a code of it was shown."""
    user = locked(user_id)
    if user.totp_since:
        raise RefusedError(_("The second step is set up already."))
    secret = new_secret()
    user.totp_secret, user.totp_step = seal(secret, user.id), 0
    commit(did="second_factor.begin", about=f"user:{user.id}")
    return secret


@changes
def confirm(user_id: int, code: str, *, sign_in_id: int | None) -> list[str]:
    """Put the second step in force and return its recovery codes, which are told this once.

    Other browsers are signed out: they came in by the password alone.
    """
    user = locked(user_id)
    if user.totp_since or not user.totp_secret:
        raise RefusedError(_("Begin setting up the second step anew."))
    count_code(user.id)
    if not takes_code(user, code):
        raise InvalidError(
            _("This code is not right. Look at the newest one, and at the clock of the phone."),
            fields={"code": ""},
        )
    user.totp_since = now()
    end_all(user.id, but=sign_in_id)
    codes = replace_recovery_codes(user)
    commit(did="second_factor.on", about=f"user:{user.id}")
    return codes


@changes
def take_away(user_id: int) -> None:
    """Take the second step away from an account, with its recovery codes."""
    user = locked(user_id)
    user.totp_secret, user.totp_since, user.totp_step = "", None, 0
    db.session.query(RecoveryCode).filter_by(user_id=user.id).delete()
    commit(did="second_factor.off", about=f"user:{user.id}")


@changes
def renew_recovery_codes(user_id: int) -> list[str]:
    """Return new recovery codes; the old ones open nothing from now on."""
    user = locked(user_id)
    if not user.totp_since:
        raise RefusedError(_("The second step is not set up."))
    codes = replace_recovery_codes(user)
    commit(did="second_factor.codes", about=f"user:{user.id}")
    return codes


@changes
def pass_second_factor(user_id: int, code: str) -> None:
    """Take a code of the phone or of the paper, once; raises SignInError.

    An account without a second step passes.
    """
    user = locked(user_id)
    if user.totp_since is None:
        return
    if not code:
        raise SignInError(_("Now the code of six digits from your phone."), needs_code=True)
    count_code(user.id)
    if takes_code(user, code):
        commit(did="second_factor.pass", about=f"user:{user.id}")
    elif takes_recovery_code(user, code):
        commit(did="second_factor.recovery", about=f"user:{user.id}")
    else:
        raise SignInError(
            _("This code is not right, or was used already. Wait for the next one."),
            needs_code=True,
            fields={"code": ""},
        )


@changes
def set_rules(roles: set[str]) -> None:
    """Say which roles work only with a second step."""
    if not roles <= set(ROLES):
        raise InvalidError(_("There is no such role."))
    db.session.query(SecondFactorRule).delete()
    db.session.add_all(SecondFactorRule(role=role) for role in sorted(roles))
    commit(did="second_factor.rules", about=" ".join(f"role:{role}" for role in sorted(roles)))


def locked(user_id: int) -> User:
    """Return an account whose row nobody else changes until the commit."""
    return db.session.get_one(User, user_id, with_for_update=True)


def takes_code(user: User, code: str) -> bool:
    """Tell whether `code` is a fresh one, and remember its step so that it counts once."""
    try:
        secret = unseal(user.totp_secret, user.id)
    except UnreadableSecretError:
        log.exception("second_factor", user=user.id)
        return False
    step = step_of(secret, code, at=now(), after=user.totp_step)
    if step is None:
        return False
    user.totp_step = step
    return True


def takes_recovery_code(user: User, code: str) -> bool:
    """Tell whether `code` stands on the account's paper and was not used, and use it up."""
    hashed = token_hash(plain_recovery_code(code))
    statement = db.session.query(RecoveryCode).filter_by(user_id=user.id, code_hash=hashed)
    return bool(statement.filter_by(used_at=None).update({"used_at": now()}))


def replace_recovery_codes(user: User) -> list[str]:
    """Return new codes in the place of the old ones, of which only hashes are kept."""
    codes = new_recovery_codes()
    db.session.query(RecoveryCode).filter_by(user_id=user.id).delete()
    db.session.add_all(
        RecoveryCode(user_id=user.id, code_hash=token_hash(plain_recovery_code(code)))
        for code in codes
    )
    return codes
