"""Private notes: kept with the badge, read by nobody else, gone with the delegate."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import delete

from app.clock import now
from app.db import changes, db
from app.delegates.models import Delegate
from app.library import actions as library
from app.library.models import PrivateNote
from app.realtime import commit_quietly
from tests.app.library.notes_checks import (
    WORDS,
    address,
    check_nobody_else_reads_notes,
    with_badge,
)
from tests.factories import make_document


@pytest.fixture
def document(congress):
    return make_document(congress, "Nghị quyết", "toàn văn")


@pytest.fixture
def minh(app, cast):
    return with_badge(app, cast.minh)


def test_nobody_else_reads_notes(app, congress, cast, client_for):
    check_nobody_else_reads_notes(app, congress, cast, client_for)


def test_the_newest_words_stand_whatever_order_they_arrive_in(minh, congress, document):
    page = address(congress, document, 1)
    minh.put(page, json={"text": "mới", "age_seconds": 10})
    answer = minh.put(page, json={"text": "cũ", "age_seconds": 3600})
    assert answer.json["text"] == "mới"
    assert minh.put(page, json={"text": "mới hơn"}).json["text"] == "mới hơn"
    assert [each["text"] for each in minh.get(address(congress, document)).json] == ["mới hơn"]


def test_an_emptied_note_does_not_come_back(minh, congress, document):
    page = address(congress, document, 1)
    minh.put(page, json={"text": WORDS, "marked": True, "age_seconds": 60})
    minh.put(page, json={})
    minh.put(page, json={"text": WORDS, "age_seconds": 30})
    [note] = minh.get(address(congress, document)).json
    assert (note["text"], note["marked"]) == ("", False)


def test_a_note_is_composed_and_not_longer_than_a_page(minh, congress, document):
    page = address(congress, document, 1)
    assert minh.put(page, json={"text": "d\u0323"}).json["text"] == "ḍ"
    assert minh.put(page, json={"text": "x" * 4001}).status_code == 422
    answer = minh.put(address(congress, document, 2), json={"text": "x"})
    assert answer.status_code == 422
    assert "page" in answer.json["detail"] or "trang" in answer.json["detail"]


def test_a_guest_has_no_notes_on_the_server(client_for, congress, document):
    for method in ("get", "put"):
        answer = getattr(client_for("viewer"), method)(address(congress, document, 1), json={})
        assert answer.status_code in (403, 404, 405)


@changes
def erase(delegate):
    db.session.execute(delete(Delegate).where(Delegate.id == delegate.id))
    commit_quietly()


def test_notes_are_erased_with_the_delegate(minh, cast, congress, document):
    minh.put(address(congress, document, 1), json={"text": WORDS})
    assert db.session.query(PrivateNote).count() == 1
    erase(cast.minh)
    assert db.session.query(PrivateNote).count() == 0


def test_notes_are_in_no_export_and_no_audit(minh, organiser, congress, document):
    minh.put(address(congress, document, 1), json={"text": WORDS})
    answer = organiser.get(f"/api/congresses/{congress.id}/export.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        for name in packed.namelist():
            assert WORDS.encode() not in packed.read(name), name
    trail = organiser.get(f"/api/congresses/{congress.id}/audit").get_data(as_text=True)
    assert "note" not in trail


def test_a_withdrawn_document_says_so_to_its_readers_alone(
    app, minh, client, organiser, congress, document
):
    api = f"/api/congresses/{congress.id}/documents/{document.id}"
    page = f"/c/{congress.id}/documents/{document.id}"
    library.withdraw(congress, document)
    assert minh.get(api).status_code == 404
    answer = minh.get(page)
    assert answer.status_code == 410
    assert "Nghị quyết" in answer.get_data(as_text=True)
    assert minh.get(f"{api}/pages/1/text").status_code == 404
    assert minh.get(f"{api}/file").status_code == 404
    assert client.get(page).status_code == 401


def test_a_document_outside_its_hours_says_when(minh, congress):
    early = make_document(congress, "Chưa mở", "x", opens_at=now() + timedelta(hours=1))
    late = make_document(congress, "Đã đóng", "x", closes_at=now() - timedelta(hours=1))
    answer = minh.get(f"/c/{congress.id}/documents/{early.id}")
    assert answer.status_code == 403
    assert "Chưa mở" not in answer.get_data(as_text=True)
    answer = minh.get(f"/c/{congress.id}/documents/{late.id}")
    assert answer.status_code == 403
    assert "Đã đóng" in answer.get_data(as_text=True)
    for each in (early, late):
        assert minh.get(f"/api/congresses/{congress.id}/documents/{each.id}").status_code == 404


def test_what_is_not_for_a_reader_is_not_named_when_it_is_withdrawn(minh, congress):
    secret = make_document(congress, "Đề án nhân sự", "x", audience="presidium")
    library.withdraw(congress, secret)
    assert minh.get(f"/c/{congress.id}/documents/{secret.id}").status_code == 404
    assert minh.get(f"/api/congresses/{congress.id}/documents/{secret.id}").status_code == 404


def test_the_list_says_which_documents_search_cannot_see(minh, congress, document):
    scan = make_document(congress, "Bản chụp", "")
    live = json.loads(minh.get(f"/api/congresses/{congress.id}/live").data)
    told = {
        each["id"]: each["unsearchable"] for each in live["parts"]["library"]["state"]["documents"]
    }
    assert told == {document.id: 0, scan.id: 1}
    page = minh.get(f"/c/{congress.id}/documents/{scan.id}").get_data(as_text=True)
    assert 'id="scan"' in page
    page = minh.get(f"/c/{congress.id}/documents/{document.id}").get_data(as_text=True)
    assert 'id="scan"' not in page


def test_the_first_page_is_asked_for_in_the_head(minh, congress, document):
    page = minh.get(f"/c/{congress.id}/documents/{document.id}").get_data(as_text=True)
    head, _, body = page.partition("</head>")
    picture = f"/api/congresses/{congress.id}/documents/{document.id}/pages/1?w=720&amp;v=1"
    assert f'rel="preload" as="image" href="{picture}"' in head
    assert f'<img src="{picture}"' in body


def test_nothing_is_fetched_before_the_first_picture_can_stand(minh, congress, document):
    page = minh.get(f"/c/{congress.id}/documents/{document.id}").get_data(as_text=True)
    head, _, body = page.partition("</head>")
    assert ".sheet-picture" in head.partition("<style>")[2]
    assert 'rel="stylesheet"' not in page
    before_picture, _, after_picture = body.partition("<img src=")
    assert before_picture.count("<script") == before_picture.count('<script type="text/html"')
    assert "<symbol" not in before_picture
    assert "<symbol" in after_picture
