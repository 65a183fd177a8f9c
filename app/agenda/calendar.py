"""The sessions of a congress as calendars of phones and offices take them (RFC 5545)."""

from datetime import datetime, timedelta

from app.agenda.models import AgendaItem
from app.agenda.queries import items_of, planned_starts
from app.clock import now
from app.congresses.models import Congress
from app.i18n import clock_time

LEFT_OUT = "skipped"


def calendar_of(congress: Congress, *, address: str, place: str) -> bytes:
    """Return an event for each session, its programme as the text; `address` is the phone page.

    `place` is where the one who asks is expected.

    An event keeps its UID for ever, whatever address the server has: a calendar that takes the
    file again moves the event instead of adding another. Private notes are never in it.
    """
    from icalendar import Calendar, Event  # noqa: PLC0415  0.1 s of every process's start

    calendar = Calendar()
    calendar.add("prodid", "-//Paperless congress//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", congress.title)
    items = items_of(congress.id)
    starts = planned_starts(congress, items)
    house = f"{congress.created_at:%Y%m%d%H%M%S}.paperless-congress"
    for session in congress.sessions:
        event = Event()
        event.add("uid", f"session-{session.id}@{house}")
        event.add("dtstamp", now())
        event.add("dtstart", session.starts_at)
        event.add("dtend", max(session.ends_at, session.starts_at + timedelta(minutes=1)))
        event.add("summary", f"{congress.title} – {session.title}")
        if place:
            event.add("location", place)
        event.add("url", address)
        own = [item for item in items if item.session_id == session.id]
        event.add("description", programme(own, starts))
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def programme(items: list[AgendaItem], starts: dict[int, datetime]) -> str:
    """Return a line for each item that will take place: its hour at the venue, title and speaker.

    Sub-items are set in below their item.
    """
    ids = {item.id for item in items}
    return "\n".join(
        ("– " if item.parent_id in ids else "")
        + f"{clock_time(starts[item.id])} {item.title}"
        + (f" ({item.speaker})" if item.speaker else "")
        for item in items
        if item.state != LEFT_OUT
    )
