"""The convened of a session with their states.

Everybody has one state, so the sums close whatever happens meanwhile; SQLite reads it all as it was
at one moment, PostgreSQL may see a check-in of the last milliseconds or not.
"""

from dataclasses import replace

from sqlalchemy import select

from app.attendance.by_site import site_names
from app.attendance.queries import excused_ids, in_pieces, is_convened, present_ids
from app.attendance.substitutions import Substitution, places_of
from app.clock import give_way
from app.congresses.models import Congress, CongressSession
from app.credentials.figures import Convened, Credentials, State, credentials
from app.credentials.models import AdoptedReport
from app.db import db
from app.delegates.models import Delegate, Delegation
from app.errors import NotFoundError

BATCH = 100
"""After so many rows the hub may serve phones."""


def credentials_of(congress: Congress, session: CongressSession) -> Credentials:
    """Count a session's credentials; ages are those of the congress's first day."""
    return credentials(convened_people(session), on=congress.starts_on)


def convened_people(session: CongressSession) -> list[Convened]:
    """Return everybody called to the session, delegation by delegation.

    A substitute counts as the person they are, in the delegation and standing of the place.
    """
    places = places_of(session).by_substitute
    # One statement with all of it would hold the hub for too long before its first row.
    came = {who for (who,) in in_pieces(select(present_ids(session).c.delegate_id))}
    was_excused = {who for (who,) in in_pieces(excused_ids(session))}
    facts = (
        Delegate.name,
        Delegation.name,
        Delegate.position,
        Delegate.standing,
        Delegate.sex,
        Delegate.birth_date,
        Delegate.birth_year,
        Delegate.ethnicity,
        Delegate.religion,
        Delegate.party,
        Delegate.education,
    )
    statement = (
        select(Delegate.id, *facts)
        .outerjoin(Delegation, Delegation.id == Delegate.delegation_id)
        .where(*is_convened(session))
        .order_by(Delegation.position, Delegation.id, Delegate.sort_key, Delegate.number)
        .execution_options(yield_per=BATCH)
    )
    sites = site_names(session)
    missing: State = "pending" if session.roll_call_closed_at is None else "unexcused"
    people = []
    give_way()
    for rows in db.session.execute(statement).partitions():
        for delegate_id, name, delegation, *rest in rows:
            state = missing
            if delegate_id in came:
                state = "present"
            elif delegate_id in was_excused:
                state = "excused"
            person = Convened(state, name, delegation or "", *rest)
            if sites:
                person = replace(person, site=sites.get(delegate_id, ""))
            people.append(in_place(person, places.get(delegate_id)))
        give_way()
    return people


def in_place(person: Convened, place: Substitution | None) -> Convened:
    """Return somebody as they count in the place that they take, if they take one."""
    if place is None:
        return person
    return replace(person, delegation=place.delegation, standing=place.standing, is_substitute=True)


def adoptions_of(session: CongressSession) -> list[AdoptedReport]:
    """Return the reports that the congress adopted for a session, the newest first."""
    statement = select(AdoptedReport).filter_by(session_id=session.id)
    return list(db.session.scalars(statement.order_by(AdoptedReport.id.desc())))


def adopted_report(session: CongressSession, report_id: int) -> AdoptedReport:
    """Return an adopted report of this session; raises NotFoundError."""
    found = db.session.get(AdoptedReport, report_id)
    if found is None or found.session_id != session.id:
        raise NotFoundError
    return found
