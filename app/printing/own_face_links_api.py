"""Links to the own page about the face, as files to print and to send."""

from typing import Any

from flask import Blueprint

from app.access import needs
from app.congresses.models import Congress
from app.contract import answers
from app.printing.own_face_links import links_pdf, links_xlsx

blueprint = Blueprint(
    "own_face_links_api", __name__, url_prefix="/api/congresses/<int:congress_id>"
)


@blueprint.get("/faces/links.pdf")
@needs("portraits.manage")
@answers(media_type="application/pdf")
def print_links(congress: Congress) -> Any:
    """Print a card with a code for everybody whose link opens, eight to a sheet."""
    return links_pdf(congress)


@blueprint.get("/faces/links.xlsx")
@needs("portraits.manage")
@answers(media_type="application/octet-stream")
def send_links(congress: Congress) -> Any:
    """Send a table of all links that open, for a mail merge."""
    return links_xlsx(congress)
