"""A programme that changes: what a phone in the hall, and one that comes back, is told."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hall_moves import AWARDS, SUMMARY, WELCOME, hall_with_slides, items, open_phone
from tests.browser.stories import Hall, keep_picture, wait_until
from tests.running import Client, RunningServer

WAIT_MS = 30_000


@pytest.fixture
def hall(server: RunningServer, admin: Client, tmp_path: Path) -> Hall:
    """A session of three items."""
    return hall_with_slides(server, admin, tmp_path)


def order(hall: Hall, *titles: str) -> None:
    ids = items(hall)
    body = {"session_id": hall.sessions[0], "ids": [ids[title] for title in titles]}
    assert hall.admin.call("PUT", f"{hall.api}/agenda/order", body).status == 204


def test_a_phone_says_what_changed_and_keeps_it_to_be_read_again(
    hall: Hall, phone: Callable[[], Page]
) -> None:
    page = open_phone(hall, phone)
    notice, text = page.locator("#change-notice"), page.locator("#change-text")
    expect(page.locator("#agenda li")).to_have_count(3)
    expect(notice).to_be_hidden()

    order(hall, WELCOME, AWARDS, SUMMARY)
    moved = re.compile(rf"“({SUMMARY}|{AWARDS})” chuyển sang sau “({WELCOME}|{AWARDS})”")
    expect(text).to_have_text(moved, timeout=WAIT_MS)
    keep_picture(page, "change-notice")
    page.locator("#change-close").tap()
    expect(notice).to_be_hidden()

    hall.post("/agenda", {"session_id": hall.sessions[0], "title": "Văn nghệ bế mạc"})
    expect(text).to_have_text("Thêm: Văn nghệ bế mạc", timeout=WAIT_MS)
    page.locator("#change-more").tap()
    expect(notice).to_be_hidden()
    entries = page.locator("#change-entries li")
    expect(entries).to_have_count(2)
    expect(entries.first).to_contain_text("Thêm: Văn nghệ bế mạc")
    expect(entries.last).to_contain_text("chuyển sang sau")
    keep_picture(page, "changes-of-the-day")


def test_a_phone_that_was_away_hears_of_it_when_it_is_back(
    hall: Hall, phone: Callable[[], Page]
) -> None:
    page = open_phone(hall, phone)
    expect(page.locator("#agenda li")).to_have_count(3)
    page.context.set_offline(True)
    wait_until(lambda: not page.evaluate("navigator.onLine"))
    order(hall, WELCOME, AWARDS, SUMMARY)
    hall.post("/agenda", {"session_id": hall.sessions[0], "title": "Văn nghệ bế mạc"})
    assert hall.admin.call("DELETE", f"{hall.api}/agenda/{items(hall)[AWARDS]}").status == 204
    page.context.set_offline(False)
    expect(page.locator("#change-text")).to_have_text(
        "Chương trình có 2 thay đổi: thêm 1, bỏ 1", timeout=WAIT_MS
    )
    keep_picture(page, "changes-summed-up")

    address = page.url
    page.goto("about:blank")
    hall.post("/agenda", {"session_id": hall.sessions[0], "title": "Bế mạc"})
    page.goto(address)
    expect(page.locator("#change-text")).to_have_text("Thêm: Bế mạc", timeout=WAIT_MS)
