"""The pages of absences: the delegation leader's board, and what waits for the secretariat."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.access import needs, visitor
from app.attendance.absence_review import count_waiting, decided_absences, waiting_absences
from app.attendance.delegation_board import board, led_by
from app.attendance.queries import session_or_present
from app.congresses.models import Congress
from app.pages import render_long

blueprint = Blueprint("absences", __name__)


@blueprint.get("/c/<int:congress_id>/delegation")
@needs("delegation.lead")
def show_board(congress: Congress) -> ResponseReturnValue:
    """Let the leader of a delegation see who of it is here, and report who will not come."""
    led = led_by(congress, visitor())
    session = session_or_present(congress, request.args.get("session_id", type=int))
    shown = board(led, session).model_dump(mode="json") if session else None
    return render_template("attendance/delegation.html", congress=congress, led=led, board=shown)


@blueprint.get("/office/<int:congress_id>/absences")
@needs("attendance.review")
def show_absences(congress: Congress) -> ResponseReturnValue:
    """Confirm or decline what the leaders of delegations reported."""
    return render_long(
        "attendance/absences.html",
        congress=congress,
        waiting=waiting_absences(congress),
        count=count_waiting(congress),
        decided=decided_absences(congress),
    )
