"""What a phone may keep is what its visitor may read; packs are whole and for the right people."""

import gzip
import io
import json
import zipfile

import pytest

from app.congresses.models import Congress
from app.db import db
from app.library import actions as library
from app.library.files import pages_folder
from app.library.forms import LinkForm
from app.library.links import link_token
from app.library.models import Document, Page
from app.library.pack import TEXTS
from app.library.pack_zip import for_office
from tests.app.library.pack_checks import check_readers_do_not_keep_the_office_waiting
from tests.factories import make_document

PICTURE = b"RIFF" + (4).to_bytes(4, "little") + b"WEBP"


def draw(document: Document, pages: int = 1) -> Document:
    """Put files where the renderer would have put them, for as many pages."""
    version = document.current
    folder = pages_folder(version.digest)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, pages + 1):
        (folder / f"{number:04}-720.webp").write_bytes(PICTURE)
        facts = {"width": 595, "height": 842, "text": f"Trang {number}", "words": []}
        (folder / f"{number:04}.json").write_text(json.dumps(facts, ensure_ascii=False))
    more = [
        Page(version_id=version.id, number=number, width=595, height=842, text="x")
        for number in range(2, pages + 1)
    ]
    if more:
        library.add_pages(document_congress(document), version, more, of=pages)
        library.finish_version(document_congress(document), version, outline=[])
    return document


def document_congress(document: Document) -> Congress:
    return db.session.get_one(Congress, document.congress_id)


@pytest.fixture
def shelf(congress) -> dict[str, Document]:
    """A document for each audience."""
    return {
        audience: draw(make_document(congress, f"Văn kiện {audience}", "x", audience=audience))
        for audience in ("public", "delegates", "presidium")
    }


@pytest.fixture
def guest(app, congress):
    """A browser that scanned the congress's code."""
    client = app.test_client()
    token = link_token(library.add_link(congress, LinkForm(target="congress")))
    assert client.get(f"/q/{token}").status_code == 302
    return client


def pack(client, congress) -> dict:
    answer = client.get(f"/api/congresses/{congress.id}/pack")
    assert answer.status_code == 200
    return answer.json


def titles(client, congress) -> set[str]:
    return {each["title"].split()[-1] for each in pack(client, congress)["documents"]}


def test_a_pack_holds_what_its_visitor_may_read(shelf, guest, client_for, congress, client):
    assert titles(guest, congress) == {"public"}
    assert titles(client_for("viewer"), congress) == {"public", "delegates"}
    assert titles(client_for("chair"), congress) == {"public", "delegates", "presidium"}
    assert client.get(f"/api/congresses/{congress.id}/pack").status_code == 401


def test_another_person_is_another_holder(shelf, guest, client_for, congress):
    holders = [pack(each, congress)["holder"] for each in (guest, client_for("viewer"))]
    assert len(set(holders)) == 2
    assert pack(guest, congress)["holder"] == holders[0]


def test_a_withdrawn_document_leaves_the_pack_at_once(shelf, guest, congress):
    assert titles(guest, congress) == {"public"}
    library.withdraw(congress, shelf["public"])
    assert titles(guest, congress) == set()


def test_sizes_are_those_of_the_files(congress, organiser):
    document = draw(make_document(congress, "Báo cáo", "x"), pages=3)
    (told,) = pack(organiser, congress)["documents"]
    assert told["pictures"] == [len(PICTURE)] * 3
    texts = pages_folder(document.current.digest) / TEXTS
    assert told["texts"] == texts.stat().st_size
    assert told["version"] == 1


