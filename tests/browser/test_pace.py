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


@pytest.fixture(scope="module")
def admin(server: RunningServer) -> Client:
    return server.admin()


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


def test_an_item_that_overruns_is_told_as_time_passes(
    hall: Hall, open_page: OpenPage, phone: Callable[[], Page]
) -> None:
    """Nobody moves anything: the clock alone makes the hall late."""
    move(hall, item_id=items(hall)[WELCOME])
    page, remote = phone(), open_page((412, 915))
    for each in (page, remote):
        each.clock.install()
    hall.scanned_by(page, session=hall.sessions[0])
    hall.opened_by_staff(remote, "/remote/{id}")
    page.goto(page.url.split("#")[0] + "#agenda")
    said = page.locator("#agenda .notice")
    expect(said).to_contain_text(re.compile(r"Chậm 6\d phút"))
    for each in (page, remote):
        each.clock.fast_forward("20:00")
    expect(said).to_contain_text(re.compile(r"Chậm (6[5-9]|7\d) phút"), timeout=WAIT_MS)
    expect(remote.locator("#pace")).to_contain_text(re.compile(r"Quá [5-9] phút"), timeout=WAIT_MS)
