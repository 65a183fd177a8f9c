"""The office's page of a congress's own facts: title, days, venue, quorum."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import needs
from app.congresses.models import Congress

blueprint = Blueprint("congresses", __name__)


@blueprint.get("/office/<int:congress_id>/settings")
@needs("congress.prepare")
def show_settings(congress: Congress) -> ResponseReturnValue:
    """Change title, days, venue and quorum."""
    return render_template("congresses/settings.html", congress=congress)
