"""The programme and its slides as JSON."""

from typing import Any

from flask import Blueprint

from app.access import needs
from app.agenda import actions
from app.agenda.forms import (
    ItemChange,
    ItemForm,
    ItemOrderForm,
    OrderForm,
    PlaceForm,
    ProgrammeForm,
    SkipForm,
    SlideChange,
)
from app.agenda.queries import item_of, slide_of
from app.congresses.models import Congress
from app.congresses.queries import session_of
from app.contract import Created, answers, takes
from app.i18n import language

blueprint = Blueprint("agenda_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.post("/agenda")
@needs("congress.prepare")
@answers(Created, 201)
@takes(ItemForm)
def add_item(congress: Congress, form: ItemForm) -> Any:
    """Add an item at the end of its session, or at the place that is named."""
    return Created(id=actions.add_item(congress, form).id)


@blueprint.put("/agenda/<int:item_id>")
@needs("congress.prepare")
@answers(Created)
@takes(ItemChange)
def change_item(congress: Congress, item_id: int, form: ItemChange) -> Any:
    """Change title, kind, length or speaker of an item."""
    return Created(id=actions.change_item(congress, item_of(congress, item_id), form).id)


@blueprint.post("/agenda/programme")
@needs("congress.prepare")
@answers(status=204)
@takes(ProgrammeForm)
def begin_with(congress: Congress, form: ProgrammeForm) -> Any:
    """Fill a congress that has no session yet with one of the built-in programmes."""
    actions.begin_with(congress, form.name, language=language())


@blueprint.put("/agenda/order")
@needs("congress.prepare")
@answers(status=204)
@takes(ItemOrderForm)
def order_items(congress: Congress, form: ItemOrderForm) -> Any:
    """Put the items of a session into a new order; all of them are named."""
    session_of(congress, form.session_id)
    actions.order_items(congress, form)


@blueprint.put("/agenda/<int:item_id>/place")
@needs("congress.prepare")
@answers(status=204)
@takes(PlaceForm)
def move_item(congress: Congress, item_id: int, form: PlaceForm) -> Any:
    """Put an item elsewhere: after another, below another as its sub-item, in another session."""
    actions.move_item(congress, item_of(congress, item_id), form)


@blueprint.put("/agenda/<int:item_id>/skipped")
@needs("stage.move")
@answers(status=204)
@takes(SkipForm)
def skip_item(congress: Congress, item_id: int, form: SkipForm) -> Any:
    """Pass an item over, or take it in again; where the hall has been already is refused.

    The minutes of what is passed over are saved, or go to the item before or after it.
    """
    actions.skip_item(congress, item_of(congress, item_id), form)


@blueprint.delete("/agenda/<int:item_id>")
@needs("congress.prepare")
@answers(status=204)
def remove_item(congress: Congress, item_id: int) -> Any:
    """Take an item and its slides out; the present item is refused."""
    actions.remove_item(congress, item_of(congress, item_id))


@blueprint.put("/agenda/<int:item_id>/slides/order")
@needs("congress.prepare")
@answers(status=204)
@takes(OrderForm)
def order_slides(congress: Congress, item_id: int, form: OrderForm) -> Any:
    """Put the slides of an item into a new order; all of them are named."""
    actions.order_slides(congress, item_of(congress, item_id), form)


@blueprint.put("/slides/<int:slide_id>")
@needs("congress.prepare")
@answers(Created)
@takes(SlideChange)
def change_slide(congress: Congress, slide_id: int, form: SlideChange) -> Any:
    """Change a slide's title and notes."""
    return Created(id=actions.change_slide(congress, slide_of(congress, slide_id), form).id)
