"""Page after page by the short way, and never one that is no longer granted."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app import create_app
from app.clock import now
from app.congresses.models import Congress
from app.db import db
from app.delegates.actions import replace_badge
from app.delegates.models import Delegate
from app.library import actions as library
from app.library.forms import DocumentChange
from app.library.models import Document, Link
from tests.app.library.doors import whole_way_closed
from tests.app.library.page_door_checks import (
    PICTURE,
    check_refused_after,
    drawn_document,
    is_short,
    page_url,
    scanned,
    with_badge,
)
from tests.conftest import settings_for

LATER = timedelta(hours=2)


def test_the_next_page_comes_by_the_short_way_and_looks_the_same(app, client, congress):
    scanned(client, congress)
    url = page_url(drawn_document(congress))
    first = client.get(f"{url}?w=720&v=1", buffered=True)
    with whole_way_closed(app.wsgi_app):
        second = client.get(f"{url}?w=720&v=1", buffered=True)
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.data == second.data == PICTURE
    own = {"Date", "Set-Cookie", "Vary", "Last-Modified", "Content-Disposition"}
    assert {name: value for name, value in first.headers if name not in own} == dict(second.headers)
    assert "immutable" in second.headers["Cache-Control"]


def test_a_picture_that_the_phone_has_is_not_sent_again(app, client, congress):
    scanned(client, congress)
    url = page_url(drawn_document(congress))
    tag = client.get(url, buffered=True).headers["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    with whole_way_closed(app.wsgi_app):
        again = client.get(url, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_a_page_that_is_not_there_a_part_and_an_unknown_question_go_the_whole_way(
    app, client, congress
):
    scanned(client, congress)
    url = page_url(drawn_document(congress))
    assert client.get(url, buffered=True).status_code == 200
    assert client.get(url.replace("pages/1", "pages/2")).status_code == 404
    assert client.get(f"{url}?w=10000").status_code == 422
    assert client.get(url, headers={"Range": "bytes=0-3"}, buffered=True).data == PICTURE[:4]
    assert client.head(url, buffered=True).data == b""


def test_pictures_do_not_renew_the_cookie_and_pages_do(client, congress):
    scanned(client, congress)
    picture = client.get(page_url(drawn_document(congress)), buffered=True)
    assert "Set-Cookie" not in picture.headers
    assert "Set-Cookie" in client.get(f"/c/{congress.id}").headers


def test_one_phone_opens_nothing_for_another(app, client, congress):
    scanned(client, congress)
    url = page_url(drawn_document(congress))
    client.get(url, buffered=True)
    assert is_short(app, client, url)
    assert app.test_client().get(url).status_code == 401


def test_accounts_always_go_the_whole_way(app, organiser, congress):
    url = page_url(drawn_document(congress))
    for _ in range(2):
        assert organiser.get(url).status_code == 200
    assert not is_short(app, organiser.client, url)


def test_a_withdrawn_document_is_refused_on_the_next_request(app, client, congress):
    scanned(client, congress)
    document = drawn_document(congress)
    check_refused_after(app, client, document, lambda: library.withdraw(congress, document))


def test_a_document_withdrawn_by_another_process_too(app, client, congress, tmp_path):
    scanned(client, congress)
    document = drawn_document(congress)
    congress_id, document_id = congress.id, document.id
    other = create_app(settings_for(tmp_path))

    def withdraw_there():
        with other.app_context():
            there = db.session.get_one(Document, document_id)
            library.withdraw(db.session.get_one(Congress, congress_id), there)
            db.session.remove()
            db.engine.dispose()

    check_refused_after(app, client, document, withdraw_there)


def test_a_revoked_link_closes_the_short_way(app, client, congress):
    link = scanned(client, congress)
    document = drawn_document(congress)
    check_refused_after(app, client, document, lambda: library.revoke_link(congress, link))
    assert db.session.get_one(Link, link.id).revoked_at


def test_a_replaced_badge_closes_the_short_way(app, client, congress, cast):
    with_badge(client, cast.minh)
    document = drawn_document(congress, audience="delegates")
    minh = db.session.get_one(Delegate, cast.minh.id)
    check_refused_after(app, client, document, lambda: replace_badge(congress, minh))


def test_another_audience_closes_the_short_way(app, client, congress):
    scanned(client, congress)
    document = drawn_document(congress)
    form = DocumentChange(title="Báo cáo", audience="presidium")
    change = lambda: library.change_document(congress, document, form)  # noqa: E731
    check_refused_after(app, client, document, change)


def pass_time(monkeypatch) -> None:
    """Two hours pass, and nobody commits anything."""
    later = now() + LATER
    for module in ("library.moments", "library.queries", "visitors.identity", "visitors.routes"):
        monkeypatch.setattr(f"app.{module}.now", lambda: later)


def test_an_hour_that_passes_closes_the_short_way(app, client, congress, monkeypatch):
    scanned(client, congress)
    document = drawn_document(congress, closes_at=now() + timedelta(hours=1))
    check_refused_after(app, client, document, lambda: pass_time(monkeypatch))


def test_what_was_granted_ends_with_the_next_hour(app, client, congress):
    scanned(client, congress)
    closes_at = now() + timedelta(seconds=20)
    document = drawn_document(congress, closes_at=closes_at)
    client.get(page_url(document), buffered=True)
    assert app.wsgi_app.moments.present[congress.id].until == closes_at


@pytest.fixture
def behind_nginx(app) -> None:
    """Here nginx stands in front and has been told to send what the server names."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], x_accel=True)
    app.wsgi_app.accel_root = str(app.config["SETTINGS"].data_dir)


@pytest.mark.usefixtures("behind_nginx")
def test_behind_nginx_the_file_is_named_and_not_sent(app, client, congress):
    scanned(client, congress)
    document = drawn_document(congress)
    for short in (False, True):
        answer = client.get(page_url(document), buffered=True)
        address = answer.headers["X-Accel-Redirect"]
        assert address.startswith("/handed-on/pages/"), short
        assert address.endswith("/0001-720.webp"), short
        assert (answer.status_code, answer.data) == (200, b""), short
    assert is_short(app, client, page_url(document))
    original = client.get(page_url(document).replace("pages/1", "file"), buffered=True)
    assert original.headers["X-Accel-Redirect"].startswith("/handed-on/files/")
    assert "sandbox" in original.headers["Content-Security-Policy"]
    assert "attachment" in original.headers["Content-Disposition"]


def test_without_nginx_no_file_is_named(client, congress):
    scanned(client, congress)
    url = page_url(drawn_document(congress))
    for _ in range(2):
        assert "X-Accel-Redirect" not in client.get(url, buffered=True).headers
