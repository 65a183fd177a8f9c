"""What a request shows of its visitor, known from the headers alone.

Two phones that scanned the same code hold cookies that say the same and differ in the second in
which they were signed. What is granted to one may be granted to the other: who somebody is comes
from what the cookie says. A cookie that was not signed here, or grew old, stands for itself alone.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadSignature
from werkzeug.http import parse_cookie

from app.clock import now

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

MOST_KNOWN = 20_000
RENEWED_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Sign:
    """What stands for a visitor (the same for all who are let in to the same), and since when."""

    who: str
    signed_at: datetime | None = None
    """When its cookie was signed; None where nothing was."""

    def is_fresh(self) -> bool:
        """Tell whether the cookie needs no renewing by the next page."""
        return self.signed_at is not None and now() - self.signed_at < RENEWED_AFTER


class Shown:
    """Reads what requests show; a cookie is verified once."""

    def __init__(self, app: Flask) -> None:
        """Read the cookies of `app`."""
        sessions = SecureCookieSessionInterface()
        self.serializer = sessions.get_signing_serializer(app)
        self.cookie = app.config["SESSION_COOKIE_NAME"]
        self.lifetime = app.permanent_session_lifetime
        self.known: dict[str, Sign] = {}

    def by(self, environ: "WSGIEnvironment") -> Sign:
        """Return what stands for the visitor of a request."""
        cookies: str = environ.get("HTTP_COOKIE", "")
        token: str = environ.get("HTTP_AUTHORIZATION", "")
        value = "" if token else parse_cookie(cookies).get(self.cookie, "")
        sign = self.known.get(value) or self.read(value)
        if sign is None or sign.signed_at is None or now() - sign.signed_at >= self.lifetime:
            return Sign(digest("itself", cookies, token))
        return sign

    def read(self, value: str) -> Sign | None:
        """Verify a cookie; None for one that is not ours."""
        if not value or self.serializer is None:
            return None
        try:
            says, signed_at = self.serializer.loads(value, return_timestamp=True)
        except BadSignature:
            return None
        if len(self.known) >= MOST_KNOWN:
            self.known.clear()
        sign = Sign(digest("cookie", json.dumps(says, sort_keys=True, default=str)), signed_at)
        self.known[value] = sign
        return sign


def digest(*parts: str) -> str:
    """Return what can be compared instead of the parts; nothing can be read from it."""
    return sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
