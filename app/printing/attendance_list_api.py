"""The attendance list of a session as a file."""

from typing import Any

from flask import Blueprint, request

from app.access import needs
from app.attendance.queries import session_meant
from app.congresses.models import Congress
from app.contract import answers
from app.delegates.sites import site_or_main
from app.printing.attendance_list import Asked, attendance_list, moment_asked_for

blueprint = Blueprint(
    "attendance_list_api", __name__, url_prefix="/api/congresses/<int:congress_id>"
)


@blueprint.get("/attendance-list")
@needs("attendance.review")
@answers(media_type="application/octet-stream")
def send_list(congress: Congress) -> Any:
    """Send who came when and how, who did not and why, `as` xlsx, csv or pdf with signatures.

    Of a session (`session_id`), now or at a moment (`at`, or `clock` HH:MM of the venue), of all or
    of those who count at one site (`site_id`).
    """
    session = session_meant(congress, request.args.get("session_id", type=int))
    at, clock = request.args.get("at", "").strip(), request.args.get("clock", "").strip()
    moment = moment_asked_for(congress, session, at=at, clock=clock)
    site_id = request.args.get("site_id", type=int)
    site = site_or_main(congress, site_id) if site_id is not None else None
    asked = Asked(congress, session, moment, site)
    return attendance_list(asked, request.args.get("as", "xlsx"))
