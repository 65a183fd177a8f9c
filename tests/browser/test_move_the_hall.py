"""From the chair's thumb to every phone and the big screen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import SCREEN_SIZES
from tests.browser.hall_moves import (
    PHONE_NUMBER,
    PHONE_SLIDE,
    PHONE_TITLE,
    SCREEN_SLIDE,
    SCREEN_TITLE,
    SUMMARY,
    WELCOME,
    OpenPage,
    all_listen,
    check_all_follow,
    hall_with_slides,
    items,
    move,
    open_phone,
    slides,
)
from tests.browser.stories import Hall, keep_picture, moment_of, moments, now_ms, watch
from tests.browser.wifi import Wifi
from tests.running import Client, RunningServer

CATCHES_UP_WITHIN_MS = 30_000
CUT_OFF_MS = 10_000


@pytest.fixture
def hall(server: RunningServer, admin: Client, tmp_path: Path) -> Hall:
    return hall_with_slides(server, admin, tmp_path)


@pytest.fixture
def wifi(server: RunningServer) -> Iterator[Wifi]:
    """A network between a phone and the server that can be cut."""
    with Wifi(server.url) as wifi:
        yield wifi


def test_two_phones_and_the_big_screen_follow_at_once(
    hall: Hall, open_page: OpenPage, phone: Callable[[], Page]
) -> None:
    check_all_follow(hall, open_page, phone)


@pytest.mark.parametrize("way", ["the phone knows", "nobody knows", "the network forgot"])
def test_a_phone_that_was_cut_off_shows_the_right_slide_soon_after(
    hall: Hall, open_page: OpenPage, phone: Callable[[], Page], wifi: Wifi, way: str
) -> None:
    shown = slides(hall)
    move(hall, item_id=items(hall)[SUMMARY], slide_id=shown[0])
    lost, near = phone(), open_phone(hall, phone)
    hall.scanned_by(lost, session=hall.sessions[0], through=wifi.url)
    watch(lost, PHONE_SLIDE)
    watch(lost, PHONE_NUMBER)
    all_listen(hall, 2, near)
    assert moment_of(lost, PHONE_SLIDE, shown[0])

    cut_off = now_ms()
    if way == "the phone knows":
        lost.context.set_offline(True)
    else:
        wifi.cut()
    for slide in shown[1:]:
        move(hall, slide_id=slide)
        moment_of(near, PHONE_SLIDE, slide)
        near.wait_for_timeout(1_000)
    keep_picture(lost, f"cut-off-1-{way.replace(' ', '-')}")
    lost.wait_for_timeout(max(0, CUT_OFF_MS - (now_ms() - cut_off)))
    assert moments(lost, PHONE_SLIDE)[-1][1] == shown[0], "really cut off"
    assert len(moments(lost, PHONE_NUMBER)) == 1, "really cut off"

    returned = now_ms()
    wifi.restore(forgetful=way == "the network forgot")
    lost.context.set_offline(False)
    came = moment_of(lost, PHONE_SLIDE, shown[-1]) - returned
    print(f"{way}: right {came} ms after the return")
    assert came <= CATCHES_UP_WITHIN_MS
    assert {slide for _, slide in moments(lost, PHONE_SLIDE)} <= {None, shown[0], shown[-1]}
    keep_picture(lost, f"cut-off-2-{way.replace(' ', '-')}")
    move(hall, slide_id=shown[1])
    moment_of(lost, PHONE_SLIDE, shown[1])


def test_a_phone_that_joins_late_is_right_at_once(
    hall: Hall, open_page: OpenPage, phone: Callable[[], Page]
) -> None:
    shown = slides(hall)
    move(hall, item_id=items(hall)[WELCOME])
    for slide in shown[:3]:
        move(hall, item_id=items(hall)[SUMMARY], slide_id=slide)
    late, screen = phone(), open_page(SCREEN_SIZES[-1])
    for page, title, slide in (
        (late, PHONE_TITLE, PHONE_SLIDE),
        (screen, SCREEN_TITLE, SCREEN_SLIDE),
    ):
        watch(page, title, from_the_start=True)
        watch(page, slide, from_the_start=True)
    hall.scanned_by(late, session=hall.sessions[0])
    screen.goto(hall.pair("screen")["url"])

    at = moment_of(late, PHONE_TITLE, SUMMARY)
    assert at <= late.evaluate("performance.timing.loadEventEnd"), "there when the page is loaded"
    for page, expression in ((late, PHONE_SLIDE), (screen, SCREEN_SLIDE)):
        moment_of(page, expression, shown[2])
        assert {slide for _, slide in moments(page, expression)} <= {None, shown[2]}
    titles = {title for _, title in moments(late, PHONE_TITLE)}
    assert titles <= {None, "", SUMMARY}
    keep_picture(late, "late-1-phone")
    keep_picture(screen, "late-2-screen")
