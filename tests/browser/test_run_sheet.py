"""The run sheet in the office, on a phone and on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.hall_moves import SUMMARY, WELCOME, OpenPage, hall_with_slides, items, move
from tests.browser.stories import Hall, keep_picture
from tests.running import Client, RunningServer

NOTES = "Đội văn nghệ chờ ở cánh gà trái.\nNếu thiếu giờ: bỏ tiết mục thứ ba."


@pytest.fixture
def hall(server: RunningServer, admin: Client, tmp_path: Path) -> Hall:
    return hall_with_slides(server, admin, tmp_path)


def test_notes_are_written_in_the_office_and_read_on_run_sheet_and_remote(
    hall: Hall, open_page: OpenPage
) -> None:
    office, remote = open_page((1366, 768)), open_page((412, 915))
    item = items(hall)[WELCOME]
    hall.opened_by_staff(office, f"/office/{{id}}/agenda/{item}")
    office.get_by_text("Sửa mục").click()
    office.get_by_label("Ghi chú cho người điều hành").fill(NOTES)
    with office.expect_event("load"):
        office.locator("form", has=office.locator("#item-notes")).get_by_role("button").click()
    expect(office.locator("#item-notes")).to_have_value(NOTES)
    office.goto(hall.page("/office/{id}/agenda"))
    office.get_by_role("link", name="Kịch bản điều hành").click()
    expect(office.get_by_role("heading", level=1)).to_have_text("Kịch bản điều hành")
    row = office.locator(".run-item").filter(has_text=WELCOME)
    expect(row.locator(".run-notes")).to_have_text(NOTES)
    expect(office.locator(".run-item").filter(has_text=SUMMARY)).to_contain_text("4 trang chiếu")
    for width, height in ((360, 640), (1366, 768)):
        office.set_viewport_size({"width": width, "height": height})
        assert office.evaluate("document.documentElement.scrollWidth <= innerWidth")
        keep_picture(office, f"run-sheet-{width}")
    office.emulate_media(media="print")
    expect(office.locator("[data-print]")).to_be_hidden()
    keep_picture(office, "run-sheet-print")

    move(hall, item_id=item)
    hall.opened_by_staff(remote, "/remote/{id}")
    expect(remote.locator("#notes")).to_have_text(NOTES)
    keep_picture(remote, "run-sheet-remote")
