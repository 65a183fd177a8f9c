"""The numbers that the chair announces, from the events (product.md §5 defines them)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import ceil
from typing import Any

from sqlalchemy import and_, func, or_, select, union_all

from app.agenda.models import AgendaItem
from app.attendance.models import Absence, CheckIn, EarlierAbsence
from app.clock import breathing, give_way, now
from app.congresses.models import Congress, CongressSession
from app.congresses.queries import session_of
from app.db import db, is_writing
from app.delegates.models import Delegate
from app.errors import NotFoundError

BATCH = 250
"""Rows read at once; then the hub may serve phones."""


@dataclass(frozen=True)
class Numbers:
    """Attendance of one session: convened = present + excused + unexcused + pending."""

    convened: int
    present: int
    excused: int
    unexcused: int
    pending: int
    inside: int

    @property
    def rate(self) -> float:
        """Present / convened, 0 when nobody is convened; four decimals."""
        return round(self.present / self.convened, 4) if self.convened else 0.0


def numbers(session: CongressSession, *, at: datetime | None = None) -> Numbers:
    """Count the session's attendance now, or as it was at a moment."""
    convened = count_of_many(select(Delegate.id).where(*is_convened(session, at)))
    present = count_of_many(select(present_ids(session, at).c.delegate_id))
    excused = count_of_many(excused_who_did_not_come(session, at))
    rest = convened - present - excused
    is_closed = is_roll_call_closed(session, at)
    return Numbers(
        convened=convened,
        present=present,
        excused=excused,
        unexcused=rest if is_closed else 0,
        pending=0 if is_closed else rest,
        inside=count_of_many(inside_ids(session, at)),
    )


def is_roll_call_closed(session: CongressSession, at: datetime | None = None) -> bool:
    """Tell whether whoever is missing counts as absent without excuse, now or at a moment."""
    closed_at = session.roll_call_closed_at
    return closed_at is not None and (at is None or closed_at <= at)


def count_of_many(statement: Any) -> int:
    """Return how many rows a select finds."""
    breathe()
    return db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0


def breathe() -> None:
    """Serve phones before a statement that looks at thousands of rows; never inside a write."""
    if not is_writing():
        give_way()


def in_pieces(statement: Any) -> Iterator[Any]:
    """Yield the rows of a long list; phones are served before it and meanwhile. Not for writes."""
    breathe()
    return breathing(db.session.execute(statement.execution_options(yield_per=BATCH)), every=BATCH)


def is_convened(session: CongressSession, at: datetime | None = None) -> tuple[Any, ...]:
    """Return the conditions of who is called to the session, now or at a moment.

    Everybody but guests; in the place of a delegate who is replaced the substitute is called, who
    has one place like everybody else, so a place counts once whoever of the two comes.
    """
    held = held_places(session, at).subquery()
    is_called = or_(Delegate.standing != "guest", Delegate.id.in_(select(held.c.substitute_id)))
    is_replaced = Delegate.id.in_(select(held.c.delegate_id))
    return (Delegate.congress_id == session.congress_id, is_called, ~is_replaced)


def valid_events(session: CongressSession, at: datetime | None) -> tuple[Any, ...]:
    """Return the conditions of events that count: of known delegates, not undone.

    Taking an event back says that it never happened, so it counts at no moment of the past
    either: who was checked in by mistake at 9:39 was not present at 9:40.
    """
    conditions = (
        CheckIn.session_id == session.id,
        CheckIn.delegate_id.is_not(None),
        CheckIn.undone_at.is_(None),
    )
    return conditions if at is None else (*conditions, CheckIn.happened_at <= at)


def present_ids(session: CongressSession, at: datetime | None = None) -> Any:
    """Return the convened delegates who came in at least once, as a subquery."""
    return (
        select(CheckIn.delegate_id)
        .join(Delegate, Delegate.id == CheckIn.delegate_id)
        .where(*valid_events(session, at), CheckIn.direction == "in", *is_convened(session, at))
        .distinct()
        .subquery()
    )


def present_delegate_ids(session: CongressSession) -> set[int]:
    """Return everybody, guests too, who came in to the session at least once."""
    statement = select(CheckIn.delegate_id).where(
        *valid_events(session, None), CheckIn.direction == "in"
    )
    return {delegate_id for delegate_id in db.session.scalars(statement) if delegate_id}


def came_of(session: CongressSession, delegate_ids: list[int]) -> set[int]:
    """Return those of a few people who came in to the session at least once."""
    statement = select(CheckIn.delegate_id).where(
        *valid_events(session, None),
        CheckIn.direction == "in",
        CheckIn.delegate_id.in_(delegate_ids),
    )
    return {delegate_id for delegate_id in db.session.scalars(statement) if delegate_id}


