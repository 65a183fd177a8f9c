"""The badge of a delegate: a token that can be printed again and replaced."""

from flask import current_app

from app.accounts.tokens import derived_token, new_nonce, token_hash
from app.delegates.models import Delegate


def give_new_badge(delegate: Delegate) -> None:
    """Give a badge whose token differs from any before; the old one opens nothing more."""
    delegate.badge_nonce = new_nonce()
    delegate.badge_hash = token_hash(badge_token(delegate))


def badge_token(delegate: Delegate) -> str:
    """Return the token that the badge's QR holds."""
    return derived_token("badge", delegate.badge_nonce)


def badge_url(delegate: Delegate) -> str:
    """Return the whole text of the badge's QR."""
    return f"{current_app.config['SETTINGS'].public_url}/b/{badge_token(delegate)}"
