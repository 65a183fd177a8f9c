"""Pages of accounts: signing in."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.access import open_to_all, visitor

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/sign-in")
@open_to_all("whoever signs in is nobody yet")
def sign_in() -> ResponseReturnValue:
    """Ask for name and password, then go where the visitor wanted to go."""
    wanted = request.args.get("next", "/office")
    is_own_page = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    if visitor().kind == "user" and is_own_page:
        return redirect(wanted)
    return render_template("accounts/sign_in.html", wanted=wanted if is_own_page else "/office")
