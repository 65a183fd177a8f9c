"""The page of the paper meter, and its card for the office's day."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import needs
from app.clock import now
from app.congresses.models import Congress
from app.paper.queries import paper_of, print_runs

blueprint = Blueprint("paper", __name__)


@blueprint.app_context_processor
def give_meter() -> dict[str, Any]:
    """Let the office's day include the card."""
    return {"paper_of": paper_of}


@blueprint.get("/office/<int:congress_id>/paper")
@needs("paper.read")
def show_paper(congress: Congress) -> ResponseReturnValue:
    """Show the figures, the formula that makes them, and what was printed all the same."""
    return render_template(
        "paper/paper.html",
        congress=congress,
        paper=paper_of(congress),
        runs=print_runs(congress),
        today=now(),
    )
