"""Who read what, as JSON and as a list to print or to open in a spreadsheet."""

from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext as _

from app.access import needs
from app.congresses.models import Congress
from app.contract import answers
from app.library.link_forms import DocumentReaders
from app.library.readers import document_of, readers_of, unopened, unopened_csv

blueprint = Blueprint("readers_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.get("/readers")
@needs("readers.read")
@answers(DocumentReaders, many=True)
def list_readers(congress: Congress) -> Any:
    """List how often each document was opened, on how many browsers, by how many delegates."""
    return readers_of(congress)


@blueprint.get("/documents/<int:document_id>/unopened.csv")
@needs("readers.read")
@answers(media_type="text/csv")
def list_unopened(congress: Congress, document_id: int) -> Any:
    """List the delegates who have not opened a document signed in by badge, by delegation."""
    document = document_of(congress, document_id)
    heads = [_("Number"), _("Name"), _("Delegation"), _("Position")]
    response = Response(
        unopened_csv(unopened(congress, document), heads), mimetype="text/csv; charset=utf-8"
    )
    name = f"unopened-{document.id}.csv"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    response.headers["Cache-Control"] = "no-store, private"
    return response
