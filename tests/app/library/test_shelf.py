"""The office's shelf: versions, uploads sent twice, twins, places, hours, undoing."""

from datetime import timedelta
from io import BytesIO

import pytest

from app.agenda.queries import items_of
from app.clock import iso, now
from app.db import db
from app.library import actions as library
from app.library.models import Document, DocumentVersion
from app.library.prepare import prepare_version
from tests.factories import make_document


@pytest.fixture
def url(congress):
    return f"/api/congresses/{congress.id}/documents"


def upload(client, url, content=b"%PDF-1.4 x", *, name="Báo cáo.pdf", method="POST", **fields):
    data = {**fields, "file": (BytesIO(content), name)}
    return client.open(method, url, data=data, content_type="multipart/form-data")


def test_an_upload_sent_again_after_a_lost_answer_is_taken_once(organiser, url):
    first = upload(organiser, url, key="a-key-of-a-phone")
    again = upload(organiser, url, key="a-key-of-a-phone")
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json["id"] == again.json["id"]
    assert db.session.query(DocumentVersion).count() == 1


def test_a_new_version_sent_again_is_taken_once(organiser, url, congress):
    document = make_document(congress, "Báo cáo", "x")
    for _ in range(2):
        answer = upload(organiser, f"{url}/{document.id}/file", method="PUT", key="version-key")
        assert answer.status_code == 202
    assert [each.number for each in db.session.get(Document, document.id).versions] == [1, 2]


def test_a_key_that_came_with_another_file_is_refused(organiser, url):
    upload(organiser, url, key="a-key-of-a-phone")
    answer = upload(organiser, url, b"%PDF-1.4 another", key="a-key-of-a-phone")
    assert answer.status_code == 409


def test_the_same_file_is_named_when_the_sender_asks(organiser, url):
    first = upload(organiser, url, title="Báo cáo chính trị").json
    answer = upload(organiser, url, if_same="ask")
    assert answer.status_code == 409
    assert answer.json["same_as"] == {"id": first["id"], "title": "Báo cáo chính trị"}
    assert "Báo cáo chính trị" in answer.json["detail"]
    kept = upload(organiser, url, if_same="keep")
    assert kept.status_code == 202
    assert kept.json["id"] != first["id"]


def test_a_twin_in_another_congress_is_nobodys_business(client_for, cast, organiser, url):
    there = f"/api/congresses/{cast.elsewhere.id}/documents"
    upload(client_for("organiser", cast.elsewhere), there)
    assert upload(organiser, url, if_same="ask").status_code == 202


def test_old_versions_are_listed_opened_and_restored(organiser, url, congress):
    document = make_document(congress, "Báo cáo", "x")
    upload(organiser, f"{url}/{document.id}/file", b"%PDF-1.4 second", method="PUT")
    listed = organiser.get(f"{url}/{document.id}/versions").json
    assert [each["number"] for each in listed] == [2, 1]
    assert [each["is_current"] for each in listed] == [False, True]
    assert listed[0]["size_bytes"] == len(b"%PDF-1.4 second")

    old = organiser.get(f"{url}/{document.id}/versions/1/file")
    assert old.data.startswith("%PDF-1.4 Báo cáo".encode())
    answer = organiser.post(f"{url}/{document.id}/versions/1/restore")
    assert answer.status_code == 202
    newest = db.session.get(Document, document.id).newest
    assert (newest.number, newest.digest) == (3, document.versions[0].digest)
    assert organiser.post(f"{url}/{document.id}/versions/3/restore").status_code == 409
    assert organiser.get(f"{url}/{document.id}/versions/9/file").status_code == 404


def test_files_of_strangers_are_saved_and_never_shown(organiser, url, congress):
    document = make_document(congress, "Báo cáo", "x")
    for path in (f"{url}/{document.id}/file", f"{url}/{document.id}/versions/1/file"):
        headers = organiser.get(path).headers
        assert headers["Content-Disposition"].startswith("attachment")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_withdrawal_can_be_undone(organiser, url, congress, client_for):
    document = make_document(congress, "Báo cáo", "x")
    assert organiser.delete(f"{url}/{document.id}").status_code == 204
    reader = client_for("viewer")
    assert reader.get(f"{url}/{document.id}/pages/1/text").status_code == 404
    assert organiser.post(f"{url}/{document.id}/publish").json["state"] == "ready"
    assert [each["id"] for each in reader.get(url).json] == [document.id]


