"""The token and the address behind a QR code."""

from datetime import datetime

from flask import current_app

from app.accounts.tokens import derived_token
from app.library.models import Link


def link_token(link: Link) -> str:
    """Return the token that the link's QR holds."""
    return derived_token("link", link.nonce)


def link_url(link: Link) -> str:
    """Return the address that the link's QR holds."""
    return f"{current_app.config['SETTINGS'].public_url}/q/{link_token(link)}"


def is_open(link: Link, moment: datetime) -> bool:
    """Tell whether the link opens anything at that moment."""
    has_begun = link.opens_at is None or link.opens_at <= moment
    return has_begun and (link.closes_at is None or moment < link.closes_at)
