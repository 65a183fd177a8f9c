"""Files brought on an agenda item's own page: slides at once, or once their pages are made."""

from io import BytesIO

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from sqlalchemy import update

from app.agenda.actions import remove_item
from app.agenda.models import AgendaItem, Slide
from app.agenda.queries import slides_of
from app.db import db, writing
from app.jobs import Job
from app.library.actions import refuse_version, withdraw
from app.library.models import Document
from app.worker import work_once
from tests.app.live.films import film
from tests.browser.stories import write_report

KEY = "a-key-of-one-upload"


@pytest.fixture
def item(congress):
    return db.session.query(AgendaItem).filter_by(congress_id=congress.id).order_by("id").first()


@pytest.fixture
def paper(tmp_path):
    """A PDF of a few pages."""
    return write_report(tmp_path / "Báo cáo.pdf", "Báo cáo chính trị", pages=2).read_bytes()


def pages_of(content):
    """The slides that a PDF becomes."""
    with PdfDocument(content) as pdf:
        return [("page", number) for number in range(1, len(pdf) + 1)]


def picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (160, 90), "#7a1220").save(file, "PNG")
    return file.getvalue()


def bring(client, congress, item, content, name="tep", **fields):
    path = f"/api/congresses/{congress.id}/agenda/{item.id}/slides"
    return client.post(path, data={**fields, "file": (BytesIO(content), name)})


def work():
    """Do what waits for the worker."""
    while work_once("documents"):
        pass


def deck(item):
    db.session.expire_all()
    return [(slide.kind, slide.page) for slide in slides_of(item)]


def test_the_pages_of_a_pdf_become_slides_by_themselves(organiser, congress, item, paper):
    answer = bring(organiser, congress, item, paper, "Báo cáo.pdf")
    assert answer.status_code == 201, answer.json
    assert (answer.json["id"], answer.json["ids"], deck(item)) == (None, [], [])

    work()

    assert deck(item) == pages_of(paper)
    document = db.session.get(Document, answer.json["document_id"])
    assert (document.title, document.agenda_item_id) == ("Báo cáo", item.id)
    assert document.audience == "presidium", "nobody reads the whole file before somebody says so"


def test_a_job_that_is_done_twice_brings_them_once(organiser, congress, item, paper):
    bring(organiser, congress, item, paper)
    work()
    with writing():
        db.session.execute(update(Job).values(state="waiting"))
        db.session.commit()
    work()
    assert deck(item) == pages_of(paper)


def test_what_is_sent_again_after_a_lost_answer_is_taken_once(organiser, congress, item, paper):
    for content in (paper, picture()):
        first = bring(organiser, congress, item, content, key=f"{KEY}-{len(content)}")
        again = bring(organiser, congress, item, content, key=f"{KEY}-{len(content)}")
        assert first.json == again.json
    work()
    assert sorted(deck(item)) == [("image", None), *pages_of(paper)]


def test_a_key_that_came_with_another_file_is_refused(organiser, congress, item):
    assert bring(organiser, congress, item, picture(), key=KEY).status_code == 201
    answer = bring(organiser, congress, item, film("libvpx", "webm"), key=KEY)
    assert answer.status_code == 409
    assert deck(item) == [("image", None)]


def test_the_same_file_is_asked_about(organiser, congress, item, paper):
    first = bring(organiser, congress, item, paper, "Báo cáo.pdf").json["document_id"]
    answer = bring(organiser, congress, item, paper, if_same="ask")
    assert answer.status_code == 409
    assert answer.json["same_as"] == {"id": first, "title": "Báo cáo"}


def test_what_is_taken_back_before_it_is_ready_brings_nothing(organiser, congress, item, paper):
    made = bring(organiser, congress, item, paper).json["document_id"]
    withdraw(congress, db.session.get(Document, made))
    work()
    assert deck(item) == []


def test_an_item_that_is_gone_meanwhile_gets_nothing(organiser, congress, item, paper):
    made = bring(organiser, congress, item, paper).json["document_id"]
    remove_item(congress, item)
    work()
    assert db.session.get(Document, made).state == "ready"
    assert db.session.query(Slide).count() == 0


def test_a_file_that_is_refused_says_why_and_brings_nothing(organiser, congress, item):
    made = bring(organiser, congress, item, b"%PDF-1.7 cut off").json["document_id"]
    work()
    told = organiser.get(f"/api/congresses/{congress.id}/documents/{made}").json
    assert told["state"] == "refused"
    assert told["reason"]
    assert deck(item) == []


def test_what_is_tried_again_still_becomes_slides(organiser, congress, item, paper):
    made = bring(organiser, congress, item, paper).json["document_id"]
    shelf = f"/api/congresses/{congress.id}/documents"
    for _try in range(2):
        refuse_version(congress, db.session.get(Document, made).newest, reason="disk_full")
        work()
        assert deck(item) == []
        assert organiser.post(f"{shelf}/{made}/prepare").status_code == 202
    work()
    assert deck(item) == pages_of(paper)


def test_what_was_only_put_on_the_shelf_brings_nothing_when_it_is_tried_again(
    organiser, congress, item, paper
):
    brought = bring(organiser, congress, item, paper).json["document_id"]
    work()
    shelf = f"/api/congresses/{congress.id}/documents"
    facts = {"title": "Báo cáo", "agenda_item_id": item.id, "file": (BytesIO(paper), "Báo cáo.pdf")}
    made = organiser.post(shelf, data=facts).json["id"]
    refuse_version(congress, db.session.get(Document, made).newest, reason="disk_full")
    work()
    assert organiser.post(f"{shelf}/{made}/prepare").status_code == 202
    work()
    assert db.session.get(Document, made).state == "ready"
    assert {slide.document_id for slide in slides_of(item)} == {brought}


def test_what_is_no_slide_is_refused_with_what_would_be(organiser, congress, item):
    answer = bring(organiser, congress, item, b"just words", "ghi chu.txt")
    assert answer.status_code == 422
    assert "PowerPoint" in answer.json["detail"]


def test_all_pages_of_a_document_are_taken_out_at_once(organiser, congress, item, paper):
    made = bring(organiser, congress, item, paper).json["document_id"]
    work()
    bring(organiser, congress, item, picture())
    path = f"/api/congresses/{congress.id}/agenda/{item.id}/slides/of/{made}"
    assert organiser.delete(path).status_code == 204
    assert deck(item) == [("image", None)]
    assert db.session.get(Document, made).state == "ready", "the file stays"
    assert organiser.delete(path).status_code == 409


def test_the_remote_learns_of_slides_that_came_after_it_was_opened(organiser, congress, item):
    path = f"/api/congresses/{congress.id}/stage/decks"
    assert organiser.get(path).json["decks"] == {}
    made = bring(organiser, congress, item, picture(), notes="Chậm lại").json["id"]
    [slide] = organiser.get(path).json["decks"][str(item.id)]
    assert (slide["id"], slide["number"], slide["notes"]) == (made, 1, "Chậm lại")
