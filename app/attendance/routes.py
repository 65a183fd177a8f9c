"""The check-in desk in any browser: badge scanner, number or name."""

from typing import Any

from flask import Blueprint, current_app, make_response, request
from flask.typing import ResponseReturnValue

from app.access import needs, visitor
from app.attendance.queries import present_delegate_ids, session_or_present
from app.congresses.models import Congress
from app.delegates.photo_queries import photo_versions
from app.delegates.queries import RosterRow, badge_hashes, roster_of
from app.pages import WITH_WEBASSEMBLY, render_long

blueprint = Blueprint("attendance", __name__)

BADGE_DIGITS = 16
"""Of a badge's hash: enough to tell badges apart, far too few to be a badge."""


@blueprint.get("/desk/<int:congress_id>")
@needs("attendance.record")
def show_desk(congress: Congress) -> ResponseReturnValue:
    """Check delegates in by badge, number or name."""
    session = session_or_present(congress, request.args.get("session_id", type=int))
    present = present_delegate_ids(session) if session else set()
    badges = badge_hashes(congress)
    photos = photo_versions(congress) if visitor().may("photos.see", congress.id) else {}
    page = render_long(
        "attendance/desk.html",
        congress=congress,
        session=session,
        secure_url=secure_url(congress),
        desk_name=visitor().name if visitor().kind == "kiosk" else "",
        delegates=(
            {
                **desk_entry(each, present, badges.get(each.id, "")),
                "photo": photos.get(each.id, ""),
            }
            for each in roster_of(congress)
        ),
    )
    response = make_response(page)
    response.headers["Content-Security-Policy"] = WITH_WEBASSEMBLY
    return response


def secure_url(congress: Congress) -> str:
    """Return where this page is over HTTPS, as far as the server was told; else nothing."""
    address: str = current_app.config["SETTINGS"].public_url
    return f"{address}/desk/{congress.id}" if address.startswith("https://") else ""


def desk_entry(delegate: RosterRow, present: set[int], badge: str) -> dict[str, Any]:
    """Return what a desk shows of a delegate, how it knows the badge, and who came already."""
    return {
        "id": delegate.id,
        "number": delegate.number,
        "name": delegate.name,
        "delegation": delegate.delegation_name,
        "position": delegate.position,
        "seat": delegate.seat,
        "badge": badge[:BADGE_DIGITS],
        "guest": delegate.standing == "guest",
        "present": delegate.id in present,
    }
