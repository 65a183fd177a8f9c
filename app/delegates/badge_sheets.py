"""Every delegate's badge on sheets to cut, made by the press."""

import tempfile
from pathlib import Path

from flask import Response, send_file

from app.clock import give_way
from app.congresses.models import Congress
from app.delegates.badges import badge_url
from app.delegates.models import Delegate
from app.delegates.queries import delegates_of
from config import FONTS_DIR
from documents.press import print_badges

BREATH = 100


def badges_pdf(congress: Congress, *, language: str) -> Response:
    """Answer with the badges of a congress: by delegation, then by given name."""
    order = sorted(delegates_of(congress), key=lambda each: each.delegation_name)
    cards = []
    for place, delegate in enumerate(order):
        cards.append(card(delegate))
        if place % BREATH == 0:
            give_way()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "badges.pdf"
        print_badges(path, cards, congress=congress.title, language=language, fonts_dir=FONTS_DIR)
        response = send_file(path.open("rb"), mimetype="application/pdf", download_name=path.name)
    response.headers["Cache-Control"] = "no-store, private"
    return response


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
