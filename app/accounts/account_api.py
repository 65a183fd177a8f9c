"""One's own account: password, second step, signed-in browsers; and links that make accounts.

Whoever is signed in may all of it and nobody else anything, so the routes ask for no permission:
`own_account` is the lookup.
"""

from typing import Any

from flask import Blueprint, current_app, request
from flask_babel import lazy_gettext as _

from app.access import open_to_all
from app.accounts import second_factor
from app.accounts.actions import change_password, confirm_password
from app.accounts.api import keep_sign_in
from app.accounts.forms import (
    AcceptAnswer,
    AcceptForm,
    CodeForm,
    PasswordChange,
    PasswordForm,
    RecoveryCodes,
    SecretAnswer,
    SignInAnswer,
)
from app.accounts.invitations import accept
from app.accounts.limits import count_wrong_code
from app.accounts.models import User
from app.accounts.own import own_account
from app.accounts.queries import sign_ins_of
from app.accounts.sign_ins import end_other_sign_ins, end_sign_in, open_sign_in
from app.accounts.totp import address_of
from app.contract import answers, takes
from app.db import db
from app.errors import NotFoundError
from documents.qr import svg

blueprint = Blueprint("account_api", __name__, url_prefix="/api")
OWN = "a person's own account; the lookup is who is signed in"


@blueprint.post("/invitations/<token>")
@open_to_all("the token in the address is the permission")
@answers(AcceptAnswer)
@takes(AcceptForm)
def accept_invitation(token: str, form: AcceptForm) -> Any:
    """Use a link up: make the account, or set the new password; then sign in."""
    try:
        user_id = accept(
            token, name=form.name, display_name=form.display_name, password=form.password
        )
    except NotFoundError:
        count_wrong_code()
        raise
    if db.session.get_one(User, user_id).totp_since:
        return AcceptAnswer(next="/sign-in")
    browser = request.headers.get("User-Agent", "")
    keep_sign_in(open_sign_in(user_id, browser=browser, address=request.remote_addr or ""))
    return AcceptAnswer(next="/office")


@blueprint.put("/account/password")
@open_to_all(OWN)
@answers(status=204)
@takes(PasswordChange)
def set_password(form: PasswordChange) -> Any:
    """Change the password; every other browser is signed out."""
    own = own_account()
    confirm_password(own.user, form.present)
    change_password(own.user, form.password, sign_in_id=own.sign_in_id)


@blueprint.post("/account/second-factor")
@open_to_all(OWN)
@answers(SecretAnswer, 201)
@takes(PasswordForm)
def begin_second_factor(form: PasswordForm) -> Any:
    """Tell a new secret for an authenticator app, which counts once a code was shown.

    Asks for the password: else whoever finds a browser open could lock its owner out.
    """
    user = own_account().user
    confirm_password(user, form.password)
    account = f"{user.name}@{current_app.config['SETTINGS'].public_url.partition('//')[2]}"
    secret = second_factor.begin(user.id)
    address = address_of(secret, account=account, issuer=str(_("Paperless congress")))
    return SecretAnswer(secret=secret, address=address, qr=svg(address))


@blueprint.put("/account/second-factor")
@open_to_all(OWN)
@answers(RecoveryCodes)
@takes(CodeForm)
def confirm_second_factor(form: CodeForm) -> Any:
    """Put the second step in force; the recovery codes are told this once."""
    own = own_account()
    codes = second_factor.confirm(own.user.id, form.code, sign_in_id=own.sign_in_id)
    return RecoveryCodes(codes=codes)


@blueprint.delete("/account/second-factor")
@open_to_all(OWN)
@answers(status=204)
@takes(PasswordForm)
def drop_second_factor(form: PasswordForm) -> Any:
    """Take the second step away; asks for the password."""
    user = own_account().user
    confirm_password(user, form.password)
    second_factor.take_away(user.id)


@blueprint.post("/account/recovery-codes")
@open_to_all(OWN)
@answers(RecoveryCodes, 201)
@takes(PasswordForm)
def renew_recovery_codes(form: PasswordForm) -> Any:
    """Make ten new recovery codes; the old ones open nothing from now on."""
    user = own_account().user
    confirm_password(user, form.password)
    return RecoveryCodes(codes=second_factor.renew_recovery_codes(user.id))


@blueprint.get("/account/sign-ins")
@open_to_all(OWN)
@answers(SignInAnswer, many=True)
def list_sign_ins() -> Any:
    """List the browsers in which this account is signed in."""
    own = own_account()
    return [
        SignInAnswer(
            id=each.id,
            browser=each.browser,
            address=each.address,
            created_at=each.created_at,
            seen_at=each.seen_at or each.created_at,
            is_this_one=each.id == own.sign_in_id,
        )
        for each in sign_ins_of(own.user.id)
    ]


@blueprint.delete("/account/sign-ins")
@open_to_all(OWN)
@answers(status=204)
def end_others() -> Any:
    """Sign every other browser out."""
    own = own_account()
    end_other_sign_ins(own.user.id, but=own.sign_in_id)


@blueprint.delete("/account/sign-ins/<int:sign_in_id>")
@open_to_all(OWN)
@answers(status=204)
def end_one(sign_in_id: int) -> Any:
    """Sign one browser out."""
    end_sign_in(own_account().user.id, sign_in_id)
