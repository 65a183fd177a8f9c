"""Pages of accounts: signing in, invitations, one's own account, a congress's devices."""

import re
from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.access import needs, open_to_all, visitor
from app.accounts.browsers import browser_name
from app.accounts.invitations import valid
from app.accounts.limits import count_wrong_code
from app.accounts.models import User
from app.accounts.own import own_account
from app.accounts.password_rules import COMMON
from app.accounts.passwords import SHORTEST
from app.accounts.queries import devices_of, recovery_codes_left, sign_ins_of
from app.accounts.role_words import ROLE_WORDS
from app.db import db
from app.errors import NotFoundError
from app.realtime.door import HasId

blueprint = Blueprint("accounts", __name__)
OWN_PAGE = re.compile(r"/(?!/)[^\\\x00-\x20\x7f]*")
"""Browsers leave tabs and line ends out and read \\ as /: either would lead to another site."""


@blueprint.app_template_global("may")
def may(permission: str, congress_id: int | None = None) -> bool:
    """Tell a page whether its visitor gets anything behind a button."""
    return visitor().may(permission, congress_id)


@blueprint.app_template_global("may_somewhere")
def may_somewhere(permission: str) -> bool:
    """Tell a page whether its visitor may do something in any place at all."""
    return visitor().may_somewhere(permission)


@blueprint.get("/sign-in")
@open_to_all("whoever signs in is nobody yet")
def sign_in() -> ResponseReturnValue:
    """Ask for name and password, then go where the visitor wanted to go."""
    wanted = request.args.get("next", "/office")
    is_own_page = OWN_PAGE.fullmatch(wanted) is not None
    if visitor().kind == "user" and is_own_page:
        return redirect(wanted)
    return render_template("accounts/sign_in.html", wanted=wanted if is_own_page else "/office")


@blueprint.get("/invite/<token>")
@open_to_all("the token in the address is the permission")
def show_invitation(token: str) -> ResponseReturnValue:
    """Let an invited person choose name and password, or somebody a new password."""
    try:
        invitation = valid(token)
    except NotFoundError:
        count_wrong_code()
        return render_template("accounts/used_up.html"), HTTPStatus.NOT_FOUND
    user = db.session.get(User, invitation.user_id) if invitation.user_id else None
    return render_template(
        "accounts/accept.html",
        invitation=invitation,
        user=user,
        role=ROLE_WORDS.get(invitation.role, ""),
        token=token,
        rules={"shortest": SHORTEST, **COMMON},
    )


@blueprint.get("/office/account")
@open_to_all("a person's own account; who is not signed in is asked to")
def show_account() -> ResponseReturnValue:
    """One's own account: password, second step, signed-in browsers."""
    own = own_account()
    return render_template(
        "accounts/account.html",
        user=own.user,
        here=own.sign_in_id,
        sign_ins=sign_ins_of(own.user.id),
        codes_left=recovery_codes_left(own.user.id),
        rules={"shortest": SHORTEST, **COMMON},
        browser_name=browser_name,
        is_missing="missing" in request.args and own.user.totp_since is None,
    )


@blueprint.get("/office/<int:congress_id>/devices")
@needs("devices.manage")
def show_devices(congress: HasId) -> ResponseReturnValue:
    """Pair desks and screens, and revoke them."""
    return render_template(
        "accounts/devices.html", congress=congress, devices=devices_of(congress.id)
    )
