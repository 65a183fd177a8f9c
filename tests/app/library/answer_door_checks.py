"""What must hold of the short way to what all guests are shown, for its tests and controls."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from app.db import db
from tests.app.library.doors import whole_way_closed


def is_short(app: Flask, client: FlaskClient, url: str) -> bool:
    with whole_way_closed(app.extensions["answer_door"]):
        return client.get(url).status_code in (200, 302)


def check_not_shown_after(
    app: Flask, phones: tuple[FlaskClient, FlaskClient], url: str, change: Callable[[], object]
) -> None:
    """A second phone got by the short way what the first was shown; after the change neither."""
    first, second = phones
    assert first.get(url).status_code in (200, 302)
    assert is_short(app, second, url)
    change()
    db.session.rollback()  # a request of its own would begin to read now
    for phone in phones:
        assert phone.get(url).status_code in (401, 403, 404, 410)
