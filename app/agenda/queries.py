"""Finding agenda items and slides of a congress."""

from datetime import datetime, timedelta

from sqlalchemy import select

from app.agenda.models import AgendaItem, Deck, Slide
from app.congresses.models import Congress
from app.db import db
from app.errors import NotFoundError


def item_of(congress: Congress, item_id: int) -> AgendaItem:
    """Return an agenda item of this congress; raises NotFoundError."""
    found = db.session.get(AgendaItem, item_id)
    if found is None or found.congress_id != congress.id:
        raise NotFoundError
    return found


def slide_of(congress: Congress, slide_id: int) -> Slide:
    """Return a slide of this congress; raises NotFoundError."""
    found = db.session.get(Slide, slide_id)
    if found is None or found.congress_id != congress.id:
        raise NotFoundError
    return found


def items_of(congress_id: int) -> list[AgendaItem]:
    """Return the whole programme in its order."""
    statement = select(AgendaItem).filter_by(congress_id=congress_id)
    order = (AgendaItem.session_id, AgendaItem.position, AgendaItem.id)
    return list(db.session.scalars(statement.order_by(*order)))


def planned_starts(congress: Congress, items: list[AgendaItem]) -> dict[int, datetime]:
    """Return when each item is planned to start: its session's start and the minutes before."""
    clock = {session.id: session.starts_at for session in congress.sessions}
    starts: dict[int, datetime] = {}
    for item in items:
        starts[item.id] = clock[item.session_id]
        clock[item.session_id] += timedelta(minutes=item.minutes)
    return starts


def slides_by_item(congress_id: int) -> dict[int, list[Slide]]:
    """Return the slides of each item that has any, in running order."""
    rows = db.session.execute(
        select(Deck.item_id, Slide)
        .join(Slide, Slide.deck_id == Deck.id)
        .where(Slide.congress_id == congress_id)
        .order_by(Slide.position, Slide.id)
    )
    found: dict[int, list[Slide]] = {}
    for item_id, slide in rows:
        found.setdefault(item_id, []).append(slide)
    return found


def deck_of(item: AgendaItem) -> Deck | None:
    """Return the item's deck, None when it has no slides yet."""
    return db.session.scalar(select(Deck).filter_by(item_id=item.id))


def slides_of(item: AgendaItem) -> list[Slide]:
    """Return the slides of one item in running order."""
    deck = deck_of(item)
    return list(deck.slides) if deck else []


def place_in_deck(slide: Slide) -> tuple[int, int]:
    """Return (number of the slide in its deck from 1, how many there are)."""
    ids = list(
        db.session.scalars(
            select(Slide.id).filter_by(deck_id=slide.deck_id).order_by(Slide.position, Slide.id)
        )
    )
    return ids.index(slide.id) + 1, len(ids)
