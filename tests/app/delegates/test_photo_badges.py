"""Photographs on badges: of whoever agreed, in every size; a badge without one closes up."""

import pypdfium2
import pytest

from app.delegates import photos
from app.delegates.badge_sheets import badge_cards, with_pictures
from app.delegates.seals import photo_seals
from app.printing.hall_sheets import SIZES
from app.printing.queries import face_of
from tests.app.delegates.photographs import kept_photo


def pictures_in(content: bytes) -> int:
    """How many pictures stand on the pages of a PDF (codes are drawn, not pictures)."""
    pdf = pypdfium2.PdfDocument(content)
    kinds = [each.type for page in pdf for each in page.get_objects(max_depth=4)]
    pdf.close()
    return kinds.count(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_a_badge_carries_the_photograph_of_who_agreed(organiser, congress, cast, size):
    path = f"/api/congresses/{congress.id}/badges.pdf?size={size}"
    assert pictures_in(organiser.get(path).data) == 0
    kept_photo(congress, cast.minh)
    assert pictures_in(organiser.get(path).data) == 1
    photos.withdraw_photo(congress, cast.minh)
    assert pictures_in(organiser.get(path).data) == 0


def test_a_new_photograph_makes_a_new_badge(congress, cast):
    def faces() -> dict[int, str]:
        return {each: face_of(card) for each, card in badge_cards(congress).items()}

    before = faces()
    kept_photo(congress, cast.minh)
    after = faces()
    assert {each for each in after if after[each] != before[each]} == {cast.minh.id}
    kept_photo(congress, cast.minh)
    assert faces()[cast.minh.id] != after[cast.minh.id]
    photos.withdraw_photo(congress, cast.minh)
    assert faces() == before


def test_a_photograph_that_does_not_open_is_left_away(congress, cast, tmp_path):
    kept_photo(congress, cast.minh)
    photo_seals().destroy(str(congress.id), str(cast.minh.id))
    cards = badge_cards(congress)
    folder = tmp_path / "pictures"
    folder.mkdir()
    assert {told["photo"] for told in with_pictures(congress, cards, folder)} == {""}
    assert list(folder.iterdir()) == []
