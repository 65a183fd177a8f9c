"""A rehearsal made by one button, marked on every page, and ended by one button."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES
from tests.browser.hall_moves import SUMMARY, OpenPage, hall_with_slides
from tests.browser.stories import Hall, keep_picture
from tests.running import Client, RunningServer

WAIT_MS = 60_000
BAND = "TỔNG DUYỆT Mọi thứ ở đây chỉ để thử."


@pytest.fixture
def hall(server: RunningServer, admin: Client, tmp_path: Path) -> Hall:
    hall = hall_with_slides(server, admin, tmp_path)
    for number in ("001", "002"):
        hall.post("/delegates", {"number": number, "name": f"Nguyễn Văn {number}"})
    return hall


def test_a_rehearsal_is_marked_everywhere_and_gone_at_the_end(
    hall: Hall, open_page: OpenPage, phone: Callable[[], Page]
) -> None:
    office = open_page(SCREEN_SIZES[0])
    hall.opened_by_staff(office, "/office/{id}/settings")
    office.locator("a[href$='/copies']").click()
    keep_picture(office, "rehearsal-before")
    office.get_by_role("button", name="Tạo bản tổng duyệt").click()
    band = office.locator(".rehearsal-band")
    expect(band).to_have_text(BAND, timeout=WAIT_MS)
    expect(office.locator(".heading-note")).to_have_text(f"TỔNG DUYỆT: {hall.title}")
    keep_picture(office, "rehearsal-office")
    rehearsal = Hall(hall.server, hall.admin, int(office.url.rpartition("/")[2]), hall.title)
    wait_for_people(rehearsal, 2)

    for name, path, size in (
        ("agenda", "/office/{id}/agenda", SCREEN_SIZES[0]),
        ("remote", "/remote/{id}", PHONE_SIZES[-1]),
        ("screen", "/screen/{id}", SCREEN_SIZES[-1]),
        ("desk", "/desk/{id}", SCREEN_SIZES[0]),
        ("phone", "/c/{id}", PHONE_SIZES[0]),
    ):
        page = open_page(size)
        rehearsal.opened_by_staff(page, path)
        expect(page.locator(".rehearsal-band")).to_be_visible()
        keep_picture(page, f"rehearsal-{name}")
        hall.opened_by_staff(page, path)
        expect(page.locator(".rehearsal-band")).to_have_count(0)
        page.context.close()

    session = rehearsal.get("/sessions")[0]["id"]
    page = phone()
    rehearsal.scanned_by(page, session=session)
    expect(page.locator(".rehearsal-band")).to_be_visible()
    expect(page.locator("#agenda")).to_contain_text(SUMMARY)

    hall.opened_by_staff(office, "/office/{id}/copies")
    keep_picture(office, "rehearsal-there")
    office.get_by_role("button", name="Kết thúc tổng duyệt").click()
    office.locator(".dialog .button").first.click()
    expect(office.get_by_text("Bản tổng duyệt đang được xóa.")).to_be_visible(timeout=WAIT_MS)
    until = time.monotonic() + 120
    while hall.admin.call("GET", rehearsal.api).status != 404:
        assert time.monotonic() < until
        time.sleep(0.5)
    office.reload()
    expect(office.get_by_role("button", name="Tạo bản tổng duyệt")).to_be_visible(timeout=WAIT_MS)


def wait_for_people(hall: Hall, count: int) -> None:
    """Wait until the worker has brought everybody."""
    until = time.monotonic() + 120
    while len(hall.get("/delegates")) < count:
        assert time.monotonic() < until
        time.sleep(0.5)
