"""Who gets which document: by address, in the list, by search, and as a slide."""

from datetime import timedelta

import pytest

from app.access import NOBODY
from app.clock import now
from app.delegates.badges import badge_token
from app.errors import NotFoundError
from app.library import actions as library
from app.library.forms import LinkForm
from app.library.links import link_token
from app.library.queries import document_for
from tests.factories import make_congress, make_delegate, make_document
from tests.security.world import browser, draw_page


@pytest.fixture
def shelf(congress):
    first, second = congress.sessions
    made = {
        "public": make_document(congress, "Công khai", "đại hội"),
        "first": make_document(
            congress, "Phiên một", "đại hội", audience="delegates", session_id=first.id
        ),
        "second": make_document(
            congress, "Phiên hai", "đại hội", audience="delegates", session_id=second.id
        ),
        "presidium": make_document(congress, "Nhân sự", "đại hội", audience="presidium"),
    }
    for document in made.values():
        draw_page(document.current.digest)
    return made


def scanned(app, congress, **target):
    client = browser(app)
    link = library.add_link(congress, LinkForm(**target))
    client.get(f"/q/{link_token(link)}")
    return client


def badge(app, delegate):
    client = browser(app)
    client.get(f"/b/{badge_token(delegate)}")
    return client


@pytest.fixture
def readers(app, congress, shelf, client_for):
    session = congress.sessions[0]
    presiding = make_delegate(congress, "P01", "Lê Chủ Tịch", presidium=True)
    plain = make_delegate(congress, "D01", "Nguyễn Đại Biểu")
    elsewhere = make_congress("Đại hội khác")
    return {
        "stranger": (browser(app), set()),
        "guest of the congress": (scanned(app, congress, target="congress"), {"public"}),
        "guest of session one": (
            scanned(app, congress, target="session", id=session.id),
            {"public", "first"},
        ),
        "guest with one document": (
            scanned(app, congress, target="document", id=shelf["second"].id),
            {"public", "second"},
        ),
        "document link to the presidium's": (
            scanned(app, congress, target="document", id=shelf["presidium"].id),
            {"public"},
        ),
        "delegate": (badge(app, plain), {"public", "first", "second"}),
        "member of the presidium": (badge(app, presiding), set(shelf)),
        "delegate of another congress": (
            badge(app, make_delegate(elsewhere, "T01", "Phạm Tuấn")),
            set(),
        ),
        "chair": (client_for("chair"), set(shelf)),
        "viewer": (client_for("viewer"), {"public", "first", "second"}),
    }


ADDRESSES = ("", "/pages/1", "/pages/1?w=1440", "/pages/1/text", "/file")


def readable(client, congress, shelf, tail):
    base = f"/api/congresses/{congress.id}/documents"
    return {
        name
        for name, document in shelf.items()
        if client.get(f"{base}/{document.id}{tail}").status_code == 200
    }


@pytest.mark.parametrize("tail", ADDRESSES)
def test_each_reader_opens_exactly_what_is_theirs(congress, shelf, readers, tail):
    found = {who: readable(client, congress, shelf, tail) for who, (client, _) in readers.items()}
    assert found == {who: theirs for who, (_, theirs) in readers.items()}


def test_list_search_and_live_state_show_nothing_else(congress, shelf, readers):
    base = f"/api/congresses/{congress.id}"
    ids = {document.id: name for name, document in shelf.items()}
    for who, (client, theirs) in readers.items():
        listed = client.get(f"{base}/documents")
        if not theirs:
            assert listed.status_code in (401, 404), who
            continue
        assert {ids[each["id"]] for each in listed.json} == theirs, who
        hits = client.get(f"{base}/search?q=dai hoi").json
        assert {ids[hit["document_id"]] for hit in hits} == theirs, who
        part = client.get(f"{base}/live").json["parts"]["library"]["state"]["documents"]
        assert {ids[each["id"]] for each in part} <= theirs, who


def test_a_withdrawn_document_is_gone_for_readers(congress, shelf, readers, organiser):
    document = shelf["public"]
    organiser.delete(f"/api/congresses/{congress.id}/documents/{document.id}")
    client, _ = readers["delegate"]
    for tail in ADDRESSES:
        path = f"/api/congresses/{congress.id}/documents/{document.id}{tail}"
        assert client.get(path).status_code == 404


def test_outside_its_window_a_link_tells_the_hours_and_opens_nothing(app, congress, shelf):
    opens_at = now() + timedelta(hours=1)
    client = scanned(app, congress, target="session", id=congress.sessions[0].id, opens_at=opens_at)
    link = library.add_link(congress, LinkForm(target="congress", opens_at=opens_at))

    page = client.get(f"/q/{link_token(link)}")

    assert page.status_code == 403
    assert client.get(f"/api/congresses/{congress.id}/documents").status_code == 401


def test_once_its_window_closed_a_session_link_gives_the_sessions_documents_no_more(
    app, congress, shelf, monkeypatch
):
    session = congress.sessions[0]
    closes_at = now() + timedelta(hours=1)
    client = scanned(app, congress, target="session", id=session.id, closes_at=closes_at)
    address = f"/api/congresses/{congress.id}/documents/{shelf['first'].id}"
    assert client.get(address).status_code == 200

    later = now() + timedelta(hours=2)
    monkeypatch.setattr("app.visitors.identity.now", lambda: later)
    assert client.get(address).status_code == 404


def test_a_revoked_link_takes_its_access_with_it(app, congress, shelf, organiser):
    link = library.add_link(congress, LinkForm(target="congress"))
    client = browser(app)
    client.get(f"/q/{link_token(link)}")
    address = f"/api/congresses/{congress.id}/documents/{shelf['public'].id}"
    assert client.get(address).status_code == 200

    organiser.delete(f"/api/congresses/{congress.id}/links/{link.id}")

    assert client.get(address).status_code == 401
    assert client.get(f"/q/{link_token(link)}").status_code == 404


def test_a_document_opens_and_closes_by_the_clock(congress, shelf, readers, monkeypatch):
    document = make_document(congress, "Theo giờ", "x", opens_at=now() + timedelta(hours=1))
    client, _ = readers["delegate"]
    address = f"/api/congresses/{congress.id}/documents/{document.id}"
    assert client.get(address).status_code == 404

    later = now() + timedelta(hours=2)
    monkeypatch.setattr("app.library.queries.now", lambda: later)
    assert client.get(address).status_code == 200


def test_the_lookup_itself_refuses_whoever_asks(congress, shelf):
    with pytest.raises(NotFoundError):
        document_for(NOBODY, congress, shelf["presidium"].id)
