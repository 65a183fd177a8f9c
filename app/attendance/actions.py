"""Counting who came: each event once, in the order in which it happened, none dropped."""

import json
from datetime import datetime, timedelta
from hashlib import sha256

from flask_babel import lazy_gettext as _
from sqlalchemy import delete

from app.access import NOBODY, Visitor
from app.agenda.models import AgendaItem
from app.attendance.earlier import keep_earlier
from app.attendance.events import (
    event_with_key,
    events_about,
    has_events,
    last_sent_by,
)
from app.attendance.forms import AbsenceForm, CheckInForm
from app.attendance.models import Absence, CheckIn
from app.attendance.substitutions import is_replaced
from app.attendance.walk_in_forms import WalkInForm
from app.clock import now
from app.congresses.models import Congress, CongressSession
from app.congresses.queries import session_of
from app.db import changes, db
from app.delegates.former import bearer_then, merged_person
from app.delegates.models import Delegate
from app.delegates.queries import delegate_numbered, delegate_of, delegate_with_badge
from app.delegates.sites import is_of_congress, stood_at
from app.errors import InvalidError, NotFoundError, RefusedError
from app.realtime import commit_and_publish

OF_SENDING = {"clock_offset_ms", "desk"}
"""What a request tells of its sending, not of the event: it may be another the second time."""
CLOCK_JUMP_MS = 5000
"""Between two deliveries no network delays the measuring by that much: the clock was set."""


@changes
def check_in(congress: Congress, form: CheckInForm, by: Visitor) -> tuple[CheckIn, bool]:
    """Record one event; returns (event, was it new).

    The same key with the same body is the same event. A well-formed event is always taken:
    what does not fit is marked as a conflict for a person to look at.
    """
    earlier = event_with_key(congress, form.key)
    if earlier is not None:
        if earlier.body_hash != hash_of(form):
            raise RefusedError(_("This key was used for another check-in."))
        return earlier, False
    event = keep_event(congress, form, by, delegate=delegate_meant(congress, form))
    commit_and_publish(congress, "attendance", did="check_in", about=f"check_in:{event.id}")
    return event, True


def keep_event(
    congress: Congress, form: CheckInForm, by: Visitor, *, delegate: Delegate | None
) -> CheckIn:
    """Put a new event into the present transaction, with the marks that follow from it."""
    session = session_of(congress, form.session_id)
    event = CheckIn(
        congress_id=congress.id,
        session_id=session.id,
        delegate_id=delegate.id if delegate else None,
        key=form.key,
        body_hash=hash_of(form),
        direction=form.direction,
        method=form.method,
        device_id=by.id if by.kind == "kiosk" else None,
        site_id=desk_site(congress, form, by),
        desk=form.desk,
        recorded_by=by.name,
        desk_at=form.at,
        clock_offset_ms=form.clock_offset_ms,
        happened_at=corrected(form),
        received_at=now(),
        conflict="" if delegate else "unknown_delegate",
        clock_jumped=clock_jumped(congress, form, by),
    )
    db.session.add(event)
    db.session.flush()
    mark_conflicts(event)
    return event


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


def desk_site(congress: Congress, form: CheckInForm, by: Visitor) -> int | None:
    """Return where the desk stood when it happened; None where nobody had said it.

    Where a paired desk stands only the office says. Raises InvalidError for a site that this
    congress never had; a removed one is kept, for when it is put back.
    """
    if by.kind == "kiosk":
        return stood_at(by.id, corrected(form)) if by.id else None
    if form.site_id is not None and not is_of_congress(congress, form.site_id):
        sentence = _("This congress has no such site. Choose the site of this desk again.")
        raise InvalidError(sentence, fields={"site_id": ""})
    return form.site_id


def hash_of(form: CheckInForm | WalkInForm) -> str:
    """Return the hash that tells whether a repeated key brings the same event.

    The clock offset is measured anew at each sending, so it is not part of the event. A site that
    is not said leaves the hash what it was before desks said one: they may still send of then.
    """
    facts = form.model_dump(mode="json", exclude=OF_SENDING)
    if facts["site_id"] is None:
        del facts["site_id"]
    return sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def delegate_meant(congress: Congress, form: CheckInForm) -> Delegate | None:
    """Return whom the event is about, None when this congress does not know them."""
    if form.badge is not None:
        found = delegate_with_badge(form.badge) or bearer_then(
            congress, form.badge, corrected(form)
        )
        return found if found and found.congress_id == congress.id else None
    try:
        return delegate_known_as(congress, form.delegate_id or 0)
    except NotFoundError:
        return None


def delegate_known_as(congress: Congress, delegate_id: int) -> Delegate:
    """Return a delegate by id, or who was merged with them since; raises NotFoundError."""
    try:
        return delegate_of(congress, delegate_id)
    except NotFoundError:
        found = merged_person(congress, delegate_id)
        if found is None:
            raise
        return found


def corrected(form: CheckInForm) -> datetime:
    """Return when an event happened by the server's clock: desk time and measured offset."""
    return form.at + timedelta(milliseconds=form.clock_offset_ms)


def entered_at(form: AbsenceForm) -> datetime:
    """Return when an absence was entered by the server's clock; never a moment to come."""
    if form.at is None:
        return now()
    return min(now(), form.at + timedelta(milliseconds=form.clock_offset_ms))


