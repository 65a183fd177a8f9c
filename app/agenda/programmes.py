"""Programmes that a new congress can begin with: data, in every language of the house."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.agenda.models import AgendaItem
from app.congresses.models import Congress, CongressSession
from app.db import db

SOURCE = Path(__file__).parent / "programmes.toml"


@dataclass(frozen=True)
class Programme:
    """One of them; texts are {language: text}."""

    name: str
    title: dict[str, str]
    sessions: list[dict[str, Any]]


@cache
def programmes() -> dict[str, Programme]:
    """Return all of them by name, in the order in which they are offered."""
    read = tomllib.loads(SOURCE.read_text("utf-8"))["programme"]
    return {each["name"]: Programme(**each) for each in read}


def plant(congress: Congress, programme: Programme, *, language: str) -> None:
    """Add the sessions and items of a programme, in the present transaction."""
    for planned in programme.sessions:
        session = CongressSession(
            congress_id=congress.id,
            title=planned["title"][language],
            starts_at=moment(congress, planned["day"], planned["starts"]),
            ends_at=moment(congress, planned["day"], planned["ends"]),
        )
        db.session.add(session)
        db.session.flush()
        for position, item in enumerate(planned["items"], start=1):
            row = AgendaItem(
                congress_id=congress.id,
                session_id=session.id,
                position=position,
                title=item[language],
                kind=item["kind"],
                minutes=item["minutes"],
                state="planned",
            )
            db.session.add(row)


def moment(congress: Congress, day: int, hour: str) -> datetime:
    """Return when the venue's clocks show `hour` ("07:30") on a day of the congress, in UTC."""
    date = congress.starts_on + timedelta(days=day)
    local = datetime.combine(date, time.fromisoformat(hour), ZoneInfo(congress.time_zone))
    return local.astimezone(UTC)
