"""Enforces the table of permissions: a route gets its congress through the visitor's scope."""

from urllib.parse import urlsplit

from flask import Flask, current_app, request
from flask_babel import lazy_gettext as _

from app.access import Visitor, declared, visitor
from app.congresses.models import Congress
from app.congresses.queries import congress_in_scope
from app.errors import NotOpenError, RefusedError, SecondFactorError, SignInError
from app.i18n import use_time_zone

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
FRAMEWORK_ENDPOINTS = ("static",)


class UndeclaredRouteError(Exception):
    """A route says neither which permission it needs nor why it needs none."""


def init_app(app: Flask) -> None:
    """Stand before every view."""
    app.before_request(refuse_foreign_pages)
    app.before_request(look_up_congress)


def check_declared(app: Flask) -> None:
    """Raise UndeclaredRouteError for a view without a declaration; called once at start."""
    for endpoint, view in app.view_functions.items():
        if endpoint not in FRAMEWORK_ENDPOINTS and not declared(view)[0]:
            raise UndeclaredRouteError(endpoint)


def refuse_foreign_pages() -> None:
    """Refuse a change that another site's page makes with this browser's cookie.

    Browsers send Sec-Fetch-Site or Origin with every such request; programs send neither.
    """
    if request.method in SAFE_METHODS or "Authorization" in request.headers:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    is_foreign = site not in (None, "same-origin", "none")
    if site is None and origin is not None:
        is_foreign = urlsplit(origin).netloc != request.host
    if is_foreign:
        raise NotOpenError(_("This change was asked for by another site and was refused."))


def look_up_congress() -> None:
    """Replace the address's congress id by the congress, if this visitor may do this there."""
    if request.endpoint is None or request.endpoint in FRAMEWORK_ENDPOINTS:
        return
    is_declared, permission = declared(current_app.view_functions[request.endpoint])
    arguments = request.view_args or {}
    if not is_declared:
        raise UndeclaredRouteError(request.endpoint)
    if permission is None:
        return
    who = visitor()
    if who.kind == "nobody":
        raise SignInError(_("Please scan the QR code or sign in."))
    if "congress_id" in arguments:
        congress_id = arguments.pop("congress_id")
        if who.lacks_second_factor and not who.may(permission, congress_id):
            raise SecondFactorError
        congress = congress_in_scope(who, congress_id, permission)
        refuse_archived(congress)
        arguments["congress"] = congress
        use_time_zone(congress.time_zone)
    elif not may_call(who, permission, request.endpoint):
        refuse_role(who)


def may_call(who: Visitor, permission: str, endpoint: str) -> bool:
    """Tell whether a role opens a route that names no congress; its lookup narrows the rest."""
    if getattr(current_app.view_functions[endpoint], "everywhere", False):
        return who.may(permission, None)
    return who.may_somewhere(permission)


def refuse_role(who: Visitor) -> None:
    """Say why a role does not open this; where a second factor would, say that."""
    if who.lacks_second_factor:
        raise SecondFactorError
    raise NotOpenError(_("Your role does not open this."))


def refuse_archived(congress: Congress) -> None:
    """Raise RefusedError for a change in an archived congress, unless its route says why not."""
    view = current_app.view_functions[request.endpoint or ""]
    is_change = request.method not in SAFE_METHODS
    if is_change and congress.archived_at is not None and not hasattr(view, "even_archived"):
        raise RefusedError(
            _(
                "This congress is archived: it can be read and searched, not changed."
                " An organiser can open it again in the settings."
            ),
            archived=True,
        )
