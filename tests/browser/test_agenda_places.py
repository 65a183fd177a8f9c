"""The office's agenda: sub-items, and items that go elsewhere by keys, grip and page."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES
from tests.browser.hall_moves import (
    AWARDS,
    SUMMARY,
    WELCOME,
    OpenPage,
    hall_with_slides,
    items,
    move,
    open_phone,
    open_remote,
)
from tests.browser.stories import Hall, keep_picture
from tests.running import Client, RunningServer

WAIT_MS = 30_000
FIRST, SECOND = "Phần một: kết quả", "Phần hai: phương hướng"


@pytest.fixture
def hall(server: RunningServer, admin: Client, tmp_path: Path) -> Hall:
    """Three items; the second has two sub-items and there is a break behind it."""
    hall = hall_with_slides(server, admin, tmp_path)
    report, session = items(hall)[SUMMARY], hall.sessions[0]
    for title in (FIRST, SECOND):
        body = {"session_id": session, "title": title, "kind": "report", "minutes": 5}
        hall.post("/agenda", {**body, "parent_id": report, "speaker": "Đ/c Trần Thị Lan"})
    body = {"session_id": session, "title": "Giải lao", "kind": "break", "minutes": 15}
    hall.post("/agenda", {**body, "after_id": report})
    return hall


def titles(page: Page) -> Locator:
    return page.locator(".agenda-row .row-title")


def test_items_move_with_their_sub_items_by_keys_and_by_their_grip(
    hall: Hall, open_page: OpenPage
) -> None:
    page = open_page(SCREEN_SIZES[-1])  # so high that nothing scrolls along with the grip
    hall.opened_by_staff(page, "/office/{id}/agenda")
    expect(titles(page)).to_have_text([WELCOME, SUMMARY, FIRST, SECOND, "Giải lao", AWARDS])
    expect(page.locator(".agenda-subs .row-title")).to_have_text([FIRST, SECOND])

    clock = page.locator(".agenda-row", has_text=WELCOME).locator(".agenda-clock")
    before = clock.inner_text()
    page.get_by_role("button", name=f"Chuyển lên: {SUMMARY}").press("Enter")
    expect(titles(page)).to_have_text([SUMMARY, FIRST, SECOND, WELCOME, "Giải lao", AWARDS])
    expect(clock).not_to_have_text(before, timeout=WAIT_MS)  # the hours follow the order
    page.get_by_role("button", name=f"Chuyển lên: {SECOND}").press("Enter")
    expect(page.locator(".agenda-subs .row-title")).to_have_text([SECOND, FIRST])
    expect(page.locator("[data-unsaved]")).to_have_count(0, timeout=WAIT_MS)

    grip = page.locator("li", has_text=AWARDS).locator(".grip")
    above = page.locator(".agenda-row", has_text=WELCOME)
    grip.hover()
    page.mouse.down()
    box = above.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 10, box["y"] + 2, steps=8)
    page.mouse.up()
    expected = [SUMMARY, SECOND, FIRST, AWARDS, WELCOME, "Giải lao"]
    expect(titles(page)).to_have_text(expected)
    expect(page.locator("[data-unsaved]")).to_have_count(0, timeout=WAIT_MS)
    keep_picture(page, "agenda-office")
    page.reload()
    expect(titles(page)).to_have_text(expected)


def test_an_item_is_inserted_and_put_elsewhere(hall: Hall, open_page: OpenPage) -> None:
    page = open_page(PHONE_SIZES[-1])
    hall.opened_by_staff(page, "/office/{id}/agenda")
    page.locator("summary", has_text="Thêm mục").first.click()
    page.locator("[id^=item-title-]").fill("Phần ba: kết luận")
    page.locator("[id^=item-place-]").select_option(label=f"Là mục nhỏ của: {SUMMARY}")
    page.locator("details[id^=add-]:not(#add-session) form button").click()
    expect(page.locator(".agenda-subs .row-title")).to_have_text(
        [FIRST, SECOND, "Phần ba: kết luận"], timeout=WAIT_MS
    )
    keep_picture(page, "agenda-office-phone")

    page.locator(".agenda-subs a", has_text=FIRST).click()
    page.locator("#place summary").click()
    page.locator("#item-place").select_option(label=f"Sau: {AWARDS}")
    with page.expect_navigation():
        page.locator("#place button").click()
    page.locator(".crumbs a").click()
    expect(titles(page).last).to_have_text(FIRST)


def test_the_chair_gives_the_minutes_of_a_break_away(
    hall: Hall, open_page: OpenPage, phone: Callable[[], Page]
) -> None:
    move(hall, item_id=items(hall)[FIRST])
    page, remote = open_phone(hall, phone), open_remote(hall, open_page)
    expect(page.locator("[data-stage=label]")).to_have_text(SUMMARY)
    remote.locator(".item-button", has_text="Giải lao").tap()
    remote.get_by_role("button", name="Bỏ qua; 15 phút dành cho mục sau").tap()
    page.goto(page.url.split("#")[0] + "#agenda")
    row = page.locator("#agenda li").filter(has_text=AWARDS)
    expect(row.locator(".row-note").filter(has_text="30 phút")).to_be_visible(timeout=WAIT_MS)
    expect(page.locator("#change-text")).to_have_text(
        "Chương trình có 2 thay đổi: bỏ 1, sửa 1", timeout=WAIT_MS
    )
    keep_picture(page, "break-merged-phone")
    keep_picture(remote, "break-merged-remote")
    office = open_page(SCREEN_SIZES[0])
    hall.opened_by_staff(office, f"/office/{{id}}/agenda/{items(hall)['Giải lao']}")
    keep_picture(office, "break-merged-office")
    with office.expect_navigation():
        office.get_by_role("button", name="Không bỏ qua nữa").click()
    expect(row.locator(".row-note").filter(has_text="15 phút")).to_be_visible(timeout=WAIT_MS)


@pytest.mark.parametrize("size", [PHONE_SIZES[0], SCREEN_SIZES[0]])
def test_nothing_reaches_beyond_the_edge(
    hall: Hall, open_page: OpenPage, size: tuple[int, int]
) -> None:
    page = open_page(size)
    hall.opened_by_staff(page, "/office/{id}/agenda")
    expect(titles(page)).to_have_count(6)
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(width) <= 0
    keep_picture(page, f"agenda-office-{size[0]}")
