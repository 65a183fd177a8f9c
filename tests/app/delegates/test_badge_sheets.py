"""Badges as they are printed: each code opens its delegate's badge."""

from datetime import date

import pytest
import zxingcpp
from PIL import Image

from app.delegates.badges import badge_url
from documents.pages import render_document, render_page
from tests.factories import make_delegate

pytestmark = pytest.mark.slow


def test_every_badge_is_printed_with_the_code_that_opens_it(organiser, congress, tmp_path):
    people = [
        make_delegate(congress, f"{place:03}", f"Nguyễn Văn {place}", birth_date=date(1990, 1, 1))
        for place in range(1, 11)
    ]
    answer = organiser.get(f"/api/congresses/{congress.id}/badges.pdf")
    assert answer.mimetype == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    path, pages = tmp_path / "badges.pdf", tmp_path / "pages"
    path.write_bytes(answer.data)

    assert render_document(path, pages).pages == 3
    found = set()
    for number in (1, 2, 3):
        with Image.open(render_page(path, pages, number, width_px=1440)) as picture:
            codes = zxingcpp.read_barcodes(picture.convert("L"))
        found |= {code.text for code in codes}
    assert found == {badge_url(person) for person in people}
