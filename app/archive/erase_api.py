"""Erasing for good, as JSON."""

from typing import Any

from flask import Blueprint

from app.access import even_archived, needs
from app.accounts.asking_again import ask_again
from app.archive.erasing import erase_person
from app.archive.erasing_congress import ask_to_erase
from app.archive.forms import EraseForm, ErasePersonForm
from app.congresses.models import Congress
from app.contract import answers, takes
from app.delegates.queries import delegate_of

blueprint = Blueprint("erase_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.delete("/delegates/<int:delegate_id>/person")
@even_archived("who asks to be erased is heard at any time")
@needs("people.erase")
@answers(status=204)
@takes(ErasePersonForm)
def erase_delegate(congress: Congress, delegate_id: int, form: ErasePersonForm) -> Any:
    """Erase a person for good, in every backup too; a number stays for the sums."""
    ask_again(form.password)
    erase_person(congress, delegate_of(congress, delegate_id))


@blueprint.post("/erasure")
@even_archived("an archive is what is erased in the end")
@needs("congress.erase")
@answers(status=202)
@takes(EraseForm)
def erase_congress(congress: Congress, form: EraseForm) -> Any:
    """Erase the congress for good, once its title was typed; the worker does it in a moment."""
    ask_again(form.password)
    ask_to_erase(congress, title=form.title)
    return "", 202
