"""What the remote steps through: every item's slides in small, and the private notes."""

from flask import url_for

from app.agenda.models import Slide
from app.agenda.queries import items_of, slides_by_item
from app.congresses.models import Congress
from app.live.forms import Decks, DeckSlide


def decks_of(congress: Congress) -> Decks:
    """Return the slides of all items that have any, and the notes of those that have notes."""
    decks = {
        item_id: [small(slide, number) for number, slide in enumerate(slides, start=1)]
        for item_id, slides in slides_by_item(congress.id).items()
    }
    notes = {item.id: item.notes for item in items_of(congress.id) if item.notes}
    return Decks(decks=decks, notes=notes)


def small(slide: Slide, number: int) -> DeckSlide:
    """Return a slide as a thumbnail."""
    has_picture = slide.kind in ("page", "image") or slide.poster_digest is not None
    thumb_url = url_for("live_api.show_slide", congress_id=slide.congress_id, slide_id=slide.id)
    return DeckSlide(
        id=slide.id,
        number=number,
        title=slide.title,
        kind=slide.kind,
        thumb_url=thumb_url if has_picture else None,
        notes=slide.notes,
    )
