"""The gallery for desks: who may come, by which badge, name and face, and in whose place."""

from typing import Any

from flask import Blueprint, Response, request

from app.access import needs
from app.attendance.substitutions import substitutions
from app.congresses.models import Congress, CongressSession
from app.contract import answers
from app.delegates.gallery import gallery_json
from app.realtime import watch

blueprint = Blueprint("gallery_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.get("/gallery")
@needs("gallery.read")
@answers()
def show_gallery(congress: Congress) -> Any:
    """Give a desk what it needs to know people by badge, name and face."""
    head = watch().head(congress.id)
    tag = f"{head.epoch}.{head.parts.get('roster', 0)}"
    if request.if_none_match.contains(tag):
        return Response(status=304)
    places = [place for session in congress.sessions for place in places_in(session)]
    response = Response(gallery_json(congress, substitutions=places), mimetype="application/json")
    response.headers["Cache-Control"] = "no-store, private"
    response.set_etag(tag)
    return response


def places_in(session: CongressSession) -> list[dict[str, int]]:
    """Return who stands in for whom in a session, by ids: the roster has the rest."""
    return [
        {
            "session_id": session.id,
            "delegate_id": each.replaced_id,
            "substitute_id": each.substitute_id,
        }
        for each in substitutions(session)
    ]
