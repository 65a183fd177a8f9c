"""A congress out of another one: what it takes over, and what never."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from sqlalchemy import text

from app.agenda import actions as agenda
from app.agenda.forms import ItemForm, SkipForm
from app.agenda.models import AgendaItem, Slide
from app.agenda.queries import items_of, slides_by_item
from app.congresses.models import Congress
from app.congresses.retention import last_day
from app.db import db, writing
from app.delegates.models import Delegate, Delegation
from app.library.files import file_store
from app.library.models import Document, Link
from app.realtime import commit_quietly
from app.worker import work_once
from tests.app.archive.erasure import rows_of
from tests.factories import make_document

DAYS = {"starts_on": "2027-05-10", "ends_on": "2027-05-11"}


@pytest.fixture
def source(congress, cast):
    """A congress in use: sub-items, a break that was dropped, slides, people, two documents."""
    opening, report = items_of(congress.id)
    session_id = opening.session_id
    part = ItemForm(session_id=session_id, title="Phần một", minutes=5, parent_id=report.id)
    agenda.add_item(congress, part)
    pause = ItemForm(session_id=session_id, title="Giải lao", kind="break", minutes=20)
    pause = agenda.add_item(congress, pause)
    agenda.skip_item(congress, pause, SkipForm(skipped=True, minutes_to="previous"))
    chosen = make_document(congress, "Báo cáo chính trị", "toàn văn báo cáo")
    make_document(congress, "Đề án nhân sự", "không đưa sang")
    agenda.add_page_slides(congress, report, document_id=chosen.id, pages=[1], notes="nói chậm")
    agenda.add_title_slide(congress, report, title="Xin cảm ơn", notes="")
    picture = file_store().save(BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 40), limit_bytes=1 << 20)
    agenda.add_file_slide(congress, opening, picture, title="Ảnh", notes="")
    with writing():
        opening.state, congress.quorum_numerator, congress.quorum_denominator = "done", 1, 2
        commit_quietly()
    return congress


@pytest.fixture
def make_copy(client_for, source):
    """Copy the congress as an administrator, and let the worker do its part."""

    def copy(**fields) -> Congress:
        body = {"title": "Đại hội lần sau", **DAYS, **fields}
        answer = client_for("admin", None).post(f"/api/congresses/{source.id}/copies", json=body)
        assert answer.status_code == 201, answer.json
        while work_once("roster"):
            pass
        db.session.expire_all()
        return db.session.get_one(Congress, answer.json["id"])

    return copy


def planned(congress):
    rows = items_of(congress.id)
    titles = {item.id: item.title for item in rows}
    return [(each.title, titles.get(each.parent_id), each.minutes, each.kind) for each in rows]


def test_the_programme_moves_to_the_new_days_as_it_was_planned(source, make_copy):
    copy = make_copy()
    shift = date(2027, 5, 10) - source.starts_on
    assert [(each.title, each.starts_at, each.ends_at) for each in copy.sessions] == [
        (each.title, each.starts_at + shift, each.ends_at + shift) for each in source.sessions
    ]
    assert planned(copy) == [
        ("Khai mạc", None, 15, "speech"),
        ("Báo cáo chính trị", None, 10, "speech"),
        ("Phần một", "Báo cáo chính trị", 5, "speech"),
        ("Giải lao", None, 20, "break"),
    ]
    assert {item.state for item in items_of(copy.id)} == {"planned"}
    assert (copy.quorum_numerator, copy.quorum_denominator) == (1, 2)
    assert not copy.keeps_photos
    days_kept = timedelta(days=90)
    assert last_day(copy, "delegates") == copy.ends_on + days_kept


def test_documents_come_by_choice_with_pages_index_and_slides(source, make_copy):
    chosen = db.session.query(Document).filter_by(title="Báo cáo chính trị").one()
    copy = make_copy(document_ids=[chosen.id])
    [document] = db.session.query(Document).filter_by(congress_id=copy.id)
    assert (document.title, document.state, document.current.pages_ready) == (
        *("Báo cáo chính trị", "ready"),
        chosen.current.pages_ready,
    )
    assert document.current.digest == chosen.current.digest
    decks = slides_by_item(copy.id)
    kinds = {
        db.session.get_one(AgendaItem, item_id).title: [(each.kind, each.notes) for each in slides]
        for item_id, slides in decks.items()
    }
    assert kinds == {
        "Khai mạc": [("image", "")],
        "Báo cáo chính trị": [("page", "nói chậm"), ("title", "")],
    }
    pages = [each for slides in decks.values() for each in slides if each.kind == "page"]
    assert [each.document_id for each in pages] == [document.id]
    indexed = db.session.execute(text("SELECT count(*) FROM page_search")).scalar()
    assert indexed == db.session.execute(text("SELECT count(*) FROM page")).scalar() == 3


def test_without_its_document_a_slide_is_left_out(make_copy):
    copy = make_copy()
    assert db.session.query(Document).filter_by(congress_id=copy.id).count() == 0
    kinds = [each.kind for each in db.session.query(Slide).filter_by(congress_id=copy.id)]
    assert sorted(kinds) == ["image", "title"]


@pytest.mark.parametrize("units", [True, False])
def test_units_come_by_choice_and_people_never(source, make_copy, units):
    copy = make_copy(units=units)
    names = [each.name for each in db.session.query(Delegation).filter_by(congress_id=copy.id)]
    assert names == (["Đoàn A"] if units else [])
    assert db.session.query(Delegate).filter_by(congress_id=copy.id).count() == 0
    assert db.session.query(Link).filter_by(congress_id=copy.id).count() == 0
    tables = set(rows_of(copy.id))
    assert tables.isdisjoint({"delegate", "check_in", "consent", "link", "device", "portrait"})


def test_a_job_that_is_done_again_doubles_nothing(source, make_copy):
    chosen = db.session.query(Document).filter_by(title="Báo cáo chính trị").one()
    copy = make_copy(document_ids=[chosen.id], units=True)
    before = rows_of(copy.id)
    with writing():
        db.session.execute(text("UPDATE job SET state = 'waiting' WHERE kind = 'copy_congress'"))
        commit_quietly()
    assert work_once("roster")
    db.session.expire_all()
    assert rows_of(copy.id) == before


def test_the_source_stays_as_it_is(source, make_copy):
    before = rows_of(source.id)
    chosen = db.session.query(Document).filter_by(title="Báo cáo chính trị").one()
    make_copy(document_ids=[chosen.id], units=True)
    assert rows_of(source.id) == before


def test_a_document_of_another_congress_is_not_brought(cast, make_copy):
    foreign = make_document(cast.elsewhere, "Chỉ của nơi khác", "chữ của nơi khác")
    copy = make_copy(document_ids=[foreign.id])
    assert db.session.query(Document).filter_by(congress_id=copy.id).count() == 0


def test_days_that_cannot_be_are_refused(client_for, source):
    body = {"title": "x", "starts_on": "2027-05-11", "ends_on": "2027-05-10"}
    before = db.session.query(Congress).count()
    answer = client_for("admin", None).post(f"/api/congresses/{source.id}/copies", json=body)
    assert answer.status_code == 422
    assert db.session.query(Congress).count() == before


def test_who_makes_no_congresses_copies_none(client_for, source):
    body = {"title": "x", **DAYS}
    for role in ("organiser", "secretary", "viewer"):
        answer = client_for(role).post(f"/api/congresses/{source.id}/copies", json=body)
        assert answer.status_code == 404, role
    page = client_for("secretary").get(f"/office/{source.id}/copies")
    assert page.status_code == 200
    assert "Xin liên hệ quản trị viên" in page.text
    assert "Tạo bản sao" in client_for("admin", None).get(f"/office/{source.id}/copies").text
