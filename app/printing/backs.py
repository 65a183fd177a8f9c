"""The other side of badges and access cards: a code, the programme, the Wi-Fi, or what to do."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import select

from app.agenda.queries import items_of, planned_starts
from app.congresses.models import Congress, CongressSession
from app.db import db
from app.errors import RefusedError
from app.i18n import clock_time, language
from app.library.links import link_url
from app.library.models import Link
from app.library.printed import network_of
from app.printing.queries import session_of
from documents.qr import wifi_text
from documents.wording import wording

MOST_ROWS = 12


def back_of(congress: Congress, asked: str) -> dict[str, Any] | None:
    """Return the back that was asked for, None for cards with one side.

    `asked` is "", "code-3" or "programme-3" (of a session), "wifi" or "help". Raises RefusedError
    with what to do first.
    """
    kind, _dash, number = asked.partition("-")
    if kind in ("code", "programme") and number.isdecimal():
        session = session_of(congress, int(number))
        if kind == "code":
            return code_back(congress, session)
        return programme_back(congress, session)
    if kind == "wifi":
        return wifi_back(congress)
    if kind == "help":
        return help_back()
    return None


def code_back(congress: Congress, session: CongressSession) -> dict[str, Any]:
    """Return the session's own code, as on its poster."""
    link = db.session.scalar(
        select(Link)
        .filter_by(congress_id=congress.id, target="session", target_id=session.id, revoked_at=None)
        .order_by(Link.id.desc())
    )
    if link is None:
        raise RefusedError(lazy_gettext("This session has no QR code yet. Make the code first."))
    words = wording(language())
    rows = [("", session.title), ("", words.wifi_step_4g)]
    return {"heading": words.scan_title, "code": link_url(link), "rows": rows}


def programme_back(congress: Congress, session: CongressSession) -> dict[str, Any]:
    """Return the programme of a session: the planned hours and the titles."""
    items = [each for each in items_of(congress.id) if each.state != "skipped"]
    starts = planned_starts(congress, items)
    rows = [
        (clock_time(starts[each.id]), each.title)
        for each in items
        if each.session_id == session.id and each.parent_id is None
    ]
    if not rows:
        raise RefusedError(lazy_gettext("This session has no agenda yet."))
    if len(rows) > MOST_ROWS:
        rows = [*rows[: MOST_ROWS - 1], ("", "…")]
    return {"heading": session.title, "rows": rows}


def wifi_back(congress: Congress) -> dict[str, Any]:
    """Return the hall's Wi-Fi as a code to join, without the password in letters."""
    network = network_of(congress)
    if network is None:
        raise RefusedError(lazy_gettext("Enter the name of the hall's Wi-Fi first."))
    words = wording(language())
    return {
        "heading": words.wifi_title,
        "code": wifi_text(network.name, network.password),
        "rows": [("", network.name), ("", words.wifi_no_internet)],
    }


def help_back() -> dict[str, Any]:
    """Return what to do when something happens; the numbers are those of Viet Nam."""
    return {
        "heading": _("If something happens"),
        "rows": [
            ("113", _("Police")),
            ("114", _("Fire and rescue")),
            ("115", _("Ambulance")),
            ("", _("Ask anybody with an organiser's card.")),
            ("", _("Found this card? Please bring it to the welcome desk.")),
        ],
    }
