"""The cookie that a browser is known by: thirty days from each page on, secret where it can be."""

from flask import Flask, current_app, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin


class PageCookie(SecureCookieSessionInterface):
    """Flask's signed cookie, not written anew with every picture and answer of the API.

    Apart from the work: a cookie that stays the same from picture to picture lets the server know
    who was let in a moment ago (app/library/page_door.py).
    """

    def should_set_cookie(self, _app: Flask, session: SessionMixin) -> bool:
        """Tell whether this answer carries the cookie."""
        return session.modified or (session.permanent and not request.path.startswith("/api/"))

    def get_cookie_secure(self, _app: Flask) -> bool:
        """Tell whether the browser may send it over HTTPS only.

        One server may speak HTTP beside HTTPS: who came by HTTPS stays with it, and everybody
        does where PUBLIC_URL says so.
        """
        return bool(current_app.config["SETTINGS"].is_https or request.is_secure)
