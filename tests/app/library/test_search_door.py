"""Search by the short way: the same answers, and never a document that is no longer granted."""

from datetime import timedelta

import pytest

from app.clock import now
from app.db import db, writing
from app.library import actions as library
from app.library.models import Document, Page
from app.library.search import MOST_HITS, index_version
from tests.app.library.doors import whole_way_closed
from tests.app.library.page_door_checks import scanned, with_badge
from tests.app.library.search_door_checks import (
    check_not_found_after,
    is_short,
    search_url,
    titles,
)
from tests.app.library.test_page_door import pass_time
from tests.factories import make_delegate, make_document

PAGES = 2 * MOST_HITS + 5


@pytest.fixture
def document(congress) -> Document:
    return make_document(congress, "Báo cáo", "Đại hội đại biểu lần thứ XV")


def with_many_pages(document: Document) -> None:
    """Let the words stand on more pages than are shown at once; the phrase on the last alone."""
    version = document.current
    with writing():
        for number in range(2, PAGES + 1):
            words = "Đoàn viên" if number == PAGES else "viên của Đoàn"
            page = Page(version_id=version.id, number=number, width=595, height=842, text=words)
            db.session.add(page)
        db.session.flush()
        index_version(version)
        db.session.commit()


def test_another_question_comes_by_the_short_way_and_is_answered_alike(
    app, client, congress, document
):
    scanned(client, congress)
    first = client.get(search_url(congress))
    with whole_way_closed(app.extensions["search_door"]):
        again = client.get(search_url(congress))
        other = client.get(search_url(congress, "bieu lan"))
        nothing = client.get(search_url(congress, "khong co"))
    assert first.data == again.data
    own = {"Date", "Set-Cookie"}
    assert {name: value for name, value in first.headers if name not in own} == dict(again.headers)
    assert [(hit["page"], hit["title"]) for hit in other.json] == [(1, "Báo cáo")]
    assert nothing.json == []
    [hit] = first.json
    assert hit["snippet"][slice(*hit["hits"][0])] == "Đại hội"
    assert hit["document_id"] == document.id


def test_the_best_come_first_and_the_others_when_one_asks_for_more(app, client, congress, document):
    scanned(client, congress)
    with_many_pages(document)
    url = search_url(congress, "doan vien")
    shares = [client.get(f"{url}&skip={skip}").json for skip in (0, 20, 40)]
    pages = [hit["page"] for share in shares for hit in share]
    assert [len(share) for share in shares] == [20, 20, 4]
    assert pages[0] == PAGES
    assert sorted(pages) == list(range(2, PAGES + 1))
    inside = client.get(f"{url}&document_id={document.id}").json
    assert len(inside) == PAGES - 1
    assert client.get(f"{url}&document_id={document.id + 1}").json == []
    assert client.get(f"{url}&skip=-3").json == client.get(url).json


def test_what_others_may_read_is_not_found(app, congress, document):
    make_document(congress, "Mật", "Đại hội", audience="presidium")
    guest, member = app.test_client(), app.test_client()
    scanned(guest, congress)
    with_badge(member, make_delegate(congress, "001", "Nguyễn Lan", presidium=True))
    for _ in range(2):
        assert titles(guest, search_url(congress)) == ["Báo cáo"]
        assert sorted(titles(member, search_url(congress))) == ["Báo cáo", "Mật"]
    assert is_short(app, guest, search_url(congress))
    assert is_short(app, member, search_url(congress))
    assert app.test_client().get(search_url(congress)).status_code == 401


def test_accounts_always_go_the_whole_way(app, organiser, congress, document):
    for _ in range(2):
        assert organiser.get(search_url(congress)).status_code == 200
    assert not is_short(app, organiser.client, search_url(congress))


def test_a_withdrawn_document_is_not_found_by_the_next_search(app, client, congress, document):
    scanned(client, congress)
    check_not_found_after(app, client, congress, lambda: library.withdraw(congress, document))


def test_a_document_whose_hour_passed_is_not_found(app, client, congress, monkeypatch):
    scanned(client, congress)
    make_document(congress, "Báo cáo", "Đại hội", closes_at=now() + timedelta(hours=1))
    check_not_found_after(app, client, congress, lambda: pass_time(monkeypatch))


def test_a_revoked_link_finds_nothing(app, client, congress, document):
    link = scanned(client, congress)
    check_not_found_after(app, client, congress, lambda: library.revoke_link(congress, link))
