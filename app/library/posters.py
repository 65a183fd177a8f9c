"""The poster of a QR code, made by the press."""

import tempfile
from datetime import datetime
from pathlib import Path

from flask import Response, send_file
from flask_babel import gettext as _

from app.congresses.models import Congress, CongressSession, HallNetwork
from app.db import db
from app.delegates.sites import sites_of
from app.i18n import clock_time, day, language
from app.library.links import link_url
from app.library.models import Document, Link
from config import FONTS_DIR
from documents.press import print_poster


def poster_pdf(
    congress: Congress, link: Link, *, size: str, network: HallNetwork | None, shows: str
) -> Response:
    """Answer with the poster of a link, A4 or A3.

    Of the hall's Wi-Fi it `shows` nothing, the name, or the password too (letters).
    """
    wifi = [network.name] if network and shows in ("name", "letters") else []
    if network and shows == "letters":
        wifi.append(network.password)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "poster.pdf"
        print_poster(
            path,
            congress=congress.title,
            session=headline(congress, link),
            url=link_url(link),
            hours=hours(link),
            size=size,
            wifi=wifi,
            language=language(),
            fonts_dir=FONTS_DIR,
        )
        response = send_file(path.open("rb"), mimetype="application/pdf", download_name=path.name)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def headline(congress: Congress, link: Link) -> str:
    """Return what the code opens and where it hangs, in the largest letters of the poster."""
    sites = [each.name for each in sites_of(congress.id) if each.id == link.site_id]
    return " · ".join([opened(congress, link), *sites])


def opened(congress: Congress, link: Link) -> str:
    """Return what the code opens."""
    if link.target == "session" and link.target_id is not None:
        session = db.session.get(CongressSession, link.target_id)
        return session.title if session else congress.title
    if link.target == "document":
        document = db.session.get(Document, link.target_id)
        return document.title if document else congress.title
    if link.target == "delegates":
        return str(_("List of delegates"))
    return str(_("Documents of the congress"))


def hours(link: Link) -> str:
    """Return when the code is open, as people read it; empty when it always is."""
    if link.opens_at and link.closes_at:
        return f"{moment(link.opens_at)} – {moment(link.closes_at)}"
    if link.opens_at:
        return str(
            _("from %(time)s %(day)s", time=clock_time(link.opens_at), day=day(link.opens_at))
        )
    if link.closes_at:
        closes_at = link.closes_at
        return str(_("until %(time)s %(day)s", time=clock_time(closes_at), day=day(closes_at)))
    return ""


def moment(instant: datetime) -> str:
    """Return a moment at the venue, hour first."""
    return f"{clock_time(instant)} {day(instant)}"
