"""Readers are counted without being followed; delegates with a badge are known, and told so."""

import csv
import io

import pytest
from sqlalchemy.exc import OperationalError

from app.db import db, writing
from app.delegates.badges import badge_token
from app.library import actions as library
from app.library import counting
from app.library.forms import LinkForm
from app.library.links import link_token
from app.library.models import Link, Opening, Readership
from app.library.tally import Counts, tally
from app.realtime import commit_quietly, watch
from tests.factories import make_document


@pytest.fixture
def guest(app, congress):
    """Return a browser that came in by the congress's code, at each call another one."""
    link = library.add_link(congress, LinkForm(target="congress"))

    def come():
        client = app.test_client()
        client.get(f"/q/{link_token(link)}")
        return client

    return come


def signed_in(app, delegate):
    client = app.test_client()
    client.get(f"/b/{badge_token(delegate)}")
    return client


def page(document) -> str:
    return f"/c/{document.congress_id}/documents/{document.id}"


def numbers(organiser, congress, document) -> dict:
    db.session.rollback()  # a request of its own would begin to read now
    listed = organiser.get(f"/api/congresses/{congress.id}/readers").json
    return next(each for each in listed if each["document_id"] == document.id)


def test_a_browser_counts_once(guest, organiser, congress):
    document = make_document(congress, "Nghị quyết", "x")
    first, second = guest(), guest()
    for client in (first, first, second, first):
        assert client.get(page(document)).status_code == 200
    counted = numbers(organiser, congress, document)
    assert (counted["openings"], counted["readers"]) == (4, 2)


def test_the_mark_in_the_browser_names_nobody_and_stays_with_its_document(guest, congress):
    document, other = (make_document(congress, title, "x") for title in ("A", "B"))
    marks = []
    for client in (guest(), guest()):
        answer = client.get(page(document))
        marks += [each for each in answer.headers.getlist("Set-Cookie") if "read=" in each]
        assert not [each for each in client.get(page(document)).headers if "read=" in each]
        cookie = client.get_cookie("read", path=page(document))
        assert cookie.value == "1"
        assert client.get_cookie("read", path=page(other)) is None
    assert len(marks) == 2
    assert all(f"Path={page(document)}" in mark and "HttpOnly" in mark for mark in marks)


def test_nothing_about_a_guest_is_kept(guest, congress):
    document = make_document(congress, "Nghị quyết", "x")
    guest().get(page(document))
    assert db.session.query(Opening).count() == 0
    kept = db.session.query(Readership).one()
    assert (kept.document_id, kept.openings, kept.readers) == (document.id, 1, 1)


def test_the_office_at_work_is_no_reader(organiser, congress):
    document = make_document(congress, "Nghị quyết", "x")
    assert organiser.get(page(document)).status_code == 200
    assert numbers(organiser, congress, document)["openings"] == 0


def test_a_page_fetched_ahead_is_not_read(guest, organiser, congress):
    document = make_document(congress, "Nghị quyết", "x")
    guest().get(page(document), headers={"Sec-Purpose": "prefetch"})
    assert numbers(organiser, congress, document)["openings"] == 0


def test_the_chair_sees_who_has_not_opened(app, client_for, organiser, congress, cast):
    document = make_document(congress, "Nghị quyết", "x", audience="delegates")
    signed_in(app, cast.guest).get(page(document))
    minh = signed_in(app, cast.minh)
    minh.get(page(document))
    first = db.session.query(Opening).filter_by(delegate_id=cast.minh.id).one().opened_at
    minh.get(page(document))
    db.session.expire_all()
    assert db.session.query(Opening).filter_by(delegate_id=cast.minh.id).one().opened_at == first
    counted = numbers(organiser, congress, document)
    assert (counted["opened_by"], counted["expected"]) == (1, 2)
    chair = client_for("chair")
    shown = chair.get(f"/office/{congress.id}/readers/{document.id}").get_data(as_text=True)
    assert "Trần Thị Hoa" in shown
    assert "Nguyễn Văn Minh" not in shown
    assert "Lê Khách" not in shown


def test_a_document_of_the_presidium_is_expected_of_the_presidium(organiser, congress, cast):
    with writing():
        cast.minh.presidium = True
        commit_quietly()
    document = make_document(congress, "Nhân sự", "x", audience="presidium")
    assert numbers(organiser, congress, document)["expected"] == 1
    shown = organiser.get(f"/office/{congress.id}/readers/{document.id}").get_data(as_text=True)
    assert "Nguyễn Văn Minh" in shown
    assert "Trần Thị Hoa" not in shown


def test_the_list_opens_in_a_spreadsheet(organiser, congress, cast):
    document = make_document(congress, "Nghị quyết", "x")
    answer = organiser.get(f"/api/congresses/{congress.id}/documents/{document.id}/unopened.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert [row[1] for row in rows[1:]] == ["Trần Thị Hoa", "Nguyễn Văn Minh"]
    assert {row[2] for row in rows[1:]} == {"Đoàn A"}


def test_a_leader_and_a_desk_do_not_learn_who_reads(client_for, congress):
    for role in ("leader", "desk", "viewer", "credentials"):
        client = client_for(role)
        assert client.get(f"/api/congresses/{congress.id}/readers").status_code == 404


def test_a_delegate_is_told_that_opening_is_noted(app, congress, cast, guest):
    own = signed_in(app, cast.minh).get(f"/c/{congress.id}").get_data(as_text=True)
    assert "biết bạn đã mở tài liệu nào" in own
    other = guest().get(f"/c/{congress.id}").get_data(as_text=True)
    assert "biết bạn đã mở tài liệu nào" not in other


def test_a_server_that_serves_writes_once_for_many(app, congress, monkeypatch):
    link = library.add_link(congress, LinkForm(target="congress"))
    document = make_document(congress, "Nghị quyết", "x")
    written, tasks = [], []
    monkeypatch.setattr(watch(), "is_running", True)
    monkeypatch.setattr("app.library.tally.FLUSH_SECONDS", 0.0)
    monkeypatch.setattr("app.library.tally.socketio.start_background_task", tasks.append)
    real = counting.write_counts
    monkeypatch.setattr(
        "app.library.tally.write_counts", lambda **counts: (written.append(counts), real(**counts))
    )
    for turn in range(500):
        tally().scan(link.id)
        tally().open(document.id, delegate_id=None, is_first=turn % 2 == 0)
    assert (written, len(tasks)) == ([], 1)
    tasks[0]()
    assert len(written) == 1
    db.session.rollback()
    assert db.session.get(Link, link.id).scans == 500
    kept = db.session.get(Readership, document.id)
    assert (kept.openings, kept.readers) == (500, 250)


def test_what_could_not_be_written_is_counted_later(app, congress, monkeypatch):
    link = library.add_link(congress, LinkForm(target="congress"))
    counts = tally()

    def fail(**_counts):
        raise OperationalError("disk", {}, OSError("full"))

    with monkeypatch.context() as patch:
        patch.setattr("app.library.tally.write_counts", fail)
        with pytest.raises(OperationalError):
            counts.scan(link.id)
    counts.flush()
    db.session.expire_all()
    assert db.session.get(Link, link.id).scans == 1
    assert counts.counts == Counts()


def test_what_was_erased_meanwhile_stops_nothing(app, congress, cast):
    document = make_document(congress, "Nghị quyết", "x")
    counts = tally()
    counts.open(987_654, delegate_id=cast.minh.id, is_first=True)
    counts.open(document.id, delegate_id=987_654, is_first=True)
    assert db.session.query(Opening).count() == 0
    assert db.session.query(Readership).one().document_id == document.id
