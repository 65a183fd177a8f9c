"""Slows down guessing: by name and by token, not by address alone (a hall is one address)."""

from http import HTTPStatus

from flask import Flask, current_app, request
from flask_babel import lazy_gettext as _
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.errors import RefusedError

SIGN_INS_PER_NAME = RateLimitItemPerMinute(10)
CODES_PER_MINUTE, CODES_PER_HOUR = RateLimitItemPerMinute(5), RateLimitItemPerHour(20)
"""Of a million codes three are right at any moment: 480 tries a day find one in two years."""
WRONG_CODES_PER_ADDRESS = RateLimitItemPerMinute(600)
"""A hall of 5,000 behind one address mistypes too; 93 bits are not guessed at ten a second."""
PAIRING_PER_ADDRESS, PAIRING_IN_TOTAL = RateLimitItemPerMinute(10), RateLimitItemPerMinute(30)
"""Six letters are few: 300 tries while a code is open, of 86 million, whoever shares the work."""


class TooManyTriesError(RefusedError):
    """Somebody tries too often."""

    status = HTTPStatus.TOO_MANY_REQUESTS


def init_app(app: Flask) -> None:
    """Count in memory, each web process for itself: a limit must not hang on another server."""
    app.extensions["guessing"] = MovingWindowRateLimiter(MemoryStorage())


def slow_down_guessing(name: str) -> None:
    """Count a try before it is made; raises TooManyTriesError past ten a minute."""
    count(SIGN_INS_PER_NAME, "sign-in", name.strip().lower())


def forget_tries(name: str) -> None:
    """Begin counting anew for a name that signed in."""
    current_app.extensions["guessing"].clear(SIGN_INS_PER_NAME, "sign-in", name.strip().lower())


def count_wrong_code() -> None:
    """Count an unknown token from an address; raises TooManyTriesError past 600 a minute."""
    count(WRONG_CODES_PER_ADDRESS, "code", request.remote_addr or "")


def count_code(user_id: int) -> None:
    """Count a code of the second factor before it is looked at; raises TooManyTriesError."""
    count(CODES_PER_MINUTE, "second-factor", str(user_id))
    count(CODES_PER_HOUR, "second-factor", str(user_id))


def count_pairing(address: str) -> None:
    """Count a try of a pairing code, right or wrong; raises TooManyTriesError.

    By address first: who tries too often there uses nothing up of what all may try together.
    """
    count(PAIRING_PER_ADDRESS, "pairing-address", address)
    count(PAIRING_IN_TOTAL, "pairing")


def count(limit: RateLimitItem, *what: str) -> None:
    """Count one try; raises TooManyTriesError past the limit."""
    if not current_app.extensions["guessing"].hit(limit, *what):
        raise TooManyTriesError(_("Too many tries. Please wait a minute."))
