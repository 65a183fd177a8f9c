"""What the leader of a delegation sees of it: who is here, who is missing, who is excused.

The delegation is never named by the request: it follows from the badge, so that no address and no
body can ask for another one.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select

from app.access import Visitor
from app.attendance.absence_forms import BoardAnswer, Candidate, MemberAnswer, ReportAnswer
from app.attendance.models import Absence, CheckIn
from app.attendance.queries import valid_events
from app.attendance.substitutions import Places, places_of
from app.congresses.models import Congress, CongressSession
from app.db import db
from app.delegates.models import Delegate, Delegation
from app.errors import NotFoundError

CAN_STAND_IN = ("alternate", "guest")
"""Who may be named to come instead: every other delegate has a place, and one place, already."""


@dataclass(frozen=True)
class Led:
    """A delegation and the member who leads it and asks."""

    delegation: Delegation
    leader: Delegate


def find_led(congress: Congress, who: Visitor) -> Led | None:
    """Return the delegation that this badge's owner leads and still belongs to; else None."""
    delegate_id = who.delegate_ids.get(congress.id)
    leader = db.session.get(Delegate, delegate_id) if delegate_id else None
    if leader is None or leader.delegation_id is None:
        return None
    delegation = db.session.get(Delegation, leader.delegation_id)
    is_led = delegation is not None and delegation.leader_id == leader.id
    return Led(delegation, leader) if delegation is not None and is_led else None


def led_by(congress: Congress, who: Visitor) -> Led:
    """Return the delegation that this badge's owner leads; raises NotFoundError."""
    found = find_led(congress, who)
    if found is None:
        raise NotFoundError
    return found


def member_of(led: Led, delegate_id: int) -> Delegate:
    """Return a convened member of the led delegation; raises NotFoundError for anybody else."""
    found = db.session.get(Delegate, delegate_id)
    if found is None or found.delegation_id != led.delegation.id or found.standing == "guest":
        raise NotFoundError
    return found


def is_here(session: CongressSession, delegate: Delegate) -> bool:
    """Tell whether somebody came in to a session at least once."""
    came = exists().where(
        *valid_events(session, None), CheckIn.direction == "in", CheckIn.delegate_id == delegate.id
    )
    return bool(db.session.scalar(select(came)))


def candidates(led: Led, session: CongressSession) -> list[Candidate]:
    """Return who of the delegation may come instead of another: alternates and guests.

    Whoever is reported absent from the session is none.
    """
    absent = select(Absence.delegate_id).where(
        Absence.session_id == session.id, Absence.declined_at.is_(None)
    )
    statement = (
        select(Delegate.id, Delegate.name)
        .where(
            Delegate.delegation_id == led.delegation.id,
            Delegate.standing.in_(CAN_STAND_IN),
            Delegate.id.not_in(absent),
        )
        .order_by(Delegate.standing, Delegate.sort_key, Delegate.number)
    )
    return [Candidate(id=row.id, name=row.name) for row in db.session.execute(statement)]


def board(led: Led, session: CongressSession) -> BoardAnswer:
    """Return the led delegation in one session, by given name; with who stands in for its own."""
    places = places_of(session)
    shown = ids_of(led, places)
    arrivals, reports = arrivals_of(session, shown), reports_of(led, session)
    statement = (
        select(Delegate).where(Delegate.id.in_(shown)).order_by(Delegate.sort_key, Delegate.number)
    )
    people = [
        member(each, arrivals.get(each.id), reports.get(each.id), places)
        for each in db.session.scalars(statement)
    ]
    states = [each.state for each in people]
    return BoardAnswer(
        delegation=led.delegation.name,
        session_id=session.id,
        session=session.title,
        is_closed=session.roll_call_closed_at is not None,
        convened=len(people) - states.count("replaced"),
        present=states.count("present"),
        excused=states.count("excused"),
        reported=states.count("reported"),
        missing=states.count("missing"),
        replaced=states.count("replaced"),
        people=people,
        candidates=candidates(led, session),
    )


def ids_of(led: Led, places: Places) -> set[int]:
    """Return whom the board shows: its delegates, and who takes a place among them.

    Whoever takes a place in another delegation stands on that one's board.
    """
    own = select(Delegate.id).where(
        Delegate.delegation_id == led.delegation.id, Delegate.standing != "guest"
    )
    taken = places.by_substitute.values()
    here = {each.substitute_id for each in taken if each.delegation_id == led.delegation.id}
    elsewhere = {each.substitute_id for each in taken} - here
    return (set(db.session.scalars(own)) | here) - elsewhere


def member(
    delegate: Delegate, arrived_at: datetime | None, report: ReportAnswer | None, places: Places
) -> MemberAnswer:
    """Return a member with the state that counts: whoever came is present, reported or not.

    But for who is replaced: then the substitute counts.
    """
    place = places.by_substitute.get(delegate.id)
    state = {"confirmed": "excused", "waiting": "reported"}.get(
        report.state if report else "", "missing"
    )
    state = "present" if arrived_at else state
    return MemberAnswer.model_validate(
        {
            "id": delegate.id,
            "number": delegate.number,
            "name": delegate.name,
            "position": delegate.position,
            "seat": place.seat if place else delegate.seat,
            "state": "replaced" if delegate.id in places.by_replaced else state,
            "in_place_of": places.in_place_of(delegate.id),
            "arrived_at": arrived_at,
            "report": report,
        }
    )


def arrivals_of(session: CongressSession, ids: set[int]) -> dict[int, datetime]:
    """Return when each of some people came in first, by id."""
    statement = (
        select(CheckIn.delegate_id, func.min(CheckIn.happened_at))
        .where(
            *valid_events(session, None), CheckIn.direction == "in", CheckIn.delegate_id.in_(ids)
        )
        .group_by(CheckIn.delegate_id)
    )
    return {delegate_id: at for delegate_id, at in db.session.execute(statement) if delegate_id}


def reports_of(led: Led, session: CongressSession) -> dict[int, ReportAnswer]:
    """Return what was reported of each member, by id."""
    substitute = Delegate.__table__.alias("substitute")
    statement = (
        select(Absence, substitute.c.name)
        .join(Delegate, Delegate.id == Absence.delegate_id)
        .outerjoin(substitute, substitute.c.id == Absence.substitute_id)
        .where(Absence.session_id == session.id, Delegate.delegation_id == led.delegation.id)
    )
    return {
        absence.delegate_id: report_answer(absence, name or "")
        for absence, name in db.session.execute(statement)
    }


def report_answer(absence: Absence, substitute: str) -> ReportAnswer:
    """Return a report as the leader sees it."""
    return ReportAnswer.model_validate(
        {
            "id": absence.id,
            "reason": absence.reason,
            "substitute": substitute,
            "stands_in": absence.is_place_taken,
            "state": absence.state,
            "reported_at": absence.reported_at,
            "decided_by": absence.decided_by,
            "decline_reason": absence.decline_reason,
        }
    )
