"""Reported absences as JSON: the leader's own delegation, and what the office decides."""

from typing import Any

from flask import Blueprint

from app.access import needs, visitor
from app.attendance import absences
from app.attendance.absence_forms import (
    AbsenceAnswer,
    BoardAnswer,
    DeclineForm,
    ReportForm,
    SubstituteForm,
)
from app.attendance.absence_review import absences_in
from app.attendance.api import session_asked_for
from app.attendance.delegation_board import board, led_by
from app.congresses.models import Congress
from app.contract import Created, answers, takes

blueprint = Blueprint("absences_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.get("/my-delegation")
@needs("delegation.lead")
@answers(BoardAnswer)
def show_board(congress: Congress) -> Any:
    """Show the delegation that the badge's owner leads in a session (`session_id`)."""
    led = led_by(congress, visitor())
    return board(led, session_asked_for(congress))


@blueprint.post("/my-delegation/absences")
@needs("delegation.lead")
@answers(Created, 201)
@takes(ReportForm)
def report(congress: Congress, form: ReportForm) -> Any:
    """Report that a member of the own delegation will not come; the secretariat confirms it."""
    led = led_by(congress, visitor())
    return Created(id=absences.report(congress, led, form).id)


@blueprint.delete("/my-delegation/absences/<int:absence_id>")
@needs("delegation.lead")
@answers(status=204)
def take_back(congress: Congress, absence_id: int) -> Any:
    """Take a report back that was not confirmed yet."""
    absences.take_back(congress, led_by(congress, visitor()), absence_id)


@blueprint.get("/absences")
@needs("attendance.review")
@answers(AbsenceAnswer, many=True)
def list_absences(congress: Congress) -> Any:
    """List what was reported of a session (`session_id`), in the order in which it came."""
    return absences_in(session_asked_for(congress), congress)


@blueprint.post("/absences/<int:absence_id>/confirm")
@needs("attendance.review")
@answers(Created)
def confirm(congress: Congress, absence_id: int) -> Any:
    """Let a report count: the delegate is excused."""
    return Created(id=absences.confirm(congress, absence_id, visitor()).id)


@blueprint.post("/absences/<int:absence_id>/decline")
@needs("attendance.review")
@answers(Created)
@takes(DeclineForm)
def decline(congress: Congress, absence_id: int, form: DeclineForm) -> Any:
    """Do not accept a report, or take back that it was accepted; the leader reads why."""
    decided = absences.decline(congress, absence_id, form.reason, by=visitor())
    return Created(id=decided.id)


@blueprint.put("/absences/<int:absence_id>/substitute")
@needs("attendance.review")
@answers(Created)
@takes(SubstituteForm)
def name_substitute(congress: Congress, absence_id: int, form: SubstituteForm) -> Any:
    """Say who comes instead; with a confirmed absence they have the place from now on."""
    return Created(id=absences.name_substitute(congress, absence_id, form.number).id)


@blueprint.delete("/absences/<int:absence_id>/substitute")
@needs("attendance.review")
@answers(status=204)
def take_substitute_back(congress: Congress, absence_id: int) -> Any:
    """Let nobody stand in any more; the absence stays."""
    absences.take_substitute_back(congress, absence_id)
