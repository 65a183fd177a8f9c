"""The delegate list: who, of which delegation, in which position, and nothing else of anybody."""

import pytest

from app.delegates.badges import badge_token
from tests.app.library.notes_checks import with_badge
from tests.factories import make_delegate, make_document

SECRETS = {
    "number": "ĐB-90417",
    "birth_date": "1991-03-17",
    "ethnicity": "Khơ Mú",
    "religion": "Phật giáo Hòa Hảo",
    "education": "Tiến sĩ Hải dương học",
    "seat": "GHẾ-B77",
    "standing": "appointed",
    "sex": "female",
}


@pytest.fixture
def roster(congress):
    """Delegates of two delegations in the order they were entered, and a guest."""
    names = ["Trần Văn Đạo", "Lê Thị Ân", "Phạm Đào", "Nguyễn An", "Bùi Ánh"]
    for number, name in enumerate(names, start=1):
        make_delegate(congress, f"1{number}", name, delegation="Đoàn xã Bình Minh")
    facts = {key: value for key, value in SECRETS.items() if key != "number"}
    person = make_delegate(congress, SECRETS["number"], "Vũ Thu Hà", position="Bí thư", **facts)
    make_delegate(congress, "30", "Khách Quý", standing="guest")
    make_delegate(congress, "31", "Đỗ Không Đoàn", delegation="")
    return person


def test_by_delegation_and_given_name_in_vietnamese_order(app, congress, roster):
    reader = with_badge(app, roster)
    found = reader.get(f"/api/congresses/{congress.id}/names").json
    assert [each["name"] for each in found] == ["Đoàn xã Bình Minh", "Đoàn A", ""]
    names = [each["name"] for each in found[0]["delegates"]]
    assert names == ["Nguyễn An", "Bùi Ánh", "Lê Thị Ân", "Phạm Đào", "Trần Văn Đạo"]
    page = reader.get(f"/c/{congress.id}/delegates").get_data(as_text=True)
    places = [page.index(f">{name}<") for name in names]
    assert places == sorted(places)
    assert "Đỗ Không Đoàn" in page


def test_nothing_else_of_anybody_leaves(app, congress, roster):
    reader = with_badge(app, roster)
    found = reader.get(f"/api/congresses/{congress.id}/names")
    for group in found.json:
        assert set(group) == {"name", "delegates"}
        assert all(set(each) == {"name", "position"} for each in group["delegates"])
    page = reader.get(f"/c/{congress.id}/delegates")
    for answer in (found, page):
        text = answer.get_data(as_text=True)
        assert "Vũ Thu Hà" in text
        assert "Bí thư" in text
        assert "Khách Quý" not in text
        hidden = {**SECRETS, "badge": badge_token(roster), "hash": roster.badge_hash}
        for what, value in hidden.items():
            assert value not in text, what


def test_an_unchanged_roster_is_not_sent_again(app, congress, roster):
    reader = with_badge(app, roster)
    address = f"/api/congresses/{congress.id}/names"
    tag = reader.get(address).headers["ETag"]
    assert reader.get(address, headers={"If-None-Match": tag}).status_code == 304
    make_document(congress, "Nghị quyết", "x")
    assert reader.get(address, headers={"If-None-Match": tag}).status_code == 304
    make_delegate(congress, "40", "Người Mới")
    answer = reader.get(address, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "Người Mới" in answer.get_data(as_text=True)


def test_the_list_is_for_participants_only(client, client_for, congress, cast):
    address = f"/api/congresses/{congress.id}/names"
    assert client.get(address).status_code == 401
    assert client_for("kiosk").get(address).status_code in (403, 404)
