"""The delegate list as JSON, for pages that follow the roster."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from app.access import needs
from app.congresses.models import Congress
from app.contract import answers
from app.library.forms import NamesAnswer
from app.library.names import names_of
from app.realtime import watch

blueprint = Blueprint("names_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.get("/names")
@needs("delegates.list")
@answers(NamesAnswer, many=True)
def list_names(congress: Congress) -> Any:
    """List who is called: delegation, name and position; 304 while the roster stands still."""
    head = watch().head(congress.id)
    tag = f"{head.epoch}.{head.parts.get('roster', 0)}"
    if request.if_none_match.contains(tag):
        return Response(status=304, headers={"ETag": f'"{tag}"'})
    response = jsonify([each.model_dump(mode="json") for each in names_of(congress)])
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