def test_an_unchanged_pack_is_not_sent_again(shelf, guest, congress):
    first = guest.get(f"/api/congresses/{congress.id}/pack")
    again = guest.get(
        f"/api/congresses/{congress.id}/pack", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_the_texts_of_all_pages_come_at_once(congress, organiser, coding):
    document = draw(make_document(congress, "Báo cáo", "x"), pages=3)
    path = f"/api/congresses/{congress.id}/documents/{document.id}/texts?v=1"
    answer = organiser.get(path, headers={"Accept-Encoding": coding})
    content = gzip.decompress(answer.data) if coding == "gzip" else answer.data
    assert [page["text"] for page in json.loads(content)] == ["Trang 1", "Trang 2", "Trang 3"]
    assert "immutable" in answer.headers["Cache-Control"]


def test_pictures_come_several_at_once_and_not_too_many(congress, organiser):
    document = draw(make_document(congress, "Báo cáo", "x"), pages=40)
    path = f"/api/congresses/{congress.id}/documents/{document.id}/pictures"
    answer = organiser.get(f"{path}?first=2&last=4&v=1")
    assert answer.data == PICTURE * 3
    assert answer.content_length == 3 * len(PICTURE)
    for wrong in ("first=1&last=33", "first=0&last=1", "first=4&last=2", "first=40&last=41"):
        assert organiser.get(f"{path}?{wrong}").status_code == 422, wrong


def test_texts_and_pictures_follow_the_lookup(shelf, guest, congress):
    for audience, status in (("public", 200), ("delegates", 404), ("presidium", 404)):
        for part in ("texts", "pictures?first=1"):
            path = f"/api/congresses/{congress.id}/documents/{shelf[audience].id}/{part}"
            assert guest.get(path).status_code == status, path


def packed(client, congress, audience: str = "") -> zipfile.ZipFile:
    answer = client.get(f"/api/congresses/{congress.id}/pack.zip?audience={audience}")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert len(answer.data) == answer.content_length
    return zipfile.ZipFile(io.BytesIO(answer.data))


def in_zip(archive: zipfile.ZipFile) -> set[str]:
    told = json.loads(archive.read("manifest.json"))
    return {each["title"].split()[-1] for each in told["documents"]}


def test_the_zip_is_for_whom_it_was_asked(shelf, guest, client_for, organiser, congress):
    assert in_zip(packed(guest, congress)) == {"public"}
    assert in_zip(packed(client_for("viewer"), congress)) == {"public", "delegates"}
    assert in_zip(packed(organiser, congress)) == {"public", "delegates", "presidium"}
    assert in_zip(packed(organiser, congress, "delegates")) == {"public", "delegates"}


def test_only_the_office_chooses_an_audience(shelf, guest, organiser, congress):
    path = f"/api/congresses/{congress.id}/pack.zip?audience="
    assert guest.get(f"{path}presidium").status_code == 403
    assert organiser.get(f"{path}everybody").status_code == 422


def test_two_packs_at_a_time_and_then_a_sentence(shelf, organiser, congress, app):
    path = f"/api/congresses/{congress.id}/pack.zip"
    assert for_office.acquire(blocking=False)
    assert for_office.acquire(blocking=False)
    assert organiser.get(path).status_code == 409
    for_office.release()
    for _ in range(3):
        assert organiser.get(path).status_code == 200
    for_office.release()


def test_readers_who_take_their_time_do_not_keep_the_office_waiting(
    shelf, guest, organiser, congress
):
    check_readers_do_not_keep_the_office_waiting(guest, organiser, congress)


def test_a_pack_that_cannot_be_made_gives_its_seat_back(shelf, organiser, congress, monkeypatch):
    path = f"/api/congresses/{congress.id}/pack.zip"
    with monkeypatch.context() as broken:
        broken.setattr("documents.bundle_stream.BundleStream._ask", lambda *_order: b"")
        assert {organiser.get(path).status_code for _ in range(3)} == {503}
    assert organiser.get(path).status_code == 200


def test_the_service_worker_is_served_from_the_top(client):
    answer = client.get("/service-worker.js", buffered=True)
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert b"/static/dist/phone-" in answer.data
    assert client.get("/not-kept").status_code == 200


def test_the_archive_names_the_pack_after_the_congress(shelf, organiser, congress):
    answer = organiser.get(f"/api/congresses/{congress.id}/pack.zip")
    assert "filename*=UTF-8''" in answer.headers["Content-Disposition"]


def test_what_is_only_kept_for_later_is_not_counted_as_read(shelf, guest, organiser, congress):
    path = f"/c/{congress.id}/documents/{shelf['public'].id}"
    assert guest.get(path, headers={"X-Keep": "page"}).status_code == 200
    counted = organiser.get(f"/api/congresses/{congress.id}/readers").json
    assert {each["openings"] for each in counted} == {0}
