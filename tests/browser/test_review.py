"""The office settles check-ins that do not fit: one stands, one is taken back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES
from tests.browser.stories import Hall, found_hall, keep_picture
from tests.running import RunningServer

OpenPage = Callable[[tuple[int, int]], Page]


@pytest.fixture
def hall(server: RunningServer) -> Hall:
    """Minh came in twice, and somebody with a foreign badge."""
    hall = found_hall(server, server.admin(), "Đại hội có lượt cần xem")
    session = hall.add_session("Phiên thứ nhất")
    minh = hall.post(
        "/delegates", {"number": "001", "name": "Nguyễn Văn Minh", "delegation": "Đoàn A"}
    )
    desk = server.client(hall.pair("kiosk")["token"])
    badge = f"{server.url}/b/nobodysbadge0000"
    told = [
        ({"delegate_id": minh["id"], "method": "name"}, "2026-11-21T01:00:00Z", 0),
        ({"delegate_id": minh["id"], "method": "name"}, "2026-11-21T01:20:00Z", 60_000),
        ({"badge": badge, "method": "badge"}, "2026-11-21T01:30:00Z", 60_000),
    ]
    for number, (who, at, offset) in enumerate(told):
        event = {"key": f"review-{hall.id}-{number}", "session_id": session, "at": at, **who}
        answer = desk.call("POST", f"{hall.api}/check-ins", {**event, "clock_offset_ms": offset})
        assert answer.status == 201, answer
    return hall


def test_the_office_lets_one_stand_and_takes_one_back(hall: Hall, open_page: OpenPage):
    page = open_page(PHONE_SIZES[0])
    hall.opened_by_staff(page, "/office/{id}")
    page.locator("#warnings a").first.click()
    cards = page.locator("#odd > li")
    expect(cards).to_have_count(2)

    cards.first.locator("form > button").first.click()
    expect(cards).to_have_count(1)

    page.locator("#odd summary").click()
    page.locator("#odd input[name=reason]").fill("thẻ của đại hội khác")
    page.locator("#odd details button").click()
    expect(page.locator(".empty")).to_be_visible()
    assert [each["undone"] for each in hall.get("/check-ins")] == [False, False, True]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", [*PHONE_SIZES, *SCREEN_SIZES])
def test_the_page_fits_and_can_be_touched(
    hall: Hall, open_page: OpenPage, size: tuple[int, int], language: str
):
    page = open_page(size)
    hall.opened_by_staff(page, "/office/{id}/check-ins?lang=" + language)
    expect(page.locator("#odd > li")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    targets = page.locator("#odd button:visible, #odd summary").all()
    boxes = [each.bounding_box() for each in targets]
    assert [box for box in boxes if box is None or box["height"] < 48] == []
    keep_picture(page, f"review-{size[0]}-{language}")
