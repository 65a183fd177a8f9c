"""What printing leaves behind: which address went onto paper, and the Wi-Fi that sheets show."""

from flask import current_app
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from app.clock import now
from app.congresses.models import Congress, HallNetwork, PrintedSheet
from app.db import changes, db
from app.errors import InvalidError
from app.realtime import commit_and_publish

LONGEST_NAME_BYTES = 32
SHORTEST_PASSWORD = 8


@changes
def note_printing(congress: Congress, sheet: str, *, link_id: int | None = None) -> None:
    """Keep when a sheet was printed last and which address its codes hold."""
    found = db.session.scalar(
        select(PrintedSheet).filter_by(congress_id=congress.id, sheet=sheet, link_id=link_id)
    )
    if found is None:
        found = PrintedSheet(congress_id=congress.id, sheet=sheet, link_id=link_id)
        db.session.add(found)
    found.public_url = current_app.config["SETTINGS"].public_url
    found.printed_at = now()
    about = sheet if link_id is None else f"{sheet}:link:{link_id}"
    commit_and_publish(congress, did="sheet.print", about=about)


@changes
def save_network(congress: Congress, *, name: str, password: str) -> None:
    """Keep the hall's Wi-Fi for the sheets; without a name it is forgotten.

    Raises InvalidError for what no router takes (IEEE 802.11: 32 bytes, 8 to 63 signs).
    """
    if len(name.encode()) > LONGEST_NAME_BYTES:
        raise InvalidError(
            _("The name is too long for a Wi-Fi: at most 32 letters, fewer with accents.")
        )
    if password and len(password) < SHORTEST_PASSWORD:
        raise InvalidError(
            _("A Wi-Fi password has at least 8 letters. Leave it empty for an open Wi-Fi.")
        )
    network = db.session.get(HallNetwork, congress.id)
    if network is None and name:
        network = HallNetwork(congress_id=congress.id)
        db.session.add(network)
    if network is not None and name:
        network.name, network.password = name, password
    elif network is not None:
        db.session.delete(network)
    commit_and_publish(congress, did="network.save", about=f"congress:{congress.id}")
