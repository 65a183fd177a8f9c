"""Pages that show who read what."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import needs
from app.clock import now
from app.congresses.models import Congress
from app.library.readers import by_delegation, document_of, readers_of, unopened

blueprint = Blueprint("readers", __name__, url_prefix="/office/<int:congress_id>/readers")


@blueprint.get("")
@needs("readers.read")
def show_readers(congress: Congress) -> ResponseReturnValue:
    """Show how often each document was opened."""
    return render_template(
        "library/readers.html", congress=congress, documents=readers_of(congress)
    )


@blueprint.get("/<int:document_id>")
@needs("readers.read")
def show_unopened(congress: Congress, document_id: int) -> ResponseReturnValue:
    """Show who has not opened a document, by delegation."""
    document = document_of(congress, document_id)
    numbers = {each.document_id: each for each in readers_of(congress)}
    return render_template(
        "library/unopened.html",
        congress=congress,
        document=document,
        numbers=numbers.get(document.id),
        delegations=by_delegation(unopened(congress, document)),
        now=now(),
    )
