"""What must hold of the short way to a page's picture, for its tests and their controls."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from app.congresses.models import Congress
from app.db import db
from app.delegates.badges import badge_token
from app.library import actions as library
from app.library.files import pages_folder
from app.library.forms import LinkForm
from app.library.links import link_token
from app.library.models import Document, Link
from tests.app.library.doors import whole_way_closed
from tests.factories import make_document

PICTURE = b"RIFF a picture WEBP"


def drawn_document(congress: Congress, **fields) -> Document:
    """A document of one page whose picture is there."""
    document = make_document(congress, "Báo cáo", "chữ", **fields)
    folder = pages_folder(document.current.digest)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "0001-720.webp").write_bytes(PICTURE)
    return document


def page_url(document: Document) -> str:
    return f"/api/congresses/{document.congress_id}/documents/{document.id}/pages/1"


def scanned(client: FlaskClient, congress: Congress, **form) -> Link:
    """Scan a new link with this phone."""
    link = library.add_link(congress, LinkForm(target="congress", **form))
    assert client.get(f"/q/{link_token(link)}").status_code == 302
    return link


def with_badge(client: FlaskClient, delegate) -> None:
    assert client.get(f"/b/{badge_token(delegate)}").status_code == 302


def is_short(app: Flask, client: FlaskClient, url: str) -> bool:
    with whole_way_closed(app.wsgi_app):
        return client.get(url, buffered=True).status_code == 200


def check_refused_after(
    app: Flask, client: FlaskClient, document: Document, change: Callable[[], object]
) -> None:
    """The page came by the short way; after the change the very next request is refused."""
    url = page_url(document)
    assert client.get(url, buffered=True).status_code == 200
    assert is_short(app, client, url)
    change()
    db.session.rollback()  # a request of its own would begin to read now
    assert client.get(url, buffered=True).status_code in (401, 404)