def clock_jumped(congress: Congress, form: CheckInForm, by: Visitor) -> bool:
    """Tell whether a desk's clock moved since the event that it sent before this one.

    A paired desk is known by its token, the browser of a desk page by the name that it gives
    itself: an account may be open on several computers, each with its own clock.
    """
    before = None
    if form.desk:
        before = last_sent_by(CheckIn.congress_id == congress.id, CheckIn.desk == form.desk)
    elif by.kind == "kiosk":
        before = last_sent_by(CheckIn.device_id == by.id)
    return before is not None and abs(form.clock_offset_ms - before) > CLOCK_JUMP_MS


def mark_conflicts(changed: CheckIn) -> None:
    """Mark each event of the same delegate that does not fit with the one that happened before.

    A desk may deliver late, so one event can change the marks of those that happened after it:
    judged by the order of happening, the marks are the same whatever came in first.
    """
    if changed.delegate_id is None:
        return
    mark_events(changed.session_id, changed.delegate_id)


def mark_events(session_id: int, delegate_id: int) -> None:
    """Mark what does not fit of a delegate's events in a session.

    Whoever comes in although a substitute has the place is marked whatever happened before.
    """
    is_taken = is_replaced(session_id, delegate_id)
    before: CheckIn | None = None
    for event in events_about(session_id, delegate_id):
        is_too_much = is_taken and event.direction == "in"
        found = "place_taken" if is_too_much else conflict(before, event.direction)
        if event.conflict != found:
            event.conflict, event.seen_at = found, None  # what was looked at was something else
        before = before if event.undone_at else event
    db.session.flush()


def conflict(before: CheckIn | None, direction: str) -> str:
    """Return what does not fit with the delegate's event before; empty when all does."""
    if before is None:
        return "out_before_in" if direction == "out" else ""
    return f"already_{direction}" if before.direction == direction else ""


@changes
def undo(congress: Congress, event_id: int, reason: str) -> CheckIn:
    """Take one event back; it stays on record with the reason."""
    event = db.session.get(CheckIn, event_id)
    if event is None or event.congress_id != congress.id:
        raise NotFoundError
    if event.undone_at is None:
        event.undone_at, event.undo_reason = now(), reason
        db.session.flush()
        mark_conflicts(event)
        commit_and_publish(
            congress, "attendance", did="check_in.undo", about=f"check_in:{event.id}"
        )
    return event


@changes
def resolve(congress: Congress, event_id: int, number: str) -> CheckIn:
    """Say who it was whose badge or number nobody knew; from now on the event is theirs.

    Raises RefusedError for a number that nobody has and for an event whose person is known.
    """
    event = db.session.get(CheckIn, event_id)
    if event is None or event.congress_id != congress.id:
        raise NotFoundError
    delegate = delegate_numbered(congress, number)
    if delegate is None or delegate.is_erased:
        raise RefusedError(_("Nobody has number %(number)s.", number=number))
    if event.delegate_id not in (None, delegate.id):
        raise RefusedError(_("It is known already whose check-in this is."))
    if event.delegate_id is None:
        event.delegate_id, event.conflict = delegate.id, ""
        db.session.flush()
        mark_conflicts(event)
        about = f"check_in:{event.id} delegate:{delegate.id}"
        commit_and_publish(congress, "attendance", did="check_in.resolve", about=about)
    return event


@changes
def let_stand(congress: Congress, event_id: int) -> CheckIn:
    """Note that somebody looked at an event that does not fit, and lets it count as it is."""
    event = db.session.get(CheckIn, event_id)
    if event is None or event.congress_id != congress.id:
        raise NotFoundError
    if event.seen_at is None:
        event.seen_at = now()
        commit_and_publish(
            congress, "attendance", did="check_in.let_stand", about=f"check_in:{event.id}"
        )
    return event


@changes
def excuse(congress: Congress, form: AbsenceForm, by: Visitor = NOBODY) -> Absence:
    """Enter at a desk or in the office that a delegate will not come; it counts at once.

    Entering it again replaces the reason; what the leader reported is confirmed by it. A key that
    was taken already changes nothing, whatever was decided since.
    """
    session = session_of(congress, form.session_id)
    delegate = delegate_known_as(congress, form.delegate_id)
    absence = (
        db.session.query(Absence)
        .filter_by(session_id=session.id, delegate_id=delegate.id)
        .one_or_none()
    )
    if absence is None:
        absence = Absence(session_id=session.id, delegate_id=delegate.id, reported_by=by.name)
        db.session.add(absence)
    elif form.key and absence.key == form.key:
        return absence
    entered = since = entered_at(form)
    if absence.state == "confirmed" and absence.confirmed_at is not None:
        since = min(absence.confirmed_at, entered)
    else:  # a desk confirms the absence, never who comes instead
        keep_earlier(absence)
        absence.substitute_since = absence.substitute_until = None
    absence.reason, absence.key = form.reason, form.key
    absence.reported_at, absence.confirmed_at = entered, since
    absence.declined_at, absence.decline_reason, absence.decided_by = None, "", by.name
    commit_and_publish(
        congress, "attendance", did="absence.report", about=f"delegate:{delegate.id}"
    )
    return absence
