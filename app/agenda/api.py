"""The programme and its slides as JSON."""

from typing import Any

from flask import Blueprint

from app.access import needs
from app.agenda import actions
from app.agenda.forms import ItemChange, ItemForm, ItemOrderForm, OrderForm, SkipForm, SlideChange
from app.agenda.queries import item_of, slide_of
from app.congresses.models import Congress
from app.congresses.queries import session_of
from app.contract import Created, answers, takes

blueprint = Blueprint("agenda_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.post("/agenda")
@needs("congress.prepare")
@answers(Created, 201)
@takes(ItemForm)
def add_item(congress: Congress, form: ItemForm) -> Any:
    """Add an item at the end of its session."""
    return Created(id=actions.add_item(congress, form).id)


@blueprint.put("/agenda/<int:item_id>")
@needs("congress.prepare")
@answers(Created)
@takes(ItemChange)
def change_item(congress: Congress, item_id: int, form: ItemChange) -> Any:
    """Change title, kind, length or speaker of an item."""
    return Created(id=actions.change_item(congress, item_of(congress, item_id), form).id)


@blueprint.put("/agenda/order")
@needs("congress.prepare")
@answers(status=204)
@takes(ItemOrderForm)
def order_items(congress: Congress, form: ItemOrderForm) -> Any:
    """Put the items of a session into a new order; all of them are named."""
    session_of(congress, form.session_id)
    actions.order_items(congress, form)


@blueprint.put("/agenda/<int:item_id>/skipped")
@needs("stage.move")
@answers(status=204)
@takes(SkipForm)
def skip_item(congress: Congress, item_id: int, form: SkipForm) -> Any:
    """Pass an item over, or take it in again; where the hall has been already is refused."""
    actions.skip_item(congress, item_of(congress, item_id), skipped=form.skipped)


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
