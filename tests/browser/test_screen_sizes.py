"""Letters on the big screen that the last row can read, on every shape; one touch arms it."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import SCREEN_SIZES
from tests.browser.hall_moves import (
    SUMMARY,
    WELCOME,
    OpenPage,
    hall_with_slides,
    items,
    move,
    slides,
)
from tests.browser.stories import Hall, keep_picture
from tests.running import Client, RunningServer

WAIT_MS = 60_000
SHAPES = {"1080p": (1920, 1080), "4-3": (1024, 768), "4k": (3840, 2160)}
# Every text that is drawn, and how large it is beside the height of the screen.
SMALL_LETTERS = """() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = [];
    while (texts.nextNode()) {
        const holder = texts.currentNode.parentElement;
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        const box = range.getBoundingClientRect();
        const isDrawn = box.width > 1 && box.height > 1 && !holder.closest('script, .only-heard');
        const size = parseFloat(getComputedStyle(holder).fontSize);
        if (isDrawn && size < innerHeight / 20 - 0.5) small.push([holder.textContent.trim(), size]);
    }
    return small;
}"""
UNARMED = """
window.__asked = { full: 0, awake: 0 };
window.AudioContext = class { constructor() { this.state = 'suspended'; } close() {} };
Element.prototype.requestFullscreen = async () => { window.__asked.full += 1; };
Object.defineProperty(Navigator.prototype, 'wakeLock', {
    get: () => ({ request: async () => { window.__asked.awake += 1; } }),
});
"""


@pytest.fixture
def hall(server: RunningServer, admin: Client, tmp_path: Path) -> Hall:
    """A hall with a code for its session, attendance, and notes at a slide."""
    hall = hall_with_slides(server, admin, tmp_path)
    hall.post("/links", {"target": "session", "id": hall.sessions[0]})
    hall.post("/delegates", {"number": "001", "name": "Nguyễn Văn Minh"})
    notes = {"title": "", "notes": "Nhấn mạnh ba con số. " * 30}
    answer = admin.call("PUT", f"{hall.api}/slides/{slides(hall)[1]}", notes)
    assert answer.status == 200, answer
    return hall


def show_everything(hall: Hall) -> None:
    """Move the hall to where most is on the screen at once."""
    move(
        hall,
        item_id=items(hall)[SUMMARY],
        slide_id=slides(hall)[1],
        announcement="Mời các đoàn nhận tài liệu tại bàn thư ký",
        countdown={"ends_at": "2026-01-01T00:00:00Z"},
        floor={
            "name": "Đặng Thị Hường",
            "position": "Bí thư Huyện đoàn",
            "delegation": "Đoàn huyện Sông Mã",
        },
    )


def check_letters(page: Page, name: str) -> None:
    for shape, (width, height) in SHAPES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        keep_picture(page, f"letters-{name}-{shape}")
        assert page.evaluate(SMALL_LETTERS) == [], (name, shape)


def open_content(hall: Hall, open_page: OpenPage, shows: str) -> Page:
    device: dict[str, Any] = hall.pair("screen")
    body = {"shows": shows}
    answer = hall.admin.call("PUT", f"{hall.api}/devices/{device['id']}/content", body)
    assert answer.status == 200, answer
    page = open_page(SCREEN_SIZES[-1])
    page.goto(device["url"])
    return page


def test_the_hall_can_be_read_from_the_last_row(hall: Hall, open_page: OpenPage) -> None:
    page = open_content(hall, open_page, "hall")
    expect(page.locator("#qr")).to_be_visible(timeout=WAIT_MS)
    check_letters(page, "before")
    move(hall, item_id=items(hall)[WELCOME])
    expect(page.locator("#card .card-title")).to_have_text(WELCOME, timeout=WAIT_MS)
    check_letters(page, "card")
    show_everything(hall)
    for part in ("#picture img", "#floor", "#countdown", "#announcement"):
        expect(page.locator(part)).to_be_visible(timeout=WAIT_MS)
    check_letters(page, "everything")


@pytest.mark.parametrize(("shows", "part"), [("corridor", "#now-title"), ("stage", "#notes")])
def test_other_screens_can_be_read_from_afar_too(
    hall: Hall, open_page: OpenPage, shows: str, part: str
) -> None:
    show_everything(hall)
    page = open_content(hall, open_page, shows)
    expect(page.locator(part)).not_to_be_empty(timeout=WAIT_MS)
    expect(page.locator("#announcement")).to_be_visible(timeout=WAIT_MS)
    check_letters(page, shows)


def test_one_touch_brings_sound_full_screen_and_no_sleep(hall: Hall, open_page: OpenPage) -> None:
    page = open_page(SCREEN_SIZES[0])
    page.add_init_script(UNARMED)
    page.goto(hall.pair("screen")["url"])
    expect(page.locator("#arm")).to_be_visible(timeout=WAIT_MS)
    page.evaluate("document.querySelector('#video').muted = true")
    before = page.evaluate("window.__asked.awake")
    page.mouse.click(500, 400)
    expect(page.locator("#arm")).to_be_hidden(timeout=WAIT_MS)
    asked = page.evaluate("window.__asked")
    assert asked["full"] == 1
    assert asked["awake"] > before
    assert page.evaluate("document.querySelector('#video').muted") is False
    assert page.evaluate("getComputedStyle(document.body).cursor") == "none"
