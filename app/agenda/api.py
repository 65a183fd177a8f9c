"""The programme and its slides as JSON."""

from typing import Any

from flask import Blueprint

from app.access import needs
from app.agenda import actions
from app.agenda.forms import ItemForm
from app.congresses.models import Congress
from app.contract import Created, answers, takes

blueprint = Blueprint("agenda_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.post("/agenda")
@needs("congress.prepare")
@answers(Created, 201)
@takes(ItemForm)
def add_item(congress: Congress, form: ItemForm) -> Any:
    """Add an item at the end of its session."""
    return Created(id=actions.add_item(congress, form).id)
