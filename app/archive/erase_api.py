"""Erasing for good, as JSON."""

from typing import Any

from flask import Blueprint

from app.access import even_archived, needs
from app.archive.erasing import erase_person
from app.congresses.models import Congress
from app.contract import answers
from app.delegates.queries import delegate_of

blueprint = Blueprint("erase_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.delete("/delegates/<int:delegate_id>/person")
@even_archived("who asks to be erased is heard at any time")
@needs("people.erase")
@answers(status=204)
def erase_delegate(congress: Congress, delegate_id: int) -> Any:
    """Erase a person for good, in every backup too; a number stays for the sums."""
    erase_person(congress, delegate_of(congress, delegate_id))
