"""What people wear, sign and keep: badges, access cards, attendance sheets, the guide."""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from flask import Response, current_app
from sqlalchemy import select

from app.congresses.models import Congress, CongressSession
from app.db import db
from app.delegates.badge_sheets import with_pictures
from app.delegates.models import Site
from app.i18n import clock_time, day, language
from app.library.links import link_url
from app.library.models import Link
from app.printing.backs import back_of
from app.printing.forms import AccessForm
from app.printing.queries import signing_parts
from app.printing.sheets import printed
from config import FONTS_DIR
from documents.press import print_access_cards, print_attendance, print_badges, print_guide

SIZES = ("a6", "a7", "100x140", "card")
"""Sizes of cards in the order in which they are offered."""
ZONES = ("hall", "stage", "press", "technical")


def badges_pdf(
    congress: Congress, cards: Mapping[int, Mapping[str, str]], *, size: str, back: str
) -> Response:
    """Answer with badges, in the order given; `cards` by the delegate's id."""
    behind = back_of(congress, back)
    with tempfile.TemporaryDirectory() as folder:
        pictured = with_pictures(congress, cards, Path(folder))
        return printed(
            "badges.pdf",
            lambda path: print_badges(
                path,
                pictured,
                congress=congress.title,
                size=size,
                back=behind,
                language=language(),
                fonts_dir=FONTS_DIR,
            ),
        )


def access_cards_pdf(congress: Congress, form: AccessForm) -> Response:
    """Answer with access cards: those with names first, then the blank ones."""
    behind = back_of(congress, form.back)
    cards = form.cards()
    return printed(
        "access-cards.pdf",
        lambda path: print_access_cards(
            path,
            cards,
            congress=congress.title,
            category=form.category,
            zones=[zone for zone in ZONES if getattr(form, zone)],
            url=congress_code(congress) if form.code else "",
            size=form.size,
            back=behind,
            language=language(),
            fonts_dir=FONTS_DIR,
        ),
    )


def attendance_pdf(
    congress: Congress,
    session: CongressSession,
    *,
    delegation_id: int | None,
    notes: Mapping[int, str] | None = None,
    site: Site | None = None,
) -> Response | None:
    """Answer with the sheets to sign for a session; None when nobody would sign.

    `notes` say what is known of each delegate, in the place of the confirmed absences; of a `site`
    only who is in the notes signs.
    """
    only = frozenset(notes or ()) if site else None
    parts = signing_parts(congress, session, delegation_id=delegation_id, notes=notes, only=only)
    if not parts:
        return None
    hours = f"{clock_time(session.starts_at)} – {clock_time(session.ends_at)}"
    where = [site.name, site.place] if site else [congress.venue]
    when = [f"{hours}, {day(session.starts_at)}", *where]
    return printed(
        "attendance.pdf",
        lambda path: print_attendance(
            path,
            parts,
            congress=congress.title,
            session=session.title,
            when=" · ".join(filter(None, when)),
            language=language(),
            fonts_dir=FONTS_DIR,
        ),
    )


def guide_pdf(congress: Congress, *, size: str, words: str) -> Response:
    """Answer with the guide for delegates, in the language `words`."""
    return printed(
        "guide.pdf",
        lambda path: print_guide(
            path,
            congress=congress.title,
            url=current_app.config["SETTINGS"].public_url,
            code=congress_code(congress),
            size=size,
            language=words,
            fonts_dir=FONTS_DIR,
        ),
    )


def congress_code(congress: Congress) -> str:
    """Return the newest link that opens the congress for everybody; empty when there is none.

    It opens public documents only: what a card of a guest or of the press may open.
    """
    link = db.session.scalar(
        select(Link)
        .filter_by(congress_id=congress.id, target="congress", revoked_at=None)
        .order_by(Link.id.desc())
    )
    return link_url(link) if link else ""
