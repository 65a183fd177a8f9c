"""The sheets of the print page, and how each is made by the press.

A new sheet is a line in SHEETS, a card in templates/printing/cards/NAME.html and a picture of it
in templates/printing/pictures.html.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Response, current_app, send_file
from flask_babel import gettext as _

from app.access import Visitor
from app.congresses.models import Congress, HallNetwork
from app.i18n import language
from app.library.linked import linked_documents
from app.library.links import link_url
from app.library.models import Link
from app.library.posters import headline
from config import FONTS_DIR
from documents.press import print_document_list, print_table_cards, print_wifi_card

MOST_TABLES = 300


@dataclass(frozen=True)
class Sheet:
    """A card of the print page: its name, and the permission without which it is not shown."""

    name: str
    permission: str


SHEETS = (
    Sheet("posters", "links.manage"),
    Sheet("tables", "links.manage"),
    Sheet("documents", "links.manage"),
    Sheet("wifi", "sheets.print"),
    Sheet("badges", "roster.manage"),
    Sheet("attendance", "sheets.print"),
    Sheet("guide", "sheets.print"),
    Sheet("access", "sheets.print"),
)


def sheets_for(visitor: Visitor, congress: Congress) -> list[Sheet]:
    """Return the sheets that this visitor may print."""
    return [sheet for sheet in SHEETS if visitor.may(sheet.permission, congress.id)]


def table_cards_pdf(congress: Congress, link: Link, *, form: str, tables: int) -> Response:
    """Answer with cards for `tables` tables, numbered; 0 gives one sheet without numbers."""
    numbers = range(1, min(tables, MOST_TABLES) + 1)
    labels = [_("Table %(n)s", n=number) for number in numbers] or [""]
    return printed(
        "table-cards.pdf",
        lambda path: print_table_cards(
            path,
            congress=congress.title,
            session=headline(congress, link),
            url=link_url(link),
            labels=labels,
            form=form,
            language=language(),
            fonts_dir=FONTS_DIR,
        ),
    )


def document_list_pdf(congress: Congress) -> Response:
    """Answer with the sheet of all documents that codes open."""
    listed = [
        {
            "title": document.title,
            "url": link_url(link),
            "note": note(document.current.pages, document.audience),
            "section": document.section,
        }
        for document, link in linked_documents(congress)
    ]
    return printed(
        "documents.pdf",
        lambda path: print_document_list(
            path,
            listed,
            congress=congress.title,
            language=language(),
            fonts_dir=FONTS_DIR,
        ),
    )


def note(pages: int, audience: str) -> str:
    """Return what stands under a document's title."""
    parts = [_("%(n)s pages", n=pages)] if pages else []
    if audience == "delegates":
        parts.append(_("for delegates"))
    return " · ".join(parts)


def wifi_card_pdf(congress: Congress, network: HallNetwork, *, shows: str, size: str) -> Response:
    """Answer with the Wi-Fi card."""
    return printed(
        "wifi.pdf",
        lambda path: print_wifi_card(
            path,
            (network.name, network.password),
            congress=congress.title,
            url=current_app.config["SETTINGS"].public_url,
            shows=shows,
            size=size,
            language=language(),
            fonts_dir=FONTS_DIR,
        ),
    )


def printed(name: str, write: Callable[[Path], None]) -> Response:
    """Answer with the PDF that `write` writes; nothing of it stays on disk."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(path)
        response = send_file(path.open("rb"), mimetype="application/pdf", download_name=name)
    response.headers["Cache-Control"] = "no-store, private"
    return response
