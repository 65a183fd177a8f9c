"""Where an item stands: in a session, below another item, among its neighbours."""

from collections.abc import Iterable
from itertools import chain

from flask_babel import lazy_gettext as _

from app.agenda.forms import PlaceForm
from app.agenda.models import AgendaItem
from app.agenda.queries import item_of, items_of
from app.congresses.models import Congress
from app.congresses.queries import session_of
from app.errors import InvalidError, RefusedError


def families(items: Iterable[AgendaItem]) -> list[list[AgendaItem]]:
    """Return each item of a session with its sub-items behind it, in running order."""
    ordered = sorted(items, key=lambda item: (item.position, item.id))
    ids = {item.id for item in ordered}
    below: dict[int, list[AgendaItem]] = {}
    heads = []
    for item in ordered:
        if item.parent_id in ids and item.parent_id is not None:
            below.setdefault(item.parent_id, []).append(item)
        else:
            heads.append(item)
    return [[head, *below.get(head.id, [])] for head in heads]


def number(items: Iterable[AgendaItem]) -> None:
    """Give the items of a session their numbers; sub-items follow their item wherever it stands."""
    for position, item in enumerate(chain.from_iterable(families(items)), start=1):
        item.position = position


def sub_items(item: AgendaItem) -> list[AgendaItem]:
    """Return the sub-items of an item in their order."""
    return [each for each in items_of(item.congress_id) if each.parent_id == item.id]


def place(congress: Congress, item: AgendaItem, form: PlaceForm) -> None:
    """Put an item, and its sub-items with it, where the form says.

    Raises NotFoundError for places of another congress, InvalidError for a place in another
    session than was named, RefusedError for a sub-item below a sub-item.
    """
    parent, session_id = place_meant(congress, item, form)
    family = [item, *sub_items(item)]
    if parent is not None and (parent.parent_id is not None or len(family) > 1):
        raise RefusedError(_("A sub-item has no sub-items of its own."))
    rows = [
        each
        for each in items_of(congress.id)
        if each.session_id == session_id and each not in family
    ]
    item.parent_id = parent.id if parent else None
    for each in family:
        each.session_id = session_id
    insert(item, [each for each in rows if each.parent_id == item.parent_id], form.after_id)
    number([*rows, *family])


def place_meant(
    congress: Congress, item: AgendaItem, form: PlaceForm
) -> tuple[AgendaItem | None, int]:
    """Return (the item above, the session) of the place that a form names."""
    if item.id in (form.after_id, form.parent_id):
        raise InvalidError(_("An item cannot stand behind or below itself."))
    after = item_of(congress, form.after_id) if form.after_id else None
    parent_id = form.parent_id or (after.parent_id if after else None)
    parent = item_of(congress, parent_id) if parent_id else None
    beside = parent or after
    if beside is None:
        return None, session_of(congress, form.session_id or item.session_id).id
    if form.session_id not in (None, beside.session_id):
        raise InvalidError(_("This place is in another session."))
    return parent, beside.session_id


def insert(item: AgendaItem, beside: list[AgendaItem], after_id: int | None) -> None:
    """Give an item its place among those beside it: first (0), after one of them, or last."""
    ids = [each.id for each in beside]
    at = len(beside)
    if after_id == 0:
        at = 0
    elif after_id in ids:
        at = ids.index(after_id) + 1
    for position, each in enumerate([*beside[:at], item, *beside[at:]], start=1):
        each.position = position
