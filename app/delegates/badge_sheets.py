"""Every delegate's badge on sheets to cut, made by the press."""

import tempfile
from pathlib import Path

from flask import Response, send_file
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from app.clock import give_way
from app.congresses.models import Congress
from app.db import db
from app.delegates.badges import badge_url
from app.delegates.models import Delegate, Delegation
from config import FONTS_DIR
from documents.press import print_badges

BATCH = 100
"""After so many badges the hub may serve phones."""


def badges_pdf(congress: Congress, *, language: str) -> Response:
    """Answer with the badges of a congress: by delegation, then by given name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "badges.pdf"
        print_badges(
            path,
            cards(congress),
            congress=congress.title,
            language=language,
            fonts_dir=FONTS_DIR,
        )
        response = send_file(path.open("rb"), mimetype="application/pdf", download_name=path.name)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def cards(congress: Congress) -> list[dict[str, str]]:
    """Return what is printed on every badge."""
    statement = (
        select(Delegate)
        .outerjoin(Delegate.delegation)
        .options(contains_eager(Delegate.delegation))
        .where(Delegate.congress_id == congress.id)
        .order_by(Delegation.position, Delegate.sort_key, Delegate.number)
        .execution_options(yield_per=BATCH)
    )
    found = []
    for delegates in db.session.scalars(statement).partitions():
        found += [card(delegate) for delegate in delegates]
        give_way()
    return found


def card(delegate: Delegate) -> dict[str, str]:
    """Return what is printed on one badge."""
    return {
        "name": delegate.name,
        "delegation": delegate.delegation_name,
        "position": delegate.position,
        "number": delegate.number,
        "seat": delegate.seat,
        "url": badge_url(delegate),
    }
