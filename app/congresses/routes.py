"""The office's page of a congress's own facts: title, days, venue, quorum."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.access import needs
from app.congresses.models import Congress
from app.congresses.retention import last_day

blueprint = Blueprint("congresses", __name__)


@blueprint.get("/office/<int:congress_id>/settings")
@needs("congress.prepare")
def show_settings(congress: Congress) -> ResponseReturnValue:
    """Change title, days, venue and quorum."""
    labels = {
        "public": _("Documents for everybody"),
        "delegates": _("Documents for delegates"),
        "presidium": _("Documents for the presidium"),
    }
    retention = [(each, label, last_day(congress, each)) for each, label in labels.items()]
    return render_template("congresses/settings.html", congress=congress, retention=retention)
