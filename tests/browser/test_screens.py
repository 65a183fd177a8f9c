"""Several screens with different contents, each in a browser of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import SCREEN_SIZES
from tests.browser.hall_moves import (
    AWARDS,
    SUMMARY,
    OpenPage,
    hall_with_slides,
    items,
    move,
    open_phone,
    slides,
)
from tests.browser.stories import Hall, keep_picture
from tests.running import Client, RunningServer

WAIT_MS = 30_000
NOTES = "Nhấn mạnh ba con số. Dừng lại để hội trường vỗ tay."


@pytest.fixture
def hall(server: RunningServer, admin: Client, tmp_path: Path) -> Hall:
    """The hall stands at the second slide of four, which has notes."""
    hall = hall_with_slides(server, admin, tmp_path)
    second = slides(hall)[1]
    answer = admin.call("PUT", f"{hall.api}/slides/{second}", {"title": "", "notes": NOTES})
    assert answer.status == 200, answer
    move(hall, item_id=items(hall)[SUMMARY], slide_id=second)
    return hall


def open_screen(hall: Hall, open_page: OpenPage, shows: str) -> tuple[Page, int]:
    """Pair a screen for which the office chose a content, and open it."""
    device = hall.pair("screen")
    choose(hall, device["id"], shows)
    page = open_page(SCREEN_SIZES[-1])
    page.goto(device["url"])
    return page, device["id"]


def choose(hall: Hall, device: int, shows: str) -> None:
    answer = hall.admin.call("PUT", f"{hall.api}/devices/{device}/content", {"shows": shows})
    assert answer.status == 200, answer


def test_the_stage_monitor_shows_what_comes_and_the_notes(
    hall: Hall, open_page: OpenPage, phone: Callable[[], Page]
) -> None:
    shown = slides(hall)
    page, _id = open_screen(hall, open_page, "stage")
    expect(page.locator("#notes")).to_have_text(NOTES, timeout=WAIT_MS)
    for place, slide in (("#picture", shown[1]), ("#next-picture", shown[2])):
        address = page.locator(f"{place} img")
        expect(address).to_have_attribute("src", f"{hall.api}/slides/{slide}/image?w=1440")
    other = open_phone(hall, phone)
    expect(other.locator("[data-stage=title]")).to_have_text(SUMMARY)
    assert NOTES not in other.content()
    keep_picture(page, "stage-monitor")

    move(hall, slide_id=shown[-1])
    expect(page.locator("#next-card")).to_have_text(AWARDS, timeout=WAIT_MS)
    expect(page.locator("#notes")).to_have_text("")


def test_the_corridor_sees_what_is_on_and_what_comes(hall: Hall, open_page: OpenPage) -> None:
    hall.post("/links", {"target": "session", "id": hall.sessions[0]})
    page, _id = open_screen(hall, open_page, "corridor")
    expect(page.locator("#now-title")).to_have_text(SUMMARY, timeout=WAIT_MS)
    expect(page.locator("#next-items li")).to_have_count(1)
    expect(page.locator("#next-items")).to_contain_text(AWARDS)
    expect(page.locator("#qr img")).to_be_visible()
    move(hall, announcement="Mời đại biểu vào hội trường")
    expect(page.locator("#announcement")).to_have_text(
        "Mời đại biểu vào hội trường", timeout=WAIT_MS
    )
    keep_picture(page, "corridor")


def test_a_screen_changes_when_the_office_chooses_something_else(
    hall: Hall, open_page: OpenPage
) -> None:
    page, device = open_screen(hall, open_page, "corridor")
    expect(page.locator(".corridor")).to_be_visible(timeout=WAIT_MS)
    choose(hall, device, "stage")
    expect(page.locator(".monitor")).to_be_visible(timeout=WAIT_MS)
    expect(page.locator("#notes")).to_have_text(NOTES, timeout=WAIT_MS)
