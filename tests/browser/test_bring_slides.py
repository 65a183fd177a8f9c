"""Files dropped on an agenda item's own page: progress, slides, refusals, and the way back."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.chromium import SCREEN_SIZES
from tests.browser.hall_moves import (
    AWARDS,
    SUMMARY,
    OpenPage,
    hall_with_slides,
    items,
    open_remote,
)
from tests.browser.stories import Hall, keep_picture, write_report
from tests.running import Client, RunningServer

WAIT_MS = 90_000
REPORT = "Báo cáo chuyên đề"


@pytest.fixture
def hall(server: RunningServer, admin: Client, tmp_path: Path) -> Hall:
    return hall_with_slides(server, admin, tmp_path)


def file(name: str, media_type: str, content: bytes) -> Any:
    return {"name": name, "mimeType": media_type, "buffer": content}


def open_item(hall: Hall, open_page: OpenPage, title: str) -> Page:
    page = open_page(SCREEN_SIZES[-1])  # so high that nothing scrolls along with a grip
    hall.opened_by_staff(page, f"/office/{{id}}/agenda/{items(hall)[title]}")
    return page


def test_a_presentation_becomes_slides_in_one_step_and_goes_out_in_one(
    hall: Hall, open_page: OpenPage, tmp_path: Path
) -> None:
    picture = BytesIO()
    Image.new("RGB", (1600, 900), "#7a1220").save(picture, "PNG")
    paper = write_report(tmp_path / "report.pdf", REPORT, pages=2).read_bytes()
    remote = open_remote(hall, open_page)
    page = open_item(hall, open_page, AWARDS)
    cards, lines = page.locator(".slide-card"), page.locator("#brought > li")
    expect(page.locator("#slides .empty")).to_be_visible()
    files = [
        file("anh.png", "image/png", picture.getvalue()),
        file("thu.txt", "text/plain", b"a letter"),
        file(f"{REPORT}.pdf", "application/pdf", paper),
    ]
    page.locator("#slide-files").set_input_files(files)
    expect(lines.filter(has_text="thu.txt")).to_contain_text("PowerPoint", timeout=WAIT_MS)
    source = page.locator("#sources li")
    expect(source).to_contain_text(f"“{REPORT}”", timeout=WAIT_MS)
    expect(lines).to_have_count(1)  # what was refused stays until somebody has read it
    lines.get_by_role("button").click()
    pages = page.locator(".slide-card[data-document]").count()
    assert pages >= 2
    expect(cards).to_have_count(pages + 1)
    keep_picture(page, "bring-slides")

    first, last = cards.first.get_attribute("data-id"), cards.last.get_attribute("data-id")
    box = cards.first.bounding_box()
    assert box is not None
    cards.last.locator(".grip").hover()
    page.mouse.down()
    page.mouse.move(box["x"] + 20, box["y"] + 40, steps=8)
    page.mouse.up()
    expect(page.locator("[data-unsaved]")).to_have_count(0, timeout=WAIT_MS)
    page.reload()
    expect(cards.first).to_have_attribute("data-id", last or "")
    expect(cards.nth(1)).to_have_attribute("data-id", first or "")

    remote.locator(".item-button", has_text=AWARDS).tap()
    remote.locator(".dialog-actions button").first.tap()
    expect(remote.locator(".deck-slide")).to_have_count(pages + 1, timeout=WAIT_MS)

    source.get_by_role("button").click()
    page.locator(".dialog .button").first.click()
    expect(cards).to_have_count(1, timeout=WAIT_MS)
    expect(remote.locator(".deck-slide")).to_have_count(1, timeout=WAIT_MS)


def test_the_same_file_offers_its_pages_instead(
    hall: Hall, open_page: OpenPage, tmp_path: Path
) -> None:
    paper = (tmp_path / "slides.pdf").read_bytes()  # the hall's report, which is a document
    page = open_item(hall, open_page, AWARDS)
    page.locator("#slide-files").set_input_files(file("lai.pdf", "application/pdf", paper))
    expect(page.locator("#brought > li")).to_contain_text(SUMMARY, timeout=WAIT_MS)
    page.get_by_role("button", name="Lấy các trang của tệp này").click()
    expect(page.locator("#sources li")).to_contain_text(SUMMARY, timeout=WAIT_MS)
    expect(page.locator("#brought > li")).to_have_count(0)
