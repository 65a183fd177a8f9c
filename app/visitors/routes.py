"""The doors: what a scanned QR, a badge or a screen's address opens."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access import open_to_all, visitor
from app.accounts.limits import count_wrong_code
from app.accounts.queries import device_with
from app.clock import now
from app.congresses.models import Congress
from app.congresses.queries import congresses_of
from app.db import db
from app.delegates.queries import delegate_with_badge
from app.errors import NotFoundError
from app.i18n import use_time_zone
from app.library.answer_door import keep_scan
from app.library.links import is_open
from app.library.models import Link
from app.library.queries import link_with
from app.library.tally import tally
from app.visitors.identity import keep_badge, keep_device, keep_link

blueprint = Blueprint("visitors", __name__)


@blueprint.get("/")
@open_to_all("the first page must not ask who you are; it helps to say it")
def welcome() -> ResponseReturnValue:
    """Ask who the visitor is, and offer what is open already."""
    who = visitor()
    return render_template(
        "welcome.html", viewer=who, congresses=congresses_of(who, "congress.follow")
    )


@blueprint.get("/pair")
@open_to_all("the code that is entered here is the permission")
def show_pairing() -> ResponseReturnValue:
    """Ask for the code that makes this browser a check-in desk or a big screen."""
    return render_template("accounts/pair.html")


@blueprint.get("/q/<token>")
@open_to_all("the token in the address is the permission")
def open_link(token: str) -> ResponseReturnValue:
    """Open what a QR code points to; outside its window say the hours."""
    link = link_with(token)
    if link is None:
        count_wrong_code()
        raise NotFoundError
    congress = db.session.get_one(Congress, link.congress_id)
    if not is_open(link, now()):
        use_time_zone(congress.time_zone)
        return render_template("gate.html", congress=congress, link=link, now=now()), 403
    keep_link(link)
    address = address_of(link)
    tally().scan(link.id)
    keep_scan(congress.id, link.id)
    return redirect(address)


def address_of(link: Link) -> str:
    """Return the page that a link opens."""
    congress_id = link.congress_id
    if link.target == "document":
        return url_for("library.read", congress_id=congress_id, document_id=link.target_id)
    if link.target == "delegates":
        return url_for("library.list_delegates", congress_id=congress_id)
    return url_for("live.follow", congress_id=congress_id)


@blueprint.get("/b/<token>")
@open_to_all("the token on the badge is the permission")
def open_badge(token: str) -> ResponseReturnValue:
    """Make this browser the delegate's and open the congress."""
    delegate = delegate_with_badge(token)
    if delegate is None:
        count_wrong_code()
        raise NotFoundError
    keep_badge(delegate)
    return redirect(url_for("live.follow", congress_id=delegate.congress_id))


@blueprint.get("/d/<token>")
@open_to_all("the device's token in the address is the permission")
def open_screen(token: str) -> ResponseReturnValue:
    """Make this browser a paired big screen."""
    device = device_with(token)
    if device is None or device.kind != "screen":
        count_wrong_code()
        raise NotFoundError
    keep_device(token)
    return redirect(url_for("live.show_screen", congress_id=device.congress_id))
