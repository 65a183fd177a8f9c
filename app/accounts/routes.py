"""Pages of accounts: signing in, and the devices of a congress."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.access import needs, open_to_all, visitor
from app.accounts.queries import devices_of
from app.realtime.door import HasId

blueprint = Blueprint("accounts", __name__)


@blueprint.app_template_global("may")
def may(permission: str, congress_id: int | None = None) -> bool:
    """Tell a page whether its visitor gets anything behind a button."""
    return visitor().may(permission, congress_id)


@blueprint.get("/sign-in")
@open_to_all("whoever signs in is nobody yet")
def sign_in() -> ResponseReturnValue:
    """Ask for name and password, then go where the visitor wanted to go."""
    wanted = request.args.get("next", "/office")
    is_own_page = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    if visitor().kind == "user" and is_own_page:
        return redirect(wanted)
    return render_template("accounts/sign_in.html", wanted=wanted if is_own_page else "/office")


@blueprint.get("/office/<int:congress_id>/devices")
@needs("devices.manage")
def show_devices(congress: HasId) -> ResponseReturnValue:
    """Pair desks and screens, and revoke them."""
    return render_template(
        "accounts/devices.html", congress=congress, devices=devices_of(congress.id)
    )
