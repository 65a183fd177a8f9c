"""Who is asking, and what they may see."""

from flask import Flask

from app.visitors import gatekeeper, identity, shared
from app.visitors.cookie import PageCookie
from app.visitors.gatekeeper import check_declared
from app.visitors.identity import with_cookie, with_token

__all__ = ["check_declared", "init_app", "with_cookie", "with_token"]


def init_app(app: Flask) -> None:
    """Identify visitors first, then let the gatekeeper look at the request."""
    app.session_interface = PageCookie()
    identity.init_app(app)
    shared.init_app(app)
    gatekeeper.init_app(app)
