"""Pages of a PowerPoint file become slides with the notes that the file holds for the speaker."""

from io import BytesIO

import pytest

from app.agenda.models import AgendaItem, Slide
from app.db import db
from app.library import actions as library
from app.library.files import file_store
from app.library.forms import DocumentForm
from app.library.models import Page
from tests.documents.presentations import presentation

SLIDES = [("Mở đầu", "Chào đại biểu"), ("Ẩn", "Bí mật"), ("Kết quả", "Dừng lại")]


@pytest.fixture
def item(congress):
    return db.session.query(AgendaItem).filter_by(congress_id=congress.id).first()


def powerpoint(congress, tmp_path, *, pages):
    """A PPTX of two slides and a hidden one, as if it had been converted to so many pages."""
    path = presentation(tmp_path / "deck", SLIDES, hidden=[2])
    stored = file_store().save(BytesIO(path.read_bytes()), limit_bytes=1 << 24)
    form = DocumentForm(title="Trình chiếu", audience="presidium")
    document = library.add_document(congress, form, stored, file_name="deck.pptx")
    version = document.newest
    made = [
        Page(version_id=version.id, number=n, width=960, height=540, text="x")
        for n in range(1, pages + 1)
    ]
    library.add_pages(congress, version, made, of=pages)
    library.finish_version(congress, version, outline=[])
    return document


def add(organiser, congress, item, **body):
    answer = organiser.post(f"/api/congresses/{congress.id}/agenda/{item.id}/slides", json=body)
    assert answer.status_code == 201, answer.json
    return answer.json


def noted(congress):
    slides = db.session.query(Slide).filter_by(congress_id=congress.id).order_by(Slide.position)
    return [(slide.page, slide.notes) for slide in slides]


def test_each_page_gets_its_own_notes(organiser, congress, item, tmp_path):
    document = powerpoint(congress, tmp_path, pages=2)
    made = add(organiser, congress, item, document_id=document.id)
    assert (len(made["ids"]), made["noted"]) == (2, 2)
    assert noted(congress) == [(1, "Chào đại biểu"), (2, "Dừng lại")]


def test_one_page_gets_its_own_notes(organiser, congress, item, tmp_path):
    document = powerpoint(congress, tmp_path, pages=2)
    add(organiser, congress, item, document_id=document.id, page=2)
    assert noted(congress) == [(2, "Dừng lại")]


def test_what_was_typed_is_kept(organiser, congress, item, tmp_path):
    document = powerpoint(congress, tmp_path, pages=2)
    add(organiser, congress, item, document_id=document.id, page=1, notes="Nói chậm")
    assert noted(congress) == [(1, "Nói chậm")]


def test_notes_that_do_not_fit_the_pages_are_left_out(organiser, congress, item, tmp_path):
    document = powerpoint(congress, tmp_path, pages=3)
    assert add(organiser, congress, item, document_id=document.id)["noted"] == 0
    assert noted(congress) == [(1, ""), (2, ""), (3, "")]
