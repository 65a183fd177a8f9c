"""Copies of a congress as JSON."""

from typing import Any

from flask import Blueprint

from app.access import even_archived, needs, visitor
from app.congresses.models import Congress
from app.contract import Created, answers, takes
from app.copies import actions, rehearsing
from app.copies.forms import CopyForm, RehearsalAnswer, RehearsalForm
from app.copies.queries import organisation_for_copy, rehearsal_of

blueprint = Blueprint("copies_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.post("/copies")
@even_archived("the next congress often begins as a copy of one that is over")
@needs("congress.prepare")
@answers(Created, 201)
@takes(CopyForm)
def copy_congress(congress: Congress, form: CopyForm) -> Any:
    """Make a new congress with the programme and settings of this one, and documents by choice."""
    who = visitor()
    organisation = organisation_for_copy(who, congress)
    organiser_id = who.id if who.kind == "user" else None
    copy = actions.copy_congress(
        congress, form, organisation=organisation, organiser_id=organiser_id
    )
    return Created(id=copy.id)


@blueprint.post("/rehearsal")
@needs("congress.erase")
@answers(Created, 201)
@takes(RehearsalForm)
def make_rehearsal(congress: Congress, form: RehearsalForm) -> Any:
    """Make the rehearsal: a marked copy with delegates, to be tried and then erased."""
    return Created(id=rehearsing.make_rehearsal(congress, starts_on=form.starts_on).id)


@blueprint.get("/rehearsal")
@needs("congress.prepare")
@answers(RehearsalAnswer)
def show_rehearsal(congress: Congress) -> Any:
    """Say which congress is the rehearsal of this one, if any."""
    found = rehearsal_of(congress)
    return RehearsalAnswer(id=found.id if found else None)


@blueprint.delete("/rehearsal")
@even_archived("what was rehearsed is to go at any time")
@needs("congress.erase")
@answers(status=202)
def end_rehearsal(congress: Congress) -> Any:
    """End the rehearsal: everything of it is erased, the congress itself is not touched."""
    rehearsing.end_rehearsal(congress)
    return "", 202
