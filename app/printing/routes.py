"""The page from which everything is printed."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import needs, visitor
from app.congresses.models import Congress
from app.delegates.counts import people
from app.delegates.queries import delegations_of
from app.library.linked import documents_without_link, linked_documents
from app.library.printed import code_facts, network_of
from app.printing.forms import MOST_CARDS
from app.printing.hall_sheets import congress_code
from app.printing.sheets import MOST_TABLES, sheets_for

blueprint = Blueprint("printing", __name__)


@blueprint.get("/office/<int:congress_id>/print")
@needs("sheets.print")
def show_sheets(congress: Congress) -> ResponseReturnValue:
    """Show each sheet with a picture of it, its choices and a button."""
    return render_template(
        "printing/print.html",
        congress=congress,
        sheets=sheets_for(visitor(), congress),
        network=network_of(congress),
        listed=len(linked_documents(congress)),
        missing=len(documents_without_link(congress)),
        badges=people(congress),
        delegations=delegations_of(congress),
        congress_code=congress_code(congress),
        most_cards=MOST_CARDS,
        most_tables=MOST_TABLES,
        **code_facts(congress),
    )
