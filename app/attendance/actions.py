"""Counting who came: each event once, in the order in which it happened, none dropped."""

import json
from datetime import timedelta
from hashlib import sha256

from flask_babel import lazy_gettext as _
from sqlalchemy import delete

from app.access import Visitor
from app.agenda.models import AgendaItem
from app.attendance.forms import AbsenceForm, CheckInForm
from app.attendance.models import Absence, CheckIn
from app.attendance.queries import event_with_key, has_events, last_event
from app.clock import now
from app.congresses.models import Congress, CongressSession
from app.congresses.queries import session_of
from app.db import changes, db
from app.delegates.models import Delegate
from app.delegates.queries import delegate_of, delegate_with_badge
from app.errors import NotFoundError, RefusedError
from app.realtime import commit_and_publish


@changes
def check_in(congress: Congress, form: CheckInForm, by: Visitor) -> tuple[CheckIn, bool]:
    """Record one event; returns (event, was it new).

    The same key with the same body is the same event. A well-formed event is always taken:
    what does not fit is marked as a conflict for a person to look at.
    """
    body_hash = hash_of(form)
    earlier = event_with_key(congress, form.key)
    if earlier is not None:
        if earlier.body_hash != body_hash:
            raise RefusedError(_("This key was used for another check-in."))
        return earlier, False
    session = session_of(congress, form.session_id)
    delegate = delegate_meant(congress, form)
    event = CheckIn(
        congress_id=congress.id,
        session_id=session.id,
        delegate_id=delegate.id if delegate else None,
        key=form.key,
        body_hash=body_hash,
        direction=form.direction,
        method=form.method,
        device_id=by.id if by.kind == "kiosk" else None,
        recorded_by=by.name,
        desk_at=form.at,
        clock_offset_ms=form.clock_offset_ms,
        happened_at=form.at + timedelta(milliseconds=form.clock_offset_ms),
        received_at=now(),
        conflict=conflict(session.id, delegate, form.direction),
    )
    db.session.add(event)
    db.session.flush()
    commit_and_publish(congress, "attendance", did="check_in", about=f"check_in:{event.id}")
    return event, True


@changes
def remove_session(congress: Congress, session: CongressSession) -> None:
    """Take out a session with its agenda; refused once anybody was checked in."""
    if has_events(session):
        raise RefusedError(_("Delegates were checked in to this session; it has to stay."))
    session_id = session.id
    db.session.query(AgendaItem).filter_by(session_id=session_id).update({"parent_id": None})
    db.session.execute(delete(CongressSession).where(CongressSession.id == session_id))
    commit_and_publish(
        congress,
        "agenda",
        "stage",
        "attendance",
        did="session.remove",
        about=f"session:{session_id}",
    )


def hash_of(form: CheckInForm) -> str:
    """Return the hash that tells whether a repeated key brings the same event.

    The clock offset is measured anew at each sending, so it is not part of the event.
    """
    facts = form.model_dump(mode="json", exclude={"clock_offset_ms"})
    return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def delegate_meant(congress: Congress, form: CheckInForm) -> Delegate | None:
    """Return whom the event is about, None when this congress does not know them."""
    if form.badge is not None:
        found = delegate_with_badge(form.badge)
        return found if found and found.congress_id == congress.id else None
    try:
        return delegate_of(congress, form.delegate_id or 0)
    except NotFoundError:
        return None


def conflict(session_id: int, delegate: Delegate | None, direction: str) -> str:
    """Return what does not fit with the events received before; empty when all does."""
    if delegate is None:
        return "unknown_delegate"
    before = last_event(session_id, delegate.id)
    if before is None:
        return "out_before_in" if direction == "out" else ""
    if before.direction == direction:
        return f"already_{direction}"
    return ""


@changes
def undo(congress: Congress, event_id: int, reason: str) -> CheckIn:
    """Take one event back; it stays on record with the reason."""
    event = db.session.get(CheckIn, event_id)
    if event is None or event.congress_id != congress.id:
        raise NotFoundError
    if event.undone_at is None:
        event.undone_at, event.undo_reason = now(), reason
        commit_and_publish(
            congress, "attendance", did="check_in.undo", about=f"check_in:{event.id}"
        )
    return event


@changes
def excuse(congress: Congress, form: AbsenceForm) -> Absence:
    """Report that a delegate will not come; reporting again replaces the reason."""
    session = session_of(congress, form.session_id)
    delegate = delegate_of(congress, form.delegate_id)
    absence = (
        db.session.query(Absence)
        .filter_by(session_id=session.id, delegate_id=delegate.id)
        .one_or_none()
    )
    if absence is None:
        absence = Absence(session_id=session.id, delegate_id=delegate.id)
        db.session.add(absence)
    absence.reason, absence.reported_at = form.reason, now()
    commit_and_publish(
        congress, "attendance", did="absence.report", about=f"delegate:{delegate.id}"
    )
    return absence
