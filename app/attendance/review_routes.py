"""The pages of the check-ins that a person should look at, and of the guests at the door."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import needs
from app.attendance.review import count_to_review, events_to_review
from app.attendance.walk_ins_api import guests_of
from app.congresses.models import Congress
from app.pages import render_long

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


@blueprint.get("/office/<int:congress_id>/walk-ins")
@needs("roster.read")
def show_guests(congress: Congress) -> ResponseReturnValue:
    """Show the guests who were entered at the door."""
    guests = list(guests_of(congress))
    return render_long("attendance/walk_ins.html", congress=congress, guests=guests)
