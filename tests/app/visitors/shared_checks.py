"""What must hold of a browser that several people use, for its tests and their controls."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from app.clock import now
from app.congresses.models import Congress
from app.db import db
from app.delegates.models import Delegate
from app.visitors.shared import GRACE, IDLE
from tests.app.library.page_door_checks import drawn_document, page_url, scanned, with_badge

LATER = IDLE + GRACE + timedelta(seconds=1)


def shared_tablet(app: Flask, congress: Congress) -> FlaskClient:
    """A tablet that scanned the hall's code and was said to be for many."""
    tablet = app.test_client()
    scanned(tablet, congress)
    answer = tablet.post("/api/shared-device")
    assert answer.json == {"next": f"/c/{congress.id}"}
    return tablet


def read_as(tablet: FlaskClient, delegate: Delegate) -> str:
    """Show a badge and read a page that only delegates may; returns the address of the page."""
    document = drawn_document(
        db.session.get_one(Congress, delegate.congress_id), audience="delegates"
    )
    with_badge(tablet, delegate)
    assert delegate.name in tablet.get(f"/c/{delegate.congress_id}").text
    address = page_url(document)
    for _ in range(2):
        assert tablet.get(address, buffered=True).status_code == 200
    return address


def check_nobody_is_left(tablet: FlaskClient, delegate: Delegate, address: str) -> None:
    """The next person finds the hall, and nothing of the one before."""
    page = tablet.get(f"/c/{delegate.congress_id}")
    assert page.status_code == 200
    assert delegate.name not in page.text
    assert tablet.get(address, buffered=True).status_code == 404


def check_ends_by_button(app: Flask, congress: Congress, delegate: Delegate) -> None:
    tablet = shared_tablet(app, congress)
    address = read_as(tablet, delegate)
    assert tablet.post("/api/shared-device/end").status_code == 200
    check_nobody_is_left(tablet, delegate, address)


def check_ends_by_itself(
    app: Flask, congress: Congress, delegate: Delegate, pass_time: Callable[[timedelta], None]
) -> None:
    """Nobody touches the tablet, and its page was closed by force: the server ends the use."""
    tablet = shared_tablet(app, congress)
    address = read_as(tablet, delegate)
    pass_time(LATER)
    check_nobody_is_left(tablet, delegate, address)


def check_nothing_may_be_kept(app: Flask, congress: Congress, delegate: Delegate) -> None:
    """No page, picture or answer of a shared browser may stay in its cache."""
    tablet = shared_tablet(app, congress)
    address = read_as(tablet, delegate)
    version = f"{address}?v=1"
    for url in (f"/c/{congress.id}", version, version, f"/api/congresses/{congress.id}/live"):
        assert tablet.get(url, buffered=True).headers["Cache-Control"] == "no-store", url


def passing(monkeypatch) -> Callable[[timedelta], None]:
    """Return what lets time pass for shared browsers."""

    def pass_time(by: timedelta) -> None:
        later = now() + by
        monkeypatch.setattr("app.visitors.shared.now", lambda: later)

    return pass_time
