"""While the hall waits the big screen shows welcome, agenda and pictures in turn."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.hall_moves import (
    SUMMARY,
    OpenPage,
    hall_with_slides,
    items,
    move,
    open_remote,
    open_screen,
    slides,
)
from tests.browser.stories import Hall, keep_picture
from tests.running import Client, RunningServer

WAIT_MS = 60_000
BREAK, AFTERWARDS = "Giải lao", "Thảo luận tại hội trường"


@pytest.fixture
def hall(server: RunningServer, admin: Client, tmp_path: Path) -> Hall:
    """The hall has a break in which the organisers show a picture."""
    hall = hall_with_slides(server, admin, tmp_path)
    body = {"session_id": hall.sessions[0], "title": BREAK, "kind": "break", "minutes": 15}
    item = hall.post("/agenda", body)["id"]
    hall.post("/agenda", {**body, "title": AFTERWARDS, "kind": "forum"})
    picture = BytesIO()
    Image.new("RGB", (1600, 900), "#7a1220").save(picture, "PNG")
    hall.post(f"/agenda/{item}/slides", {}, files={"file": ("anh.png", picture.getvalue())})
    return hall


def test_a_break_shows_agenda_and_pictures_in_turn_until_something_is_chosen(
    hall: Hall, open_page: OpenPage
) -> None:
    move(hall, item_id=items(hall)[BREAK])
    screen = open_screen(hall, open_page)
    expect(screen.locator("#card .card-title")).to_have_text(BREAK, timeout=WAIT_MS)
    expect(screen.locator("#loop .loop-agenda")).to_contain_text(AFTERWARDS, timeout=WAIT_MS)
    keep_picture(screen, "loop-agenda")
    expect(screen.locator("#loop img")).to_be_visible(timeout=WAIT_MS)

    move(hall, item_id=items(hall)[SUMMARY], slide_id=slides(hall)[0])
    expect(screen.locator("#loop > *")).to_have_count(0, timeout=WAIT_MS)
    expect(screen.locator("#picture img")).to_be_visible()


def test_the_remote_goes_to_the_loop_and_stops_it_with_a_picture(
    hall: Hall, open_page: OpenPage
) -> None:
    move(hall, item_id=items(hall)[SUMMARY])
    remote, screen = open_remote(hall, open_page), open_screen(hall, open_page)
    expect(remote.locator("#loop")).to_be_hidden()
    remote.locator(".item-button", has_text=BREAK).tap()
    remote.locator(".dialog-actions button:first-child").tap()
    expect(remote.locator("#run-loop")).to_have_attribute("aria-pressed", "true", timeout=WAIT_MS)
    expect(screen.locator("#card .card-title")).to_have_text(BREAK, timeout=WAIT_MS)

    remote.locator(".deck-slide").tap()
    expect(screen.locator("#picture img")).to_be_visible(timeout=WAIT_MS)
    expect(remote.locator("#run-loop")).to_have_attribute("aria-pressed", "false")
    remote.locator("#run-loop").tap()
    expect(screen.locator("#picture")).to_be_hidden(timeout=WAIT_MS)
    expect(remote.locator("#run-loop")).to_have_attribute("aria-pressed", "true")
