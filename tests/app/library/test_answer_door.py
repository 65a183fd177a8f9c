"""What all guests are shown comes by the short way, and never what was taken back."""

from datetime import timedelta

import pytest

from app import create_app
from app.clock import now
from app.congresses.models import Congress
from app.db import db
from app.library import actions as library
from app.library.links import link_token
from app.library.models import Document, Link, Readership
from tests.app.library.answer_door_checks import check_not_shown_after, is_short
from tests.app.library.doors import whole_way_closed
from tests.app.library.page_door_checks import drawn_document, scanned, with_badge
from tests.app.library.test_page_door import pass_time
from tests.conftest import settings_for


@pytest.fixture
def link(app, client, congress) -> Link:
    return scanned(client, congress)


@pytest.fixture
def phones(app, client, link):
    """Two phones that scanned the same code."""
    second = app.test_client()
    assert second.get(f"/q/{link_token(link)}").status_code == 302
    return client, second


@pytest.fixture
def document(congress) -> Document:
    return drawn_document(congress)


def reader(document: Document) -> str:
    return f"/c/{document.congress_id}/documents/{document.id}"


def test_the_second_phone_is_shown_what_the_first_was(app, phones, congress, document):
    for url in (f"/c/{congress.id}", reader(document), f"/api/congresses/{congress.id}/live"):
        first = phones[0].get(url)
        with whole_way_closed(app.extensions["answer_door"]):
            second = phones[1].get(url)
        assert (first.status_code, second.status_code) == (200, 200), url
        assert first.data == second.data
        own = {"Date", "Set-Cookie", "Vary"}
        pair = [{k: v for k, v in each.headers if k not in own} for each in (first, second)]
        assert pair[0] == pair[1]


def test_nobody_is_given_the_cookie_of_another(phones, congress):
    assert "Set-Cookie" in phones[0].get(f"/c/{congress.id}").headers
    assert "Set-Cookie" not in phones[1].get(f"/c/{congress.id}").headers


def test_a_state_that_the_phone_has_is_not_sent_again(app, phones, congress):
    url = f"/api/congresses/{congress.id}/live"
    tag = phones[0].get(url).headers["ETag"]
    assert phones[0].get(url, headers={"If-None-Match": tag}).status_code == 304
    with whole_way_closed(app.extensions["answer_door"]):
        again = phones[1].get(url, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_every_opening_counts_by_the_short_way_too(app, phones, document):
    for _ in range(3):
        assert phones[0].get(reader(document)).status_code == 200
    assert is_short(app, phones[1], reader(document))
    db.session.rollback()
    counted = db.session.get_one(Readership, document.id)
    assert (counted.openings, counted.readers) == (4, 2)


def test_every_scan_counts_and_lets_a_new_phone_in(app, client, congress, link):
    url = f"/q/{link_token(link)}"
    scans = db.session.get_one(Link, link.id).scans
    assert app.test_client().get(url).status_code == 302
    new = app.test_client()
    with whole_way_closed(app.extensions["answer_door"]):
        assert new.get(url).headers["Location"] == f"/c/{congress.id}"
    assert new.get(f"/c/{congress.id}").status_code == 200
    db.session.rollback()
    assert db.session.get_one(Link, link.id).scans == scans + 2


def test_a_phone_that_was_here_before_keeps_its_other_codes(app, phones, link):
    url = f"/q/{link_token(link)}"
    app.test_client().get(url)
    assert is_short(app, app.test_client(), url)
    assert not is_short(app, phones[0], url)


def test_badges_accounts_and_strangers_go_the_whole_way(
    app, phones, organiser, congress, cast, document
):
    badge = app.test_client()
    with_badge(badge, cast.minh)
    url = reader(document)
    phones[0].get(url)
    for client in (badge, organiser.client):
        for _ in range(2):
            client.get(url)
        assert not is_short(app, client, url)
    assert app.test_client().get(url).status_code == 401


def test_a_forged_cookie_opens_nothing(app, phones, congress):
    phones[0].get(f"/c/{congress.id}")
    value = phones[0].get_cookie("congress").value
    forged = app.test_client()
    forged.set_cookie("congress", value[:-3] + ("abc" if value[-3:] != "abc" else "xyz"))
    assert not is_short(app, forged, f"/c/{congress.id}")
    assert forged.get(f"/c/{congress.id}").status_code == 401


def test_a_withdrawn_document_is_not_shown_on_the_next_request(app, phones, congress, document):
    check_not_shown_after(
        app, phones, reader(document), lambda: library.withdraw(congress, document)
    )


def test_one_withdrawn_by_another_process_neither(app, phones, congress, document, tmp_path):
    congress_id, document_id = congress.id, document.id
    other = create_app(settings_for(tmp_path))

    def withdraw_there():
        with other.app_context():
            there = db.session.get_one(Document, document_id)
            library.withdraw(db.session.get_one(Congress, congress_id), there)
            db.session.remove()
            db.engine.dispose()

    check_not_shown_after(app, phones, reader(document), withdraw_there)


@pytest.mark.parametrize("url", ["/c/{0}", "/api/congresses/{0}/live"])
def test_a_revoked_link_shows_nothing_more(app, phones, congress, link, url):
    change = lambda: library.revoke_link(congress, link)  # noqa: E731
    check_not_shown_after(app, phones, url.format(congress.id), change)


def test_a_revoked_code_lets_no_new_phone_in(app, congress, link):
    url = f"/q/{link_token(link)}"
    assert app.test_client().get(url).status_code == 302
    assert is_short(app, app.test_client(), url)
    library.revoke_link(congress, link)
    db.session.rollback()
    assert app.test_client().get(url).status_code == 404


def test_a_code_that_closes_lets_no_new_phone_in(app, client, congress, monkeypatch):
    closing = scanned(client, congress, closes_at=now() + timedelta(hours=1))
    url = f"/q/{link_token(closing)}"
    assert app.test_client().get(url).status_code == 302
    assert is_short(app, app.test_client(), url)
    pass_time(monkeypatch)
    assert app.test_client().get(url).status_code == 403


def test_an_hour_that_passes_ends_what_is_shown(app, phones, congress, monkeypatch):
    document = drawn_document(congress, closes_at=now() + timedelta(hours=1))
    check_not_shown_after(app, phones, reader(document), lambda: pass_time(monkeypatch))
