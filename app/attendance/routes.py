"""The check-in desk in any browser: badge scanner, number or name."""

from typing import Any

from flask import Blueprint, current_app, make_response, request
from flask.typing import ResponseReturnValue

from app.access import needs, visitor
from app.attendance.desk_news import desk_entry
from app.attendance.queries import present_delegate_ids, session_or_present
from app.attendance.substitutions import Places, in_place, places_of, version_of
from app.congresses.models import Congress
from app.delegates.photo_queries import photo_versions
from app.delegates.queries import badge_hashes, roster_of
from app.delegates.sites import sites_of
from app.pages import WITH_WEBASSEMBLY, render_long

blueprint = Blueprint("attendance", __name__)


@blueprint.get("/desk/<int:congress_id>")
@needs("attendance.record")
def show_desk(congress: Congress) -> ResponseReturnValue:
    """Check delegates in by badge, number or name."""
    session = session_or_present(congress, request.args.get("session_id", type=int))
    present = present_delegate_ids(session) if session else set()
    badges = badge_hashes(congress)
    places = places_of(session) if session else Places({}, {})
    is_paired = visitor().kind == "kiosk"
    photos = photo_versions(congress) if visitor().may("photos.see", congress.id) else {}
    page = render_long(
        "attendance/desk.html",
        congress=congress,
        session=session,
        secure_url=secure_url(congress),
        places_version=version_of(session) if session else "",
        desk_name=visitor().name if is_paired else "",
        sites=None if is_paired else sites_to_choose(congress),
        delegates=(
            {
                **in_place(desk_entry(each, present, badges.get(each.id, "")), places),
                "photo": photos.get(each.id, ""),
            }
            for each in roster_of(congress)
        ),
    )
    response = make_response(page)
    response.headers["Content-Security-Policy"] = WITH_WEBASSEMBLY
    return response


def sites_to_choose(congress: Congress) -> list[dict[str, Any]]:
    """Return the sites of which whoever opened the page by account says where this desk stands."""
    return [{"id": each.id, "name": each.name} for each in sites_of(congress.id)]


def secure_url(congress: Congress) -> str:
    """Return where this page is over HTTPS, as far as the server was told; else nothing."""
    address: str = current_app.config["SETTINGS"].public_url
    return f"{address}/desk/{congress.id}" if address.startswith("https://") else ""
