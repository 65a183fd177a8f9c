"""The web server: builds the Flask application out of its features."""

import secrets
from datetime import timedelta

import structlog
from flask import Flask, Response, g
from werkzeug.middleware.proxy_fix import ProxyFix

from app import assets, built_door, cli, db, errors, i18n, logs, realtime, visitors
from app.accounts import account_api, limits, pairing_api
from app.accounts import api as accounts_api
from app.accounts import routes as accounts_routes
from app.agenda import api as agenda_api
from app.agenda import routes as agenda_routes
from app.api import connectivity
from app.api import routes as api_routes
from app.archive import api as archive_api
from app.archive import backups_api, erase_api, house_api
from app.archive import routes as archive_routes
from app.attendance import (
    absences_api,
    absences_routes,
    gallery_api,
    roster_list_api,
    walk_ins_api,
)
from app.attendance import api as attendance_api
from app.attendance import review_routes as attendance_review_routes
from app.attendance import routes as attendance_routes
from app.congresses import api as congresses_api
from app.congresses import routes as congresses_routes
from app.copies import api as copies_api
from app.copies import routes as copies_routes
from app.credentials import api as credentials_api
from app.credentials import routes as credentials_routes
from app.delegates import api as delegates_api
from app.delegates import (
    face_api,
    face_link_api,
    face_routes,
    groupings_api,
    photo_api,
    roster_api,
    roster_draft_api,
    roster_steps_api,
    sites_api,
    sites_routes,
)
from app.delegates import routes as delegates_routes
from app.incoming import Incoming
from app.library import (
    answer_door,
    links_api,
    names_api,
    notes_api,
    pack_api,
    page_door,
    readers_api,
    readers_routes,
    search_door,
    shelf_api,
)
from app.library import api as library_api
from app.library import routes as library_routes
from app.library.moments import Moments
from app.library.shown import Shown
from app.live import api as live_api
from app.live import routes as live_routes
from app.live import socket as live_socket
from app.live.snapshot import Snapshots
from app.pages import CONTENT_POLICY
from app.paper import api as paper_api
from app.paper import routes as paper_routes
from app.people import api as people_api
from app.people import organisations_api
from app.people import routes as people_routes
from app.printing import api as printing_api
from app.printing import attendance_list_api, own_face_links_api
from app.printing import routes as printing_routes
from app.realtime.heads import Heads
from app.visitors import offline as visitors_offline
from app.visitors import pair_api, shared_api
from app.visitors import routes as visitors_routes
from config import Settings

__all__ = ["create_app", "live_socket"]

FEATURES = (
    visitors_routes,
    visitors_offline,
    pair_api,
    shared_api,
    accounts_api,
    account_api,
    pairing_api,
    accounts_routes,
    congresses_api,
    congresses_routes,
    delegates_api,
    photo_api,
    face_api,
    face_link_api,
    face_routes,
    roster_api,
    roster_draft_api,
    roster_steps_api,
    groupings_api,
    sites_api,
    sites_routes,
    delegates_routes,
    agenda_api,
    agenda_routes,
    library_api,
    shelf_api,
    names_api,
    notes_api,
    pack_api,
    links_api,
    readers_api,
    readers_routes,
    library_routes,
    attendance_api,
    absences_api,
    gallery_api,
    walk_ins_api,
    credentials_api,
    credentials_routes,
    paper_api,
    paper_routes,
    printing_api,
    attendance_list_api,
    own_face_links_api,
    printing_routes,
    people_api,
    organisations_api,
    people_routes,
    archive_api,
    backups_api,
    erase_api,
    house_api,
    archive_routes,
    copies_api,
    copies_routes,
    attendance_routes,
    attendance_review_routes,
    absences_routes,
    roster_list_api,
    live_api,
    live_routes,
    api_routes,
    connectivity,
)
COOKIE_DAYS = 30


def create_app(settings: Settings, *, async_mode: str = "threading") -> Flask:
    """Build the application that `settings` describes."""
    logs.configure()
    app = Flask(__name__)
    app.request_class = Incoming
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        TESTING=settings.testing,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_size": 20,
            "max_overflow": 40,
            "hide_parameters": True,  # names of people must not reach a log with an error
        },
        MAX_CONTENT_LENGTH=settings.upload_limit_bytes + 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        SESSION_COOKIE_NAME="congress",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        PERMANENT_SESSION_LIFETIME=timedelta(days=COOKIE_DAYS),
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.before_request(name_request)
    for tool in (db, i18n, errors, assets, limits, visitors, cli):
        tool.init_app(app)
    snapshots = Snapshots()
    app.extensions["snapshots"] = snapshots
    realtime.init_app(app, describe=snapshots.part, async_mode=async_mode)
    live_socket.init_app(app)
    for feature in FEATURES:
        app.register_blueprint(feature.blueprint)
    app.after_request(guard_response)
    built_door.init_app(app, guard=guard_response)
    open_short_ways(app)
    visitors.check_declared(app)
    believe_proxies(app, settings.trusted_proxies)
    return app


def open_short_ways(app: Flask) -> None:
    """Answer again what was answered a moment ago, before anything is looked up."""
    with app.app_context():
        moments = Moments(Heads(db.db.engine))
    shown = Shown(app)
    answer_door.init_app(app, moments, shown=shown)
    search_door.init_app(app, moments, shown=shown, guard=guard_response)
    page_door.init_app(app, moments, shown=shown, guard=guard_response)


def believe_proxies(app: Flask, count: int) -> None:
    """Take a visitor's address from so many proxies of our own; anybody can send the header."""
    if count:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=0, x_host=0
        )


def name_request() -> None:
    """Give the request an id that the log and the error page share."""
    g.request_id = secrets.token_hex(6)
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def guard_response(response: Response) -> Response:
    """Add the headers that keep pages and files in their place."""
    headers = response.headers
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("X-Frame-Options", "SAMEORIGIN")
    headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
    if response.mimetype == "text/html":
        headers.setdefault("Cache-Control", "no-store")
    return response
