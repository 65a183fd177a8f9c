"""What each screen shows, and the notes that only the one before the speaker gets."""

from app.access import visitor
from app.accounts.forms import Content
from app.accounts.models import Device
from app.agenda.models import AgendaItem
from app.agenda.queries import slides_of
from app.congresses.models import Congress
from app.db import db
from app.delegates.models import Site
from app.delegates.sites import site_of_device, site_or_main
from app.live.forms import StageNotes

CONTENTS: tuple[Content, ...] = ("hall", "corridor", "stage")


def own_content(congress: Congress) -> Content:
    """Return what the office chose for this paired screen; for anybody else what the hall sees."""
    who = visitor()
    device = db.session.get(Device, who.id) if who.kind == "screen" else None
    if device is None or device.congress_id != congress.id:
        return "hall"
    return next((each for each in CONTENTS if each == device.shows), "hall")


def own_site(congress: Congress, asked: int | None = None) -> Site | None:
    """Return of which site a screen is: that of its address, else where the office put it.

    A screen of a site that was removed is one of the main hall. None where everybody meets in one
    place. Raises NotFoundError for a site of another congress.
    """
    if asked is not None:
        return site_or_main(congress, asked)
    who = visitor()
    return site_of_device(who.id if who.kind == "screen" else None, congress.id)


def notes_of(item: AgendaItem) -> StageNotes:
    """Return an item's private notes, and those of its slides by their ids."""
    slides = {slide.id: slide.notes for slide in slides_of(item) if slide.notes}
    return StageNotes(item=item.notes, slides=slides)
