"""Guests who come without being on the roster: entered at the door, counted as guests, once."""

from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from app.access import Visitor
from app.attendance.actions import hash_of, keep_event
from app.attendance.events import (
    event_with_key,
)
from app.attendance.forms import CheckInForm
from app.attendance.models import CheckIn, WalkIn
from app.attendance.walk_in_forms import WalkInForm
from app.clock import now
from app.congresses.models import Congress
from app.congresses.queries import session_of
from app.db import changes, db
from app.delegates.actions import keep_added, new_delegate
from app.delegates.forms import DelegateForm
from app.delegates.models import Delegate
from app.delegates.queries import delegate_numbered
from app.errors import RefusedError
from app.realtime import commit_and_publish


@changes
def welcome(congress: Congress, form: WalkInForm, by: Visitor) -> tuple[CheckIn, bool]:
    """Enter a guest and that they came in; returns (event, was it new).

    The same key with the same body is the same guest. A guest never counts into the numbers.
    """
    hashed = hash_of(form)
    earlier = db.session.query(WalkIn).filter_by(congress_id=congress.id, key=form.key).first()
    event = event_with_key(congress, form.key)
    if earlier is not None and event is not None and earlier.body_hash == hashed:
        return event, False
    if earlier is not None or event is not None:
        raise RefusedError(_("This key was used for another check-in."))
    session_of(congress, form.session_id)
    guest = new_delegate(
        congress,
        DelegateForm(
            number=next_number(congress),
            name=form.name,
            position=form.organisation,
            standing="guest",
        ),
    )
    keep_added(congress, [guest])
    db.session.add(
        WalkIn(
            congress_id=congress.id,
            delegate_id=guest.id,
            key=form.key,
            body_hash=hashed,
            phone=form.phone,
            recorded_by=by.name,
            received_at=now(),
        )
    )
    event = keep_event(congress, came_in(form, guest), by, delegate=guest)
    about = f"delegate:{guest.id}"
    commit_and_publish(congress, "attendance", "roster", did="walk_in", about=about)
    return event, True


def came_in(form: WalkInForm, guest: Delegate) -> CheckInForm:
    """Return the check-in that a guest at the door is."""
    return CheckInForm(
        key=form.key,
        delegate_id=guest.id,
        session_id=form.session_id,
        method="name",
        at=form.at,
        clock_offset_ms=form.clock_offset_ms,
        desk=form.desk,
        site_id=form.site_id,
    )


def next_number(congress: Congress) -> str:
    """Return a number for a guest that nobody has: K- and the next free one."""
    statement = select(func.count()).select_from(WalkIn).filter_by(congress_id=congress.id)
    number = (db.session.scalar(statement) or 0) + 1
    while delegate_numbered(congress, f"K-{number:03}") is not None:
        number += 1
    return f"K-{number:03}"


def guests_at_the_door(congress: Congress) -> Any:
    """Return the select of (guest, walk-in) of a congress, in the order in which they came."""
    return (
        select(Delegate, WalkIn)
        .join(WalkIn, WalkIn.delegate_id == Delegate.id)
        .where(WalkIn.congress_id == congress.id)
        .order_by(WalkIn.id)
    )
