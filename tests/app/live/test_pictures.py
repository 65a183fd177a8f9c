"""Slides for poor networks: a small picture, the words alone, and who may have them."""

from io import BytesIO

import pytest
from PIL import Image

from app.agenda import actions as agenda
from app.agenda.models import AgendaItem
from app.db import db
from app.library.files import file_store
from app.live.snapshot import slide_state
from tests.factories import make_document

TEXT = "Báo cáo chính trị\ntrình Đại hội"


@pytest.fixture
def item(congress):
    return db.session.query(AgendaItem).filter_by(congress_id=congress.id).first()


def picture_slide(congress, item):
    """A photograph 1200 pixels wide, as a slide."""
    file = BytesIO()
    Image.effect_noise((1200, 900), 60).convert("RGB").save(file, "PNG")
    stored = file_store().save(BytesIO(file.getvalue()), limit_bytes=1 << 24)
    return agenda.add_file_slide(congress, item, stored, title="Toàn cảnh", notes="")


def page_slide(congress, item):
    document = make_document(congress, "Báo cáo", TEXT)
    return agenda.add_page_slides(congress, item, document_id=document.id, pages=[1], notes="")[0]


def show(organiser, congress, slide):
    organiser.put(f"/api/congresses/{congress.id}/stage", json={"slide_id": slide.id})


def test_the_small_picture_is_small_and_kept_for_ever(organiser, congress, item):
    slide = picture_slide(congress, item)
    state = slide_state(slide)

    small = organiser.get(state["image_url_small"])
    clear = organiser.get(state["image_url"])
    large = organiser.get(state["image_url_large"])

    sizes = [Image.open(BytesIO(each.data)).width for each in (small, clear, large)]
    assert sizes == [360, 720, 1200]
    assert len(small.data) < len(clear.data) / 2 < len(large.data)
    assert small.mimetype == "image/webp"
    assert small.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert clear.headers["Cache-Control"] == "private, no-cache"


def test_a_mark_of_another_picture_keeps_nothing(organiser, congress, item):
    address = slide_state(picture_slide(congress, item))["image_url_small"]
    answer = organiser.get(address.rpartition("=")[0] + "=other")
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_a_slide_is_read_as_text(organiser, congress, item):
    page, picture = page_slide(congress, item), picture_slide(congress, item)
    base = f"/api/congresses/{congress.id}/slides"

    assert organiser.get(f"{base}/{page.id}/text").json == {"title": "", "text": TEXT}
    assert organiser.get(f"{base}/{picture.id}/text").json == {"title": "Toàn cảnh", "text": ""}


def test_phones_get_small_picture_and_words_only_once_the_hall_saw_the_slide(
    organiser, client_for, congress, item
):
    slide = picture_slide(congress, item)
    addresses = (
        slide_state(slide)["image_url_small"],
        f"/api/congresses/{congress.id}/slides/{slide.id}/text",
    )
    viewer = client_for("viewer")
    assert [viewer.get(each).status_code for each in addresses] == [404, 404]

    show(organiser, congress, slide)

    assert [viewer.get(each).status_code for each in addresses] == [200, 200]


def test_a_withdrawn_document_is_not_read_as_a_slide(organiser, congress, item):
    slide = page_slide(congress, item)
    organiser.delete(f"/api/congresses/{congress.id}/documents/{slide.document_id}")
    answer = organiser.get(f"/api/congresses/{congress.id}/slides/{slide.id}/text")
    assert answer.status_code == 404
