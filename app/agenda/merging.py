"""An item that is dropped gives its minutes to a neighbour, and gets them back when taken in."""

from typing import Literal

from flask_babel import lazy_gettext as _

from app.agenda.models import AgendaItem
from app.agenda.placing import sub_items
from app.agenda.queries import items_of
from app.db import db
from app.errors import RefusedError

Neighbour = Literal["previous", "next"]


def neighbour_of(item: AgendaItem, which: Neighbour) -> AgendaItem | None:
    """Return the item that takes place before or after this one in its session, or None."""
    running = [
        each
        for each in items_of(item.congress_id)
        if each.session_id == item.session_id and (each is item or each.state != "skipped")
    ]
    at = running.index(item) + (1 if which == "next" else -1)
    return running[at] if 0 <= at < len(running) else None


def give_minutes(item: AgendaItem, to: Neighbour) -> None:
    """Give the planned minutes of an item to its neighbour; raises RefusedError without one."""
    if sub_items(item):
        raise RefusedError(_("An item with sub-items keeps its minutes."))
    heir = neighbour_of(item, to)
    if heir is None or heir.state == "done":
        raise RefusedError(_("There is no item beside it that is still to come or on now."))
    heir.minutes += item.minutes
    item.given_minutes, item.given_to_id, item.minutes = item.minutes, heir.id, 0


def take_minutes_back(item: AgendaItem) -> None:
    """Undo what give_minutes did; an item that is gone meanwhile gives nothing back."""
    heir = db.session.get(AgendaItem, item.given_to_id) if item.given_to_id else None
    if heir is not None:
        heir.minutes = max(0, heir.minutes - item.given_minutes)
    item.minutes += item.given_minutes
    item.given_minutes, item.given_to_id = 0, None
