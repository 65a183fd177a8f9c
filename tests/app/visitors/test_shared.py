"""One tablet for several people: each use ends with nothing left of it."""

from datetime import timedelta

import pytest

from app.visitors.shared import IDLE
from tests.app.library.page_door_checks import scanned, with_badge
from tests.app.visitors.shared_checks import (
    check_ends_by_button,
    check_ends_by_itself,
    check_nobody_is_left,
    check_nothing_may_be_kept,
    passing,
    read_as,
    shared_tablet,
)
from tests.people import gather


@pytest.fixture
def people(congress):
    return gather(congress)


@pytest.fixture
def minh(people):
    return people.minh


def test_the_button_ends_a_use(app, congress, minh):
    check_ends_by_button(app, congress, minh)


def test_a_use_ends_by_itself(app, congress, minh, monkeypatch):
    check_ends_by_itself(app, congress, minh, passing(monkeypatch))


def test_nothing_may_be_kept_in_the_browser(app, congress, minh):
    check_nothing_may_be_kept(app, congress, minh)


def test_who_is_still_reading_is_not_sent_away(app, congress, minh, monkeypatch):
    tablet, pass_time = shared_tablet(app, congress), passing(monkeypatch)
    address = read_as(tablet, minh)
    for _ in range(3):
        pass_time(timedelta(seconds=60))
        assert tablet.post("/api/shared-device/use").status_code == 204
    assert tablet.get(address, buffered=True).status_code == 200


def test_what_a_page_asks_by_itself_is_nobody_reading(app, congress, minh, monkeypatch):
    tablet, pass_time = shared_tablet(app, congress), passing(monkeypatch)
    address = read_as(tablet, minh)
    pass_time(IDLE)
    assert tablet.get(f"/api/congresses/{congress.id}/live").status_code == 200
    pass_time(IDLE + timedelta(minutes=2))
    check_nobody_is_left(tablet, minh, address)


def test_the_next_badge_ends_the_use_before(app, congress, people):
    tablet = shared_tablet(app, congress)
    read_as(tablet, people.minh)
    before = tablet.get(f"/c/{congress.id}").text.partition('data-shared-use="')[2][:16]
    with_badge(tablet, people.tuan)
    page = tablet.get(f"/c/{congress.id}").text
    assert people.minh.name not in page
    assert page.partition('data-shared-use="')[2][:16] not in ("", before)


def test_choosing_it_forgets_who_was_known(app, congress, minh):
    tablet = app.test_client()
    scanned(tablet, congress)
    address = read_as(tablet, minh)
    tablet.post("/api/shared-device")
    check_nobody_is_left(tablet, minh, address)


def test_a_device_that_is_ones_own_again_is_nobodys_first(app, congress, minh):
    tablet = shared_tablet(app, congress)
    read_as(tablet, minh)
    assert tablet.delete("/api/shared-device").json == {"next": "/"}
    assert tablet.get(f"/c/{congress.id}").status_code == 401
    with_badge(tablet, minh)
    assert "data-shared-use" not in tablet.get(f"/c/{congress.id}").text


def test_accounts_sign_out_before(organiser, congress):
    answer = organiser.post("/api/shared-device")
    assert answer.status_code == 409
    assert "đăng xuất" in answer.json["detail"].lower()
