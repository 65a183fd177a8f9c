"""Paper that hangs in the hall and opens nothing any more: what the office must be told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import func, select

from app.congresses.models import Congress, HallNetwork, PrintedSheet
from app.db import db
from app.library.models import Link
from app.library.posters import headline
from app.library.queries import links_of


@dataclass(frozen=True)
class Outdated:
    """A printed sheet that must be replaced: its address is another one, or its code is dead."""

    sheet: str
    link_id: int | None
    printed_at: datetime
    public_url: str
    is_renewed: bool
    """The code got another token since; else the address differs."""


def outdated_sheets(congress: Congress) -> list[Outdated]:
    """Return the sheets that were printed and do not lead here any more, newest first."""
    statement = select(PrintedSheet).filter_by(congress_id=congress.id)
    present = current_app.config["SETTINGS"].public_url
    links = {
        link.id: link
        for link in db.session.scalars(select(Link).filter_by(congress_id=congress.id))
    }
    to_documents = renewed_last(congress)
    found = []
    newest_first = (PrintedSheet.printed_at.desc(), PrintedSheet.id.desc())
    for printed in db.session.scalars(statement.order_by(*newest_first)):
        link = links.get(printed.link_id) if printed.link_id else None
        if link is not None and link.revoked_at:
            continue
        renewed_at = link.renewed_at if link else None
        if printed.sheet == "documents":
            renewed_at = to_documents
        is_renewed = renewed_at is not None and renewed_at > printed.printed_at
        if is_renewed or printed.public_url != present:
            found.append(
                Outdated(
                    printed.sheet,
                    printed.link_id,
                    printed.printed_at,
                    printed.public_url,
                    is_renewed,
                )
            )
    return found


def renewed_last(congress: Congress) -> datetime | None:
    """Return when a document's code got another token last."""
    statement = select(func.max(Link.renewed_at)).where(
        Link.congress_id == congress.id, Link.target == "document", Link.revoked_at.is_(None)
    )
    return db.session.scalar(statement)


def network_of(congress: Congress) -> HallNetwork | None:
    """Return the hall's Wi-Fi, None when nobody entered it."""
    return db.session.get(HallNetwork, congress.id)


def code_facts(congress: Congress) -> dict[str, Any]:
    """Return what pages about QR codes show: the codes, their names, what hangs outdated."""
    links = links_of(congress)
    return {
        "links": links,
        "link_names": {link.id: headline(congress, link) for link in links},
        "outdated": outdated_sheets(congress),
    }
