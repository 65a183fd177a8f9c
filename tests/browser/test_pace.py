"""A hall that is late: what the chair and the delegates are told of the hours to come."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

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


@pytest.fixture
def hall(server: RunningServer, admin: Client, tmp_path: Path) -> Hall:
    """A session that should have begun an hour ago, of three items of 15 minutes."""
    return hall_with_slides(server, admin, tmp_path)


def test_phones_and_the_remote_say_how_late_the_hall_is(
    hall: Hall, open_page: OpenPage, phone: Callable[[], Page]
) -> None:
    page, remote = open_phone(hall, phone), open_remote(hall, open_page)
    page.goto(page.url.split("#")[0] + "#agenda")
    rows = page.locator("#agenda li")
    expect(rows).to_have_count(3)
    expect(page.locator(".agenda-probably")).to_have_count(0)
    expect(remote.locator("#pace")).to_be_hidden()

    move(hall, item_id=items(hall)[WELCOME])
    late = re.compile(r"Chậm 6\d phút so với chương trình")
    expect(page.locator("#agenda .notice")).to_have_text(late, timeout=WAIT_MS)
    for title in (SUMMARY, AWARDS):
        row = rows.filter(has_text=title)
        expect(row.locator(".agenda-probably")).to_have_text(re.compile(r"Dự kiến \d\d:\d\d"))
    expect(rows.filter(has_text=WELCOME).locator(".agenda-probably")).to_have_count(0)
    expect(remote.locator("#pace")).to_have_text(
        re.compile(r"\d/15 phút · Chậm 6\d phút so với chương trình"), timeout=WAIT_MS
    )
    keep_picture(page, "pace-phone")
    keep_picture(remote, "pace-remote")


def test_the_chair_skips_an_item_and_takes_it_in_again(
    hall: Hall, open_page: OpenPage, phone: Callable[[], Page]
) -> None:
    move(hall, item_id=items(hall)[WELCOME])
    page, remote = open_phone(hall, phone), open_remote(hall, open_page)
    page.goto(page.url.split("#")[0] + "#agenda")
    row, button = (
        page.locator("#agenda li").filter(has_text=SUMMARY),
        remote.locator(".item-button"),
    )
    button.filter(has_text=SUMMARY).tap()
    remote.get_by_role("button", name="Bỏ qua mục này").tap()
    expect(row.locator(".chip")).to_have_text("Bỏ qua", timeout=WAIT_MS)
    expect(row.locator(".agenda-probably")).to_have_count(0)
    expect(remote.locator("#forward")).to_contain_text(AWARDS, timeout=WAIT_MS)
    keep_picture(remote, "skipped-remote")
    keep_picture(page, "skipped-phone")
    button.filter(has_text=SUMMARY).tap()
    remote.get_by_role("button", name="Không bỏ qua nữa").tap()
    expect(row.locator(".chip")).to_have_count(0, timeout=WAIT_MS)
    expect(remote.locator("#forward")).to_contain_text(SUMMARY, timeout=WAIT_MS)
