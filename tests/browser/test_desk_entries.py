"""Guests and absences are entered at the desk without a network, and reach the office once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES
from tests.browser.desk_journey import NAMES, DeskHall, expect_waiting
from tests.browser.stories import keep_picture, wait_until
from tests.running import RunningServer

OpenPage = Callable[[tuple[int, int]], Page]
GUEST = "Đỗ Thị Khách"


@pytest.fixture
def desk(server: RunningServer) -> DeskHall:
    return DeskHall(server, server.admin())


def unfold(page: Page, form: str) -> None:
    page.locator(f"details:has({form}) summary").click()
    expect(page.locator(form)).to_be_visible()


def enter_guest(page: Page) -> None:
    unfold(page, "#guest")
    page.fill("#guest-name", GUEST)
    page.fill("#guest-organisation", "Sở Nội vụ")
    page.locator("#guest button").click()


def enter_absence(page: Page, who: str) -> None:
    unfold(page, "#absence")
    page.fill("#absence-who", who)
    expect(page.locator("#absence [data-meant]")).to_contain_text(NAMES[1])
    page.fill("#absence-reason", "Ốm")
    page.locator("#absence button").click()


def test_entries_wait_for_the_network_and_are_taken_once(
    desk: DeskHall, open_page: OpenPage
) -> None:
    page = desk.opened(open_page(SCREEN_SIZES[0]))
    page.context.set_offline(True)
    enter_guest(page)
    expect(page.locator("#answer-name")).to_have_text(GUEST, timeout=30_000)
    expect_waiting(page, 1)
    enter_absence(page, "binh")
    expect(page.locator("#answer-name")).to_have_text(NAMES[1], timeout=30_000)
    expect_waiting(page, 2)
    page.reload()
    expect_waiting(page, 2)

    page.context.set_offline(False)
    expect_waiting(page, 0)
    assert desk.wait_for_events(1) == [GUEST]
    wait_until(lambda: desk.hall.get("/attendance")["excused"] == 1)
    assert [each["organisation"] for each in desk.hall.get("/walk-ins")] == ["Sở Nội vụ"]
    numbers = desk.hall.get("/attendance")
    assert (numbers["convened"], numbers["present"]) == (len(NAMES), 0)

    page.goto(desk.hall.page("/office/{id}/walk-ins"))
    expect(page.locator("#guests")).to_contain_text(GUEST)
    assert violations(page) == []
    keep_picture(page, "walk-ins")


def test_an_absence_asks_for_one_person(desk: DeskHall, open_page: OpenPage) -> None:
    page = desk.opened(open_page(PHONE_SIZES[0]))
    unfold(page, "#absence")
    page.fill("#absence-reason", "Ốm")
    page.fill("#absence-who", "00")
    expect(page.locator("#absence [data-meant]")).to_contain_text("gõ số")
    page.fill("#absence-who", "002")
    expect(page.locator("#absence [data-meant]")).to_contain_text(NAMES[1])
    page.locator("#absence button").click()
    expect(page.locator("#answer-name")).to_have_text(NAMES[1], timeout=30_000)
    wait_until(lambda: desk.hall.get("/attendance")["excused"] == 1)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", [*PHONE_SIZES, *SCREEN_SIZES])
def test_the_forms_fit_and_can_be_touched(
    desk: DeskHall, open_page: OpenPage, size: tuple[int, int], language: str
) -> None:
    page = open_page(size)
    desk.hall.opened_by_staff(page, f"/desk/{{id}}?lang={language}")
    unfold(page, "#guest")
    unfold(page, "#absence")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    targets = page.locator("#guest button, #guest input, #absence button, #absence input").all()
    boxes = [each.bounding_box() for each in targets]
    assert [box for box in boxes if box is None or box["height"] < 48] == []
    page.locator("#guest").scroll_into_view_if_needed()
    keep_picture(page, f"desk-entries-{size[0]}-{language}")
