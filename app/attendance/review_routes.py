"""The page of the check-ins that a person should look at."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import needs
from app.attendance.review import count_to_review, events_to_review
from app.congresses.models import Congress

blueprint = Blueprint("attendance_review", __name__)


@blueprint.get("/office/<int:congress_id>/check-ins")
@needs("attendance.review")
def show_odd_events(congress: Congress) -> ResponseReturnValue:
    """Show the events that do not fit, with what to do about each."""
    return render_template(
        "attendance/review.html",
        congress=congress,
        odd=events_to_review(congress),
        count=count_to_review(congress),
    )
