"""How long phones may read documents after a congress: a last day for each audience."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.congresses.models import Congress

USUAL_DAYS = {"public": 365, "delegates": 90, "presidium": 30}
"""After the last day of the congress; the office shows them and may change each."""

A_DAY = timedelta(days=1)


def end_of(day: date, zone: str) -> datetime:
    """Return the moment at which a day ends at the venue."""
    return datetime.combine(day + A_DAY, time(), ZoneInfo(zone))


def last_day(congress: Congress, audience: str) -> date | None:
    """Return the last day on which an audience may read; None is for ever."""
    until: datetime | None = getattr(congress, f"{audience}_until")
    if until is None:
        return None
    return until.astimezone(ZoneInfo(congress.time_zone)).date() - A_DAY


def keep_as_usual(congress: Congress) -> None:
    """Give a new congress the usual last days."""
    for audience, days in USUAL_DAYS.items():
        keep_until(congress, audience, congress.ends_on + timedelta(days=days))


def keep_until(congress: Congress, audience: str, day: date | None) -> None:
    """Set the last day on which an audience may read."""
    until = end_of(day, congress.time_zone) if day else None
    setattr(congress, f"{audience}_until", until)


def move_along(congress: Congress, last_days: dict[str, date | None], by: timedelta) -> None:
    """Set the last days anew for a congress that moved by so many days, or to another zone."""
    for audience, day in last_days.items():
        keep_until(congress, audience, day + by if day else None)
