"""What each screen shows, and the notes that only the one before the speaker gets."""

from app.access import visitor
from app.accounts.forms import Content
from app.accounts.models import Device
from app.agenda.models import AgendaItem
from app.agenda.queries import slides_of
from app.congresses.models import Congress
from app.db import db
from app.live.forms import StageNotes

CONTENTS: tuple[Content, ...] = ("hall", "corridor", "stage")


def own_content(congress: Congress) -> Content:
    """Return what the office chose for this paired screen; for anybody else what the hall sees."""
    who = visitor()
    device = db.session.get(Device, who.id) if who.kind == "screen" else None
    if device is None or device.congress_id != congress.id:
        return "hall"
    return next((each for each in CONTENTS if each == device.shows), "hall")


def notes_of(item: AgendaItem) -> StageNotes:
    """Return an item's private notes, and those of its slides by their ids."""
    slides = {slide.id: slide.notes for slide in slides_of(item) if slide.notes}
    return StageNotes(item=item.notes, slides=slides)
