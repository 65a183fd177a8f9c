"""The poster of a QR code says what it opens and when, and its code is the link's."""

from datetime import timedelta
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp

from app.clock import now
from app.library import actions as library
from app.library.forms import LinkForm
from app.library.links import link_url


@pytest.fixture
def poster(organiser, congress):
    def print_it(link, size=""):
        answer = organiser.get(
            f"/api/congresses/{congress.id}/links/{link.id}/poster.pdf?size={size}"
        )
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        return pypdfium2.PdfDocument(BytesIO(answer.data))

    return print_it


def test_the_code_on_the_poster_opens_the_link(congress, poster):
    link = library.add_link(congress, LinkForm(target="congress"))
    with poster(link) as document:
        picture = document[0].render(scale=2).to_pil()
    [found] = zxingcpp.read_barcodes(picture)
    assert found.text == link_url(link)


def test_the_poster_names_session_congress_and_hours(congress, poster):
    session = congress.sessions[0]
    closes_at = now() + timedelta(hours=3)
    form = LinkForm(target="session", id=session.id, closes_at=closes_at)
    with poster(library.add_link(congress, form)) as document:
        text = document[0].get_textpage().get_text_bounded()
    assert session.title in text
    assert "đến" in text


@pytest.mark.parametrize(("size", "width"), [("A4", 595), ("A3", 842)])
def test_the_poster_comes_in_two_sizes(congress, poster, size, width):
    link = library.add_link(congress, LinkForm(target="delegates"))
    with poster(link, size) as document:
        assert round(document[0].get_width()) == width
