"""Whose account a request is about: the one that is signed in, and nobody else's."""

from typing import NamedTuple

from flask import request
from flask_babel import lazy_gettext as _

from app.accounts.models import User
from app.accounts.queries import present_sign_in
from app.errors import SignInError


class Own(NamedTuple):
    """The account that is signed in, and the browser it sits at."""

    user: User
    sign_in_id: int


def own_account() -> Own:
    """Return the signed-in account; raises SignInError for everybody else."""
    sign_in = None if "Authorization" in request.headers else present_sign_in()
    if sign_in is None:
        raise SignInError(_("Please sign in with your name and password."))
    return Own(sign_in.user, sign_in.id)
