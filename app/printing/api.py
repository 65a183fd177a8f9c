"""Printed sheets as PDF, and the hall's Wi-Fi that they show."""

from typing import Any

from flask import Blueprint, request
from flask_babel import lazy_gettext as _

from app.access import needs
from app.clock import breathing
from app.congresses.models import Congress
from app.congresses.print_actions import note_printing, save_network
from app.contract import answers, takes
from app.errors import RefusedError
from app.i18n import language
from app.library.linked import linked_documents
from app.library.printed import network_of
from app.library.queries import link_of
from app.printing.actions import keep_printed
from app.printing.forms import MOST_CARDS, AccessForm, NetworkAnswer, NetworkForm
from app.printing.hall_sheets import (
    SIZES,
    access_cards_pdf,
    attendance_pdf,
    badges_pdf,
    guide_pdf,
)
from app.printing.queries import chosen_badges, delegation_of, face_of, session_of
from app.printing.sheets import document_list_pdf, table_cards_pdf, wifi_card_pdf

LANGUAGES = ("vi", "en")

blueprint = Blueprint("printing_api", __name__, url_prefix="/api/congresses/<int:congress_id>")


@blueprint.get("/links/<int:link_id>/tables.pdf")
@needs("links.manage")
@answers(media_type="application/pdf")
def print_table_cards(congress: Congress, link_id: int) -> Any:
    """Print a link's code as cards to cut or tents to fold (`form`), numbered for `tables`."""
    link = link_of(congress, link_id)
    form = "tents" if request.args.get("form") == "tents" else "cards"
    tables = max(0, request.args.get("tables", 0, type=int))
    response = table_cards_pdf(congress, link, form=form, tables=tables)
    note_printing(congress, "tables", link_id=link.id)
    return response


@blueprint.get("/documents.pdf")
@needs("links.manage")
@answers(media_type="application/pdf")
def print_documents(congress: Congress) -> Any:
    """Print one sheet with a code for every document that a code opens."""
    if not linked_documents(congress):
        raise RefusedError(_("No document has a QR code yet. Make the codes first."))
    response = document_list_pdf(congress)
    note_printing(congress, "documents")
    return response


@blueprint.get("/wifi.pdf")
@needs("sheets.print")
@answers(media_type="application/pdf")
def print_wifi(congress: Congress) -> Any:
    """Print the Wi-Fi card: what it tells (`shows`: code, letters, name), A4 or A5 (`size`)."""
    network = network_of(congress)
    if network is None:
        raise RefusedError(_("Enter the name of the hall's Wi-Fi first."))
    asked = request.args.get("shows", "")
    shows = asked if asked in ("letters", "name") else "code"
    size = "A5" if request.args.get("size") == "A5" else "A4"
    response = wifi_card_pdf(congress, network, shows=shows, size=size)
    note_printing(congress, "wifi")
    return response


@blueprint.get("/badges.pdf")
@needs("roster.manage")
@answers(media_type="application/pdf")
def print_badges(congress: Congress) -> Any:
    """Print badges: of whom (`who`: changed, or a delegation's id; `delegate`), `size`, `back`."""
    asked = request.args.get("size", "")
    cards = chosen_badges(
        congress,
        who=request.args.get("who", ""),
        delegate_id=request.args.get("delegate", type=int),
    )
    response = badges_pdf(
        congress,
        cards,
        size=asked if asked in SIZES else SIZES[0],
        back=request.args.get("back", ""),
    )
    keep_printed(
        congress, {each: face_of(card) for each, card in breathing(cards.items(), every=100)}
    )
    note_printing(congress, "badges")
    return response


@blueprint.post("/access-cards.pdf")
@needs("sheets.print")
@answers(media_type="application/pdf")
@takes(AccessForm)
def print_access(congress: Congress, form: AccessForm) -> Any:
    """Print access cards for who is no delegate; the names are printed and not kept."""
    cards = form.cards()
    if not cards:
        raise RefusedError(_("Write a name on each line, or say how many blank cards."))
    if len(cards) > MOST_CARDS:
        raise RefusedError(_("At most %(n)s cards at once.", n=MOST_CARDS))
    response = access_cards_pdf(congress, form)
    if form.code:
        note_printing(congress, "access")
    return response


@blueprint.get("/sessions/<int:session_id>/attendance.pdf")
@needs("sheets.print")
@answers(media_type="application/pdf")
def print_attendance(congress: Congress, session_id: int) -> Any:
    """Print sheets to sign for a session: every delegation, or one (`delegation`)."""
    session = session_of(congress, session_id)
    chosen = request.args.get("delegation", type=int)
    if chosen is not None:
        delegation_of(congress, chosen)
    response = attendance_pdf(congress, session, delegation_id=chosen)
    if response is None:
        raise RefusedError(_("Nobody is on this list yet."))
    return response


@blueprint.get("/guide.pdf")
@needs("sheets.print")
@answers(media_type="application/pdf")
def print_guide(congress: Congress) -> Any:
    """Print the guide for delegates, A4 or A5 twice (`size`), in a language (`words`: vi, en)."""
    size = "A5" if request.args.get("size") == "A5" else "A4"
    words = request.args.get("words", "")
    response = guide_pdf(congress, size=size, words=words if words in LANGUAGES else language())
    note_printing(congress, "guide")
    return response


@blueprint.get("/network")
@needs("sheets.print")
@answers(NetworkAnswer)
def show_network(congress: Congress) -> Any:
    """Show the hall's Wi-Fi."""
    network = network_of(congress)
    if network is None:
        return NetworkAnswer(name="", password="")
    return NetworkAnswer(name=network.name, password=network.password)


@blueprint.put("/network")
@needs("sheets.print")
@answers(NetworkAnswer)
@takes(NetworkForm)
def change_network(congress: Congress, form: NetworkForm) -> Any:
    """Keep the hall's Wi-Fi for the sheets; without a name it is forgotten."""
    save_network(congress, name=form.name, password=form.password)
    return NetworkAnswer(name=form.name, password=form.password)
