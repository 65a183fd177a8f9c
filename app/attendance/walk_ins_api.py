"""Guests at the door as JSON: entered by a desk, listed for the office."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint

from app.access import needs, visitor
from app.attendance import walk_ins
from app.attendance.api import event_answer
from app.attendance.forms import CheckInAnswer
from app.attendance.walk_in_forms import WalkInAnswer, WalkInForm
from app.clock import breathing
from app.congresses.models import Congress
from app.contract import answers, takes
from app.db import db

blueprint = Blueprint("walk_ins_api", __name__, url_prefix="/api/congresses/<int:congress_id>")
BATCH = 100
"""Rows read at once; then the hub may serve phones."""


@blueprint.post("/walk-ins")
@needs("attendance.record")
@answers(CheckInAnswer, 201)
@takes(WalkInForm)
def welcome(congress: Congress, form: WalkInForm) -> Any:
    """Enter a guest who is not on the roster; the same key with the same body is the same guest."""
    event, is_new = walk_ins.welcome(congress, form, visitor())
    return event_answer(event), 201 if is_new else 200


@blueprint.get("/walk-ins")
@needs("roster.read")
@answers(WalkInAnswer, many=True)
def list_guests(congress: Congress) -> Any:
    """List the guests who were entered at the door, in the order in which they came."""
    return guests_of(congress)


def guests_of(congress: Congress) -> Iterator[WalkInAnswer]:
    """Yield the guests at the door as the office sees them."""
    statement = walk_ins.guests_at_the_door(congress).execution_options(yield_per=BATCH)
    for guest, walk_in in breathing(db.session.execute(statement), every=BATCH):
        yield WalkInAnswer(
            delegate_id=guest.id,
            number=guest.number,
            name=guest.name,
            organisation=guest.position,
            phone=walk_in.phone,
            recorded_by=walk_in.recorded_by,
            received_at=walk_in.received_at,
        )