def test_an_item_says_the_session_too(organiser, url, congress):
    document = make_document(congress, "Báo cáo", "x")
    item = items_of(congress.id)[0]
    answer = organiser.put(
        f"{url}/{document.id}", json={"title": "Báo cáo", "agenda_item_id": item.id}
    )
    assert answer.json["agenda_item_id"] == item.id
    assert answer.json["session_id"] == item.session_id


def test_an_item_of_another_congress_is_not_found(organiser, url, congress, cast):
    document = make_document(congress, "Báo cáo", "x")
    foreign = items_of(cast.elsewhere.id)[0]
    body = {"title": "Báo cáo", "agenda_item_id": foreign.id}
    assert organiser.put(f"{url}/{document.id}", json=body).status_code == 404


def test_hours_are_set_in_the_office_and_kept_by_the_reader(organiser, url, congress, client_for):
    document = make_document(congress, "Báo cáo", "x")
    later = iso(now() + timedelta(hours=2))
    body = {"title": "Báo cáo", "opens_at": later}
    assert organiser.put(f"{url}/{document.id}", json=body).json["opens_at"]
    assert client_for("viewer").get(url).json == []
    backwards = {**body, "closes_at": iso(now() + timedelta(hours=1))}
    assert organiser.put(f"{url}/{document.id}", json=backwards).status_code == 422


def test_only_what_the_machine_refused_is_tried_again(organiser, url, congress):
    document = make_document(congress, "Báo cáo", "x")
    upload(organiser, f"{url}/{document.id}/file", b"%PDF-1.4 second", method="PUT")
    version = db.session.get(Document, document.id).newest
    library.refuse_version(congress, version, reason="disk_full")
    assert organiser.post(f"{url}/{document.id}/prepare").status_code == 202
    library.refuse_version(congress, version, reason="encrypted")
    assert organiser.post(f"{url}/{document.id}/prepare").status_code == 409


def test_without_libreoffice_the_sentence_says_how(organiser, url, monkeypatch):
    monkeypatch.setattr("documents.convert.converter", lambda: None)
    from tests.documents.office import word  # noqa: PLC0415  beside the other file makers

    made = upload(organiser, url, word("Đại hội"), name="Báo cáo.docx").json
    version = db.session.get(Document, made["id"]).newest
    prepare_version(version.id)
    told = organiser.get(f"{url}/{made['id']}").json
    assert told["state"] == "refused"
    assert "PDF" in told["reason"]


def test_a_name_arrives_composed_without_folders_and_marks(organiser, url):
    name = "../../etc/Ba\u0301o ca\u0301o \u202egnp.exe.pdf"
    made = upload(organiser, url, name=name).json
    document = db.session.get(Document, made["id"])
    assert document.title == "Báo cáo gnp.exe"
    assert document.newest.file_name == "Báo cáo gnp.exe.pdf"
    long = upload(organiser, url, b"%PDF-1.4 long", name="á" * 500 + ".pdf")
    assert long.status_code == 202
    document = db.session.get(Document, long.json["id"])
    assert (len(document.newest.file_name), len(document.title)) == (200, 300)


def test_what_came_while_one_put_the_list_in_order_stays_at_its_end(organiser, congress, url):
    one, two, new, newer = (
        make_document(congress, title, "x") for title in ("Một", "Hai", "Ba", "Bốn")
    )
    answer = organiser.put(f"{url}/order", json={"ids": [two.id, one.id]})
    assert answer.status_code == 204
    told = [each["id"] for each in organiser.get(url).json]
    assert told == [two.id, one.id, new.id, newer.id]


def test_an_order_of_what_is_not_here_is_refused(organiser, congress, cast, url):
    one = make_document(congress, "Một", "x")
    elsewhere = make_document(cast.elsewhere, "Khác", "x")
    for ids in ([one.id, one.id], [elsewhere.id, one.id], [one.id, 987_654]):
        assert organiser.put(f"{url}/order", json={"ids": ids}).status_code == 409
