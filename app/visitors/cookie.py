"""The cookie that a browser is known by: its thirty days begin anew when a page is opened."""

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin


class PageCookie(SecureCookieSessionInterface):
    """Flask's signed cookie, not written anew with every picture and answer of the API.

    Apart from the work: a cookie that stays the same from picture to picture lets the server know
    who was let in a moment ago (app/library/page_door.py).
    """

    def should_set_cookie(self, _app: Flask, session: SessionMixin) -> bool:
        """Tell whether this answer carries the cookie."""
        return session.modified or (session.permanent and not request.path.startswith("/api/"))
