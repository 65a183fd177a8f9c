"""Sessions and items of a congress once more, in another: days move, the hours of the day stay."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.agenda.models import AgendaItem
from app.agenda.queries import items_of
from app.congresses.models import Congress, CongressSession
from app.db import db

Pairs = list[tuple[int, int]]
"""(id in the source, id in the copy): a job's payload is JSON, whose keys are no numbers."""


@dataclass(frozen=True)
class Places:
    """Where sessions and items of the source stand in the copy."""

    sessions: dict[int, int]
    items: dict[int, int]


def copy_programme(source: Congress, copy: Congress) -> Places:
    """Copy sessions and items, as planned before anything was on, in the present transaction."""
    sessions = {each.id: copied_session(each, source, copy) for each in source.sessions}
    items = items_of(source.id)
    minutes = planned_minutes(items)
    rows = {}
    for item in items:
        rows[item.id] = AgendaItem(
            congress_id=copy.id,
            session_id=sessions[item.session_id].id,
            position=item.position,
            title=item.title,
            kind=item.kind,
            minutes=minutes[item.id],
            speaker=item.speaker,
            notes=item.notes,
            state="planned",
        )
    db.session.add_all(rows.values())
    db.session.flush()
    for item in items:
        if item.parent_id in rows and item.parent_id is not None:
            rows[item.id].parent_id = rows[item.parent_id].id
    return Places(
        {was: session.id for was, session in sessions.items()},
        {was: item.id for was, item in rows.items()},
    )


def copied_session(session: CongressSession, source: Congress, copy: Congress) -> CongressSession:
    """Return the session's copy on its day of the other congress."""
    made = CongressSession(
        congress_id=copy.id,
        title=session.title,
        starts_at=moved(session.starts_at, source, copy),
        ends_at=moved(session.ends_at, source, copy),
    )
    db.session.add(made)
    db.session.flush()
    return made


def moved(moment: datetime, source: Congress, copy: Congress) -> datetime:
    """Return the same hour of the venue's clocks on the same day of the other congress, in UTC."""
    local = moment.astimezone(ZoneInfo(source.time_zone))
    day = local.date() + (copy.starts_on - source.starts_on)
    there = datetime.combine(day, local.time(), ZoneInfo(copy.time_zone))
    return there.astimezone(UTC)


def planned_minutes(items: list[AgendaItem]) -> dict[int, int]:
    """Return the minutes of each item as if none had been skipped."""
    minutes = {item.id: item.minutes for item in items}
    for item in items:
        minutes[item.id] += item.given_minutes
        if item.given_to_id in minutes and item.given_to_id is not None:
            minutes[item.given_to_id] = max(0, minutes[item.given_to_id] - item.given_minutes)
    return minutes


def days_between(source: Congress, copy: Congress) -> timedelta:
    """Return by how many days the last day moved."""
    return copy.ends_on - source.ends_on
