"""What must hold of the short way to a search, for its tests and their controls."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from app.congresses.models import Congress
from app.db import db
from tests.app.library.doors import whole_way_closed


def search_url(congress: Congress, query: str = "dai hoi") -> str:
    return f"/api/congresses/{congress.id}/search?q={query}"


def titles(client: FlaskClient, url: str) -> list[str]:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return [hit["title"] for hit in answer.json]


def is_short(app: Flask, client: FlaskClient, url: str) -> bool:
    with whole_way_closed(app.extensions["search_door"]):
        return client.get(url).status_code == 200


def check_not_found_after(
    app: Flask, client: FlaskClient, congress: Congress, change: Callable[[], object]
) -> None:
    """The document was found by the short way; after the change the next search finds nothing."""
    url = search_url(congress)
    assert titles(client, url) == ["Báo cáo"]
    assert is_short(app, client, url)
    change()
    db.session.rollback()  # a request of its own would begin to read now
    answer = client.get(url)
    assert answer.status_code == 401 or answer.json == []