def confirmed_absences(session: CongressSession, at: datetime | None = None) -> tuple[Any, ...]:
    """Return the conditions of absences that the secretariat stands for, now or at a moment.

    What a leader reported and nobody confirmed yet excuses nobody: the numbers that the chair
    announces are the secretariat's.
    """
    conditions = (Absence.session_id == session.id, Absence.confirmed_at.is_not(None))
    if at is None:
        return (*conditions, Absence.declined_at.is_(None))
    declined_later = or_(Absence.declined_at.is_(None), Absence.declined_at > at)
    return (*conditions, Absence.confirmed_at <= at, declined_later)


def standing_in(session: CongressSession, at: datetime | None = None) -> tuple[Any, ...]:
    """Return the conditions of confirmed absences in whose place a substitute is admitted.

    Who was named and not confirmed stands in for nobody.
    """
    named = Absence.substitute_id.is_not(None) & (Absence.substitute_id != Absence.delegate_id)
    conditions = (*confirmed_absences(session, at), named)
    if at is None:
        return (
            *conditions,
            Absence.substitute_since.is_not(None),
            Absence.substitute_until.is_(None),
        )
    ended_later = or_(Absence.substitute_until.is_(None), Absence.substitute_until > at)
    return (*conditions, Absence.substitute_since <= at, ended_later)


def excused_rows(session: CongressSession, at: datetime | None = None) -> Any:
    """Return (delegate_id, reason, substitute_id) of who is excused, or was at a moment."""
    names = ("delegate_id", "reason", "substitute_id")
    rows = select(*(getattr(Absence, name) for name in names)).where(
        *confirmed_absences(session, at)
    )
    if at is None:
        return rows
    before = select(*(getattr(EarlierAbsence, name) for name in names)).where(
        EarlierAbsence.session_id == session.id,
        EarlierAbsence.excused_since <= at,
        EarlierAbsence.excused_until > at,
    )
    return union_all(rows, before)


def held_places(session: CongressSession, at: datetime | None = None) -> Any:
    """Return (delegate_id, substitute_id) of places that substitutes have, or had at a moment."""
    rows = select(Absence.delegate_id, Absence.substitute_id).where(*standing_in(session, at))
    if at is None:
        return rows
    before = select(EarlierAbsence.delegate_id, EarlierAbsence.substitute_id).where(
        EarlierAbsence.session_id == session.id,
        EarlierAbsence.substitute_id != EarlierAbsence.delegate_id,
        EarlierAbsence.place_since <= at,
        EarlierAbsence.place_until > at,
    )
    return union_all(rows, before)


def excused_ids(session: CongressSession) -> Any:
    """Return who has a confirmed absence, as a select of ids; some may have come all the same."""
    return select(Absence.delegate_id).where(*confirmed_absences(session))


def excused_who_did_not_come(session: CongressSession, at: datetime | None) -> Any:
    """Return the convened whose absence counts: confirmed, and they did not come."""
    came = select(present_ids(session, at).c.delegate_id)
    convened = select(Delegate.id).where(*is_convened(session, at))
    who = excused_rows(session, at).subquery().c.delegate_id
    return select(who).where(who.in_(convened), who.not_in(came)).distinct()


def inside_ids(session: CongressSession, at: datetime | None = None) -> Any:
    """Return the convened delegates whose last event is coming in."""
    order = func.row_number().over(
        partition_by=CheckIn.delegate_id,
        order_by=(CheckIn.happened_at.desc(), CheckIn.id.desc()),
    )
    events = (
        select(CheckIn.delegate_id, CheckIn.direction, order.label("nth"))
        .join(Delegate, Delegate.id == CheckIn.delegate_id)
        .where(*valid_events(session, at), *is_convened(session, at))
        .subquery()
    )
    return select(events.c.delegate_id).where(and_(events.c.nth == 1, events.c.direction == "in"))


def quorum_needed(congress: Congress, convened: int) -> int:
    """Return how many must be present: the congress's fraction of convened, rounded up."""
    share = Fraction(congress.quorum_numerator, congress.quorum_denominator)
    return ceil(share * convened)


def current_session(congress: Congress) -> CongressSession | None:
    """Return the session that is on: that of the current agenda item, else by the clock.

    By the clock it is the one whose time it is, else the next, else the last.
    """
    moment = now()
    sessions = list(
        db.session.scalars(
            select(CongressSession)
            .filter_by(congress_id=congress.id)
            .order_by(CongressSession.starts_at, CongressSession.id)
        )
    )
    on_stage = db.session.scalar(
        select(AgendaItem.session_id).filter_by(congress_id=congress.id, state="current")
    )
    for session in sessions:
        if session.id == on_stage:
            return session
    upcoming = [session for session in sessions if session.ends_at > moment]
    return upcoming[0] if upcoming else (sessions[-1] if sessions else None)


def session_or_present(congress: Congress, session_id: int | None) -> CongressSession | None:
    """Return the session with that id, or without an id the one that is on.

    Raises NotFoundError for an id that is not of this congress.
    """
    return current_session(congress) if session_id is None else session_of(congress, session_id)


def session_meant(congress: Congress, session_id: int | None) -> CongressSession:
    """Return the same; raises NotFoundError where there is no session yet, too."""
    session = session_or_present(congress, session_id)
    if session is None:
        raise NotFoundError
    return session
