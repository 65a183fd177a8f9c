"""Pages of the live hall: phone, big screen, remote, and the office's day."""

import json
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.access import needs, visitor
from app.attendance.delegation_board import find_led
from app.attendance.queries import current_session
from app.clock import now
from app.congresses.models import Congress
from app.congresses.queries import congresses_of
from app.db import db
from app.delegates.models import Delegate, Site
from app.delegates.sites import chosen, site_for, sites_of
from app.errors import NotFoundError
from app.library.answer_door import keep_answer
from app.library.links import is_open, link_url
from app.library.models import Link
from app.library.queries import links_of
from app.live.api import snapshots
from app.live.decks import decks_of
from app.live.next_steps import Step, next_steps
from app.live.presenting import own_content, own_site
from app.people.queries import places_for_new
from documents.qr import svg

blueprint = Blueprint("live", __name__)
SCREENS = {
    "hall": "live/screen.html",
    "corridor": "live/corridor.html",
    "stage": "live/monitor.html",
}


@blueprint.get("/c/<int:congress_id>")
@needs("congress.follow")
def follow(congress: Congress) -> ResponseReturnValue:
    """Follow the hall on a phone."""
    keep_answer(congress.id)
    return render_template(
        "live/phone.html", congress=congress, viewer=viewer(congress), **live_now(congress)
    )


@blueprint.get("/screen/<int:congress_id>")
@needs("screen.show")
def show_screen(congress: Congress) -> ResponseReturnValue:
    """Show the big screen, or what else the address (`show`, `site`) or the office chose."""
    asked, asked_site = request.args.get("show"), request.args.get("site", type=int)
    chosen, site = own_content(congress), own_site(congress, asked_site)
    shows = asked if asked in SCREENS else chosen
    as_office_chose = {"shows": chosen, "site_id": site.id if site else None}
    return render_template(
        SCREENS[shows],
        congress=congress,
        **live_now(congress),
        site={"id": site.id, "name": site.name} if site else None,
        content=as_office_chose if asked is None and asked_site is None else None,
        may_read_notes=visitor().may("stage.notes", congress.id),
        link_svg=offered_link(congress, site)
        and url_for("live.screen_qr", congress_id=congress.id, site=asked_site),
    )


@blueprint.get("/remote/<int:congress_id>")
@needs("stage.move")
def show_remote(congress: Congress) -> ResponseReturnValue:
    """Move the hall from a tablet or phone."""
    told = decks_of(congress).model_dump(mode="json")
    return render_template("live/remote.html", congress=congress, **told, **live_now(congress))


def live_now(congress: Congress) -> dict[str, Any]:
    """Return the snapshot for this visitor, to be shown before the socket is there."""
    body, tag = snapshots().get(congress.id, visitor().audience_in(congress.id))
    return {"snapshot": json.loads(body), "snapshot_etag": f'"{tag}"'}


def viewer(congress: Congress) -> dict[str, str]:
    """Return who looks: a delegate with delegation and seat, staff, or a guest."""
    delegate_id = visitor().delegate_ids.get(congress.id)
    delegate = db.session.get(Delegate, delegate_id) if delegate_id else None
    if delegate is not None:
        return {
            "kind": "delegate",
            "name": delegate.name,
            "delegation": delegate.delegation_name,
            "group": delegate.group_name,
            "position": delegate.position,
            "seat": delegate.seat,
            **told_site(congress),
            "leads": "yes" if find_led(congress, visitor()) else "",
        }
    is_staff = visitor().may("office.enter", congress.id)
    kind = "staff" if is_staff else "guest"
    return {"kind": kind, "name": visitor().name, **told_site(congress)}


def told_site(congress: Congress) -> dict[str, str]:
    """Return the site of who looks, and where that is; both empty where nobody said it."""
    site = site_for(congress, visitor())
    return {"site": site.name if site else "", "site_place": site.place if site else ""}


def offered_link(congress: Congress, site: Site | None = None) -> Link | None:
    """Return the open link of the present session, else of the congress; the site's own first."""
    session = current_session(congress)
    opened = [link for link in links_of(congress) if is_open(link, now())]
    if site is not None:
        sites = sites_of(congress.id)
        opened = [
            each for each in opened if each.site_id is None or chosen(sites, each.site_id) is site
        ]
        opened.sort(key=lambda link: link.site_id is None)
    of_session = [
        link
        for link in opened
        if session and link.target == "session" and link.target_id == session.id
    ]
    of_congress = [link for link in opened if link.target == "congress"]
    return next(iter([*of_session, *of_congress]), None)


@blueprint.get("/screen/<int:congress_id>/qr.svg")
@needs("screen.show")
def screen_qr(congress: Congress) -> ResponseReturnValue:
    """Show the QR code that the big screen offers to the hall."""
    link = offered_link(congress, own_site(congress, request.args.get("site", type=int)))
    if link is None:
        raise NotFoundError
    return Response(svg(link_url(link)), mimetype="image/svg+xml")


@blueprint.app_template_global("next_steps")
def next_steps_here(congress: Congress) -> list[Step]:
    """Give every page of the office the steps that are still to be taken."""
    return next_steps(visitor(), congress)


@blueprint.get("/office")
@needs("office.enter")
def list_congresses() -> ResponseReturnValue:
    """Choose a congress, or make one."""
    places, is_free = places_for_new(visitor()), visitor().may("congress.create", None)
    return render_template(
        "live/congresses.html",
        congresses=congresses_of(visitor(), "office.enter"),
        may_create=is_free or bool(places),
        places=places,
        is_free=is_free,
    )


@blueprint.get("/office/<int:congress_id>")
@needs("office.enter")
def show_day(congress: Congress) -> ResponseReturnValue:
    """Watch the day: the numbers, what is on, what to do next."""
    may_show_qr = visitor().may("screen.show", congress.id)
    return render_template(
        "live/day.html",
        congress=congress,
        **live_now(congress),
        session=current_session(congress),
        link=offered_link(congress, own_site(congress)) if may_show_qr else None,
        link_url=link_url,
    )
