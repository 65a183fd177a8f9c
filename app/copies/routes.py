"""The office's page for copies of a congress."""

from zoneinfo import ZoneInfo

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import needs, visitor
from app.archive.erasing_congress import is_being_erased
from app.clock import now
from app.congresses.models import Congress
from app.copies.queries import may_copy, rehearsal_of
from app.library.queries import documents_where

blueprint = Blueprint("copies", __name__)


@blueprint.get("/office/<int:congress_id>/copies")
@needs("congress.prepare")
def show_copies(congress: Congress) -> ResponseReturnValue:
    """Offer to rehearse this congress, and to make the next one out of it."""
    rehearsal = rehearsal_of(congress)
    return render_template(
        "copies/copies.html",
        congress=congress,
        may_copy=may_copy(visitor(), congress),
        rehearsal=rehearsal,
        is_ending=rehearsal is not None and is_being_erased(rehearsal),
        today=now().astimezone(ZoneInfo(congress.time_zone)).date(),
        documents=[each for each in documents_where(congress.id) if each.state == "ready"],
    )
