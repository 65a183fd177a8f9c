"""Check-ins and the numbers that follow from them, as JSON."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, jsonify, request
from pydantic import AwareDatetime, TypeAdapter

from app.access import needs, visitor
from app.attendance import actions
from app.attendance.arrivals import STEP, arrivals, per_step
from app.attendance.by_site import numbers_and_sites
from app.attendance.desk_news import BADGE_DIGITS, desk_entry, new_badges, newcomers
from app.attendance.events import (
    EventRow,
    event_before,
    events_of,
    repeated_event,
)
from app.attendance.forms import (
    AbsenceForm,
    ArrivalsAnswer,
    BadgeAnswer,
    CheckInAnswer,
    CheckInForm,
    DeskBadge,
    DeskNewsAnswer,
    DeskPerson,
    EarlierEvent,
    NumbersAnswer,
    ResolveForm,
    SiteNumbersAnswer,
    UndoForm,
)
from app.attendance.models import CheckIn
from app.attendance.queries import (
    Numbers,
    came_of,
    session_meant,
)
from app.attendance.substitutions import Places, places_of
from app.congresses.models import Congress, CongressSession
from app.congresses.queries import session_of
from app.contract import Created, answers, takes
from app.db import db
from app.delegates.models import Delegate
from app.delegates.queries import badge_standing
from app.realtime import watch

blueprint = Blueprint("attendance_api", __name__, url_prefix="/api/congresses/<int:congress_id>")
moment = TypeAdapter(AwareDatetime | None)


@blueprint.post("/check-ins")
@needs("attendance.record")
@answers(CheckInAnswer, 201)
@takes(CheckInForm)
def check_in(congress: Congress, form: CheckInForm) -> Any:
    """Record one event of a desk; the same key with the same body is the same event."""
    event, is_new = actions.check_in(congress, form, visitor())
    return event_answer(event), 201 if is_new else 200


@blueprint.get("/badge-standing")
@needs("attendance.record")
@answers(BadgeAnswer)
def show_badge_standing(congress: Congress) -> Any:
    """Say why a desk does not know a badge, by the SHA-256 (hex) of its token (`hash`).

    Of a badge of another congress it says only that: neither whose it is nor where.
    """
    standing, delegate = badge_standing(congress, request.args.get("hash", ""))
    return BadgeAnswer(standing=standing, delegate_id=delegate.id if delegate else None)


@blueprint.get("/desk-news")
@needs("attendance.record")
@answers(DeskNewsAnswer)
def show_desk_news(congress: Congress) -> Any:
    """Tell a desk page who was entered after the delegate `above`, and which badges are new."""
    above = request.args.get("above", 0, type=int)
    head = watch().head(congress.id)
    tag = f"{head.epoch}.{head.parts.get('roster', 0)}.{above}"
    if request.if_none_match.contains(tag):
        return Response(status=304)
    people = newcomers(congress, above=above)
    came = came_of(session_asked_for(congress), [row.id for row, _badge in people])
    news = DeskNewsAnswer(
        people=[DeskPerson(**desk_entry(row, came, badge)) for row, badge in people],
        badges=[
            DeskBadge(id=each, badge=badge[:BADGE_DIGITS])
            for each, badge in new_badges(congress).items()
        ],
    )
    response = jsonify(news.model_dump(mode="json"))
    response.headers["Cache-Control"] = "no-store, private"
    response.set_etag(tag)
    return response


@blueprint.get("/check-ins")
@needs("attendance.events")
@answers(CheckInAnswer, many=True)
def list_events(congress: Congress) -> Any:
    """List every event of a session (`session_id`) in the order in which it happened."""
    session = session_asked_for(congress)
    return event_answers(events_of(session), places_of(session))


@blueprint.post("/check-ins/<int:event_id>/undo")
@needs("attendance.record")
@answers(CheckInAnswer)
@takes(UndoForm)
def undo(congress: Congress, event_id: int, form: UndoForm) -> Any:
    """Take an event back; it stays on record with the reason."""
    return event_answer(actions.undo(congress, event_id, form.reason))


@blueprint.post("/check-ins/<int:event_id>/let-stand")
@needs("attendance.review")
@answers(CheckInAnswer)
def let_stand(congress: Congress, event_id: int) -> Any:
    """Note that somebody looked at an event that does not fit, and lets it count as it is."""
    return event_answer(actions.let_stand(congress, event_id))


@blueprint.post("/check-ins/<int:event_id>/resolve")
@needs("attendance.review")
@answers(CheckInAnswer)
@takes(ResolveForm)
def resolve(congress: Congress, event_id: int, form: ResolveForm) -> Any:
    """Say who it was whose badge or number nobody knew."""
    return event_answer(actions.resolve(congress, event_id, form.number))


@blueprint.delete("/sessions/<int:session_id>")
@needs("congress.prepare")
@answers(status=204)
def remove_session(congress: Congress, session_id: int) -> Any:
    """Take out a session with its agenda; refused once anybody was checked in."""
    actions.remove_session(congress, session_of(congress, session_id))


@blueprint.post("/absences")
@needs("attendance.record")
@answers(Created, 201)
@takes(AbsenceForm)
def excuse(congress: Congress, form: AbsenceForm) -> Any:
    """Report that a delegate will not come."""
    return Created(id=actions.excuse(congress, form, visitor()).id)


@blueprint.get("/attendance")
@needs("attendance.follow")
@answers(NumbersAnswer)
def show_numbers(congress: Congress) -> Any:
    """Count a session (`session_id`), now or as it was `at` a moment."""
    session = session_asked_for(congress)
    at: datetime | None = moment.validate_python(request.args.get("at"))
    found, sites = numbers_and_sites(session, at=at)
    return NumbersAnswer(
        session_id=session.id,
        **counts(found),
        sites=[
            SiteNumbersAnswer(id=each.id, name=each.name, **counts(each.numbers)) for each in sites
        ],
    )


def counts(found: Numbers) -> dict[str, Any]:
    """Return numbers as `Counts` has them."""
    return {**asdict(found), "rate": found.rate}


@blueprint.get("/arrivals")
@needs("office.enter")
@answers(ArrivalsAnswer)
def show_arrivals(congress: Congress) -> Any:
    """Count the arrivals of a session (`session_id`) per five minutes."""
    session = session_asked_for(congress)
    steps = per_step(arrivals(session))
    return ArrivalsAnswer(
        session_id=session.id,
        since=steps[0][0] if steps else None,
        minutes=STEP.seconds // 60,
        counts=[count for _since, count in steps],
    )


def session_asked_for(congress: Congress) -> CongressSession:
    """Return the session that the address names, or the one that is on."""
    return session_meant(congress, request.args.get("session_id", type=int))


def event_answer(event: CheckIn) -> CheckInAnswer:
    """Return an event with the words that a desk shows."""
    delegate = db.session.get(Delegate, event.delegate_id) if event.delegate_id else None
    session = db.session.get_one(CongressSession, event.session_id)
    places = places_of(session, about=event.delegate_id or 0)
    place = places.by_substitute.get(event.delegate_id or 0)
    own_delegation, own_seat = (delegate.delegation_name, delegate.seat) if delegate else ("", "")
    return CheckInAnswer(
        id=event.id,
        delegate_id=event.delegate_id,
        name=delegate.name if delegate else "",
        delegation=place.delegation if place else own_delegation,
        seat=place.seat if place else own_seat,
        in_place_of=places.in_place_of(event.delegate_id),
        replaced_by=places.replaced_by(event.delegate_id),
        direction=event.direction,
        method=event.method,
        at=event.happened_at,
        recorded_by=event.recorded_by,
        conflict=event.conflict or None,
        clock_jumped=event.clock_jumped,
        earlier=earlier_event(event),
        undone=event.undone_at is not None,
    )


def event_answers(events: list[EventRow], places: Places) -> Iterator[CheckInAnswer]:
    """Yield each event of a session as a desk's own would be answered."""
    by_delegate: dict[int | None, list[EventRow]] = {}
    for event in events:
        by_delegate.setdefault(event.delegate_id, []).append(event)
    for event in events:
        is_repeated = event.conflict.startswith("already")
        before = repeated_event(event, by_delegate[event.delegate_id]) if is_repeated else None
        place = places.by_substitute.get(event.delegate_id or 0)
        yield CheckInAnswer(
            id=event.id,
            delegate_id=event.delegate_id,
            name=event.name,
            delegation=place.delegation if place else event.delegation,
            seat=place.seat if place else event.seat,
            in_place_of=places.in_place_of(event.delegate_id),
            replaced_by=places.replaced_by(event.delegate_id),
            direction=event.direction,
            method=event.method,
            at=event.happened_at,
            recorded_by=event.recorded_by,
            conflict=event.conflict or None,
            clock_jumped=event.clock_jumped,
            earlier=before and EarlierEvent(at=before.happened_at, desk=before.recorded_by),
            undone=event.undone_at is not None,
        )


def earlier_event(event: CheckIn) -> EarlierEvent | None:
    """Return the event that this one repeats, so that a desk can say when and where it was."""
    if not event.conflict.startswith("already"):
        return None
    before = event_before(event)
    return EarlierEvent(at=before.happened_at, desk=before.recorded_by) if before else None
