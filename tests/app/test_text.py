"""Text is composed (NFC) wherever it comes in, and Vietnamese is sorted as Vietnamese."""

import unicodedata

import pytest

from app.db import db
from app.delegates.models import Delegate
from app.delegates.names import sort_key


def test_no_nul_reaches_the_database(organiser, congress):
    """PostgreSQL takes none."""
    url = f"/api/congresses/{congress.id}/delegates"
    assert organiser.post(url, json={"number": "7", "name": "Lê\0 Minh"}).status_code == 201
    assert [each["name"] for each in organiser.get(url).json] == ["Lê Minh"]


def test_decomposed_text_is_stored_composed(organiser, congress):
    body = {
        "number": "009",
        "name": unicodedata.normalize("NFD", "Nguyễn Thị Ngọc Ánh"),
        "delegation": unicodedata.normalize("NFD", "Đoàn Hà Nội"),
    }
    organiser.post(f"/api/congresses/{congress.id}/delegates", json=body)

    [kept] = db.session.query(Delegate).filter_by(congress_id=congress.id)
    assert kept.name == "Nguyễn Thị Ngọc Ánh"
    assert kept.delegation_name == "Đoàn Hà Nội"


@pytest.mark.parametrize(
    "names",
    [
        ["Lê An", "Lê Ân", "Lê Ba", "Lê Bảo", "Lê Bình", "Lê Chi", "Lê Dung", "Lê Đào", "Lê Ý"],
        ["Trần Ma", "Trần Mà", "Trần Mả", "Trần Mã", "Trần Má", "Trần Mạ"],
        ["Bùi Hoa", "Trần Hoa", "Bùi Hòa"],
        ["Y Bhăm Êban", "Hạng A Giàng", "H'Hen Niê"],
    ],
)
def test_delegates_are_sorted_by_given_name(names):
    assert sorted(names, key=sort_key) == names
