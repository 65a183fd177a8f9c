"""Asking a person for the password once more, before what cannot be undone."""

from flask_babel import lazy_gettext as _

from app.access import visitor
from app.accounts.actions import confirm_password
from app.accounts.own import own_account
from app.errors import InvalidError


def ask_again(password: str) -> None:
    """Raise InvalidError unless it is the password of whoever sits at the browser.

    A browser may stand open while nobody sits there; a program with a token has no password and
    is not asked. Tries are counted together with those of signing in.
    """
    if not visitor().by_cookie:
        return
    if not password:
        raise InvalidError(_("Please type your password too."), fields={"password": ""})
    confirm_password(own_account().user, password)
