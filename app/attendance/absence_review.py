"""Reported absences as the office sees them: what waits, and what was decided."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import aliased

from app.attendance.absence_forms import AbsenceAnswer
from app.attendance.models import Absence, CheckIn
from app.attendance.queries import valid_events
from app.clock import breathing
from app.congresses.models import Congress, CongressSession
from app.db import db
from app.delegates.models import Delegate, Delegation

SHOWN = 50
"""Reports of each kind on the page; the next that wait follow when these are done."""
BATCH = 100
"""Rows read at once; then the hub may serve phones."""


def is_waiting() -> tuple[Any, ...]:
    """Return the conditions of a report that nobody has decided on."""
    return (Absence.confirmed_at.is_(None), Absence.declined_at.is_(None))


def count_waiting(congress: Congress) -> int:
    """Return how many reports wait for the secretariat."""
    statement = (
        select(func.count())
        .select_from(Absence)
        .join(CongressSession, CongressSession.id == Absence.session_id)
        .where(CongressSession.congress_id == congress.id, *is_waiting())
    )
    return db.session.scalar(statement) or 0


def waiting_absences(congress: Congress) -> list[AbsenceAnswer]:
    """Return the first reports that wait, in the order in which they came."""
    order = (Absence.reported_at, Absence.id)
    return answers_of(congress, statement_of(congress).where(*is_waiting()).order_by(*order))


def decided_absences(congress: Congress) -> list[AbsenceAnswer]:
    """Return the newest that were decided on, the last first."""
    decided_at = func.coalesce(Absence.declined_at, Absence.confirmed_at)
    statement = statement_of(congress).where(decided_at.is_not(None))
    return answers_of(congress, statement.order_by(decided_at.desc(), Absence.id.desc()))


def absences_in(session: CongressSession, congress: Congress) -> Iterator[AbsenceAnswer]:
    """Yield every report about a session, in the order in which they came."""
    statement = statement_of(congress).where(Absence.session_id == session.id)
    rows = db.session.execute(
        statement.order_by(Absence.reported_at, Absence.id).execution_options(yield_per=BATCH)
    )
    came = present_in(session)
    for row in breathing(rows, every=BATCH):
        yield answer_of(row, came)


def statement_of(congress: Congress) -> Any:
    """Return the select of absences with session's title, delegate, leader and substitute."""
    reporter, substitute = aliased(Delegate), aliased(Delegate)
    return (
        select(
            Absence,
            CongressSession.title.label("session"),
            Delegate.name.label("name"),
            Delegation.name.label("delegation"),
            reporter.name.label("reporter"),
            substitute.name.label("substitute"),
            substitute.number.label("substitute_number"),
        )
        .join(CongressSession, CongressSession.id == Absence.session_id)
        .join(Delegate, Delegate.id == Absence.delegate_id)
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .outerjoin(reporter, reporter.id == Absence.reporter_id)
        .outerjoin(substitute, substitute.id == Absence.substitute_id)
        .where(CongressSession.congress_id == congress.id)
    )


def answers_of(congress: Congress, statement: Any) -> list[AbsenceAnswer]:
    """Return the first rows of a select of absences as answers."""
    rows = db.session.execute(statement.limit(SHOWN)).all()
    sessions = {row.Absence.session_id for row in rows}
    came = {
        session.id: present_in(session) for session in congress.sessions if session.id in sessions
    }
    return [answer_of(row, came[row.Absence.session_id]) for row in breathing(rows, every=10)]


def present_in(session: CongressSession) -> set[int]:
    """Return who came to a session although an absence is known of them."""
    reported = select(Absence.delegate_id).filter_by(session_id=session.id)
    came = select(CheckIn.delegate_id).where(
        *valid_events(session, None), CheckIn.direction == "in", CheckIn.delegate_id.in_(reported)
    )
    return {each for each in db.session.scalars(came) if each}


def answer_of(row: Row[Any], came: set[int]) -> AbsenceAnswer:
    """Return an absence as the office sees it."""
    absence: Absence = row.Absence
    return AbsenceAnswer.model_validate(
        {
            "id": absence.id,
            "session_id": absence.session_id,
            "session": row.session,
            "delegate_id": absence.delegate_id,
            "name": row.name,
            "delegation": row.delegation or "",
            "reason": absence.reason,
            "substitute": row.substitute or "",
            "substitute_number": row.substitute_number or "",
            "stands_in": absence.is_place_taken,
            "reported_by": row.reporter or absence.reported_by,
            "reported_at": absence.reported_at,
            "state": absence.state,
            "is_present": absence.delegate_id in came,
            "decided_by": absence.decided_by,
            "decline_reason": absence.decline_reason,
        }
    )
