"""The time that is running and who has the floor: remote, big screen and phones together."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hall_moves import (
    WELCOME,
    OpenPage,
    hall_with_slides,
    items,
    move,
    open_phone,
    open_remote,
    open_screen,
)
from tests.browser.stories import Hall, keep_picture, wait_until
from tests.running import Client, RunningServer

WAIT_MS = 30_000
AN_HOUR_FAST = "(() => { const real = Date.now; Date.now = () => real() + 3600000; })()"
FIVE_MINUTES_RUN = re.compile(r"^[2-4]:\d\d$")
"""A slow machine takes its time to show it everywhere."""


@pytest.fixture
def hall(server: RunningServer, admin: Client, tmp_path: Path) -> Hall:
    hall = hall_with_slides(server, admin, tmp_path)
    move(hall, item_id=items(hall)[WELCOME])
    return hall


def seconds_left(page: Page) -> int:
    minutes, seconds = page.locator("#countdown [data-countdown=left]").inner_text().split(":")
    return 60 * int(minutes) + int(seconds)


def test_the_countdown_runs_everywhere_whatever_clock_a_device_has(
    hall: Hall, open_page: OpenPage, phone: Callable[[], Page]
) -> None:
    def wrong_phone() -> Page:
        page = phone()
        page.add_init_script(AN_HOUR_FAST)
        return page

    remote, screen = open_remote(hall, open_page), open_screen(hall, open_page)
    page = open_phone(hall, wrong_phone)
    remote.locator("#count").tap()
    remote.get_by_role("button", name="5 phút", exact=True).tap()
    for each in (remote, screen, page):
        left = each.locator("#countdown [data-countdown=left]")
        expect(left).to_have_text(FIVE_MINUTES_RUN, timeout=WAIT_MS)

    page.reload()
    expect(page.locator("#countdown [data-countdown=left]")).to_have_text(
        FIVE_MINUTES_RUN, timeout=WAIT_MS
    )
    keep_picture(screen, "countdown-screen")
    keep_picture(remote, "countdown-remote")
    keep_picture(page, "countdown-phone")

    before = seconds_left(screen)
    remote.locator("#count-more").tap()
    wait_until(lambda: seconds_left(screen) > before)
    remote.locator("#count-stop").tap()
    for each in (remote, screen, page):
        expect(each.locator("#countdown")).to_be_hidden(timeout=WAIT_MS)


def test_a_countdown_that_is_over_says_so(
    hall: Hall, open_page: OpenPage, phone: Callable[[], Page]
) -> None:
    screen, page = open_screen(hall, open_page), open_phone(hall, phone)
    move(hall, countdown={"ends_at": "2026-01-01T00:00:00Z"})
    for each in (screen, page):
        left = each.locator("#countdown [data-countdown=left]")
        expect(left).to_have_text("Hết giờ", timeout=WAIT_MS)
    keep_picture(screen, "countdown-over-screen")


def test_the_chair_gives_a_delegate_the_floor_and_takes_it_back(
    hall: Hall, open_page: OpenPage, phone: Callable[[], Page]
) -> None:
    facts = {"number": "217", "name": "Đặng Thị Hường", "delegation": "Đoàn huyện Sông Mã"}
    hall.post("/delegates", {**facts, "position": "Bí thư Huyện đoàn", "sex": "female"})
    remote, screen = open_remote(hall, open_page), open_screen(hall, open_page)
    page = open_phone(hall, phone)

    remote.locator("#give-floor").tap()
    remote.locator("#speaker").fill("dang thi huong")
    remote.locator(".speaker-list .item-button", has_text="Đặng Thị Hường").tap()
    remote.get_by_role("button", name="5 phút", exact=True).tap()

    for each in (remote, screen, page):
        expect(each.locator("#floor")).to_contain_text("Đặng Thị Hường", timeout=WAIT_MS)
        expect(each.locator("#floor")).to_contain_text("Bí thư Huyện đoàn · Đoàn huyện Sông Mã")
        expect(each.locator("#countdown [data-countdown=left]")).to_have_text(FIVE_MINUTES_RUN)
    keep_picture(screen, "floor-screen")
    keep_picture(remote, "floor-remote")
    keep_picture(page, "floor-phone")

    remote.locator("#take-floor").tap()
    for each in (remote, screen, page):
        expect(each.locator("#floor")).to_be_hidden(timeout=WAIT_MS)
        expect(each.locator("#countdown")).to_be_hidden()


def test_a_name_that_is_on_no_list_is_written_by_hand(hall: Hall, open_page: OpenPage) -> None:
    remote, screen = open_remote(hall, open_page), open_screen(hall, open_page)
    remote.locator("#give-floor").tap()
    remote.locator("#speaker").fill("Vũ Khánh")
    expect(remote.locator(".speaker-list")).to_contain_text("Không tìm thấy", timeout=WAIT_MS)
    remote.get_by_role("button", name="Tự nhập tên").tap()
    remote.locator("#floor-position").fill("Bí thư Tỉnh ủy")
    remote.get_by_role("button", name="Tiếp tục").tap()
    remote.get_by_role("button", name="Không đặt giờ").tap()
    expect(screen.locator("#floor")).to_contain_text("Vũ Khánh", timeout=WAIT_MS)
    expect(screen.locator("#floor")).to_contain_text("Bí thư Tỉnh ủy")
    expect(screen.locator("#countdown")).to_be_hidden()
