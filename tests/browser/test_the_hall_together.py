"""Organiser, remote, big screen and three phones at once; a film that really plays."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.app.live.films import film
from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES
from tests.browser.hall_moves import (
    PHONE_NUMBER,
    PHONE_TITLE,
    SLIDES,
    SUMMARY,
    OpenPage,
    all_listen,
    hall_with_slides,
    items,
    move,
    open_remote,
    open_screen,
    slides,
)
from tests.browser.stories import Hall, keep_picture, moment_of, moments, watch
from tests.browser.wifi import Wifi
from tests.running import Client, RunningServer

WAIT_MS = 60_000
SECONDS = 120
NEAR_SECONDS = 1.5
"""The screen corrects itself when it is 0.8 s off; looking at two clocks takes time, too."""
RENAMED = "Trình chiếu báo cáo chính trị"
WITHOUT_SOCKETS = "delete window.WebSocket; delete Navigator.prototype.serviceWorker"
PLAYS = """seconds => {
    const video = document.querySelector('#video');
    const frames = video.getVideoPlaybackQuality().totalVideoFrames;
    return !video.paused && video.currentTime >= seconds && frames > 5;
}"""
STANDS_AT = """seconds => {
    const video = document.querySelector('#video');
    return video.paused && Math.abs(video.currentTime - seconds) < 0.3;
}"""


@pytest.fixture
def hall(server: RunningServer, admin: Client, tmp_path: Path) -> Hall:
    """The hall stands at the first of four slides."""
    hall = hall_with_slides(server, admin, tmp_path)
    move(hall, item_id=items(hall)[SUMMARY], slide_id=slides(hall)[0])
    return hall


@pytest.fixture
def wifi(server: RunningServer) -> Iterator[Wifi]:
    """A network between a phone and the server that can be cut."""
    with Wifi(server.url) as wifi:
        yield wifi


def follow(hall: Hall, page: Page, *, through: str = "") -> Page:
    hall.scanned_by(page, session=hall.sessions[0], through=through)
    watch(page, PHONE_TITLE)
    watch(page, PHONE_NUMBER)
    return page


def polling_phone(hall: Hall, open_page: OpenPage) -> Page:
    """A phone whose network lets no live line through: it has plain questions alone."""
    page = open_page(PHONE_SIZES[0])
    page.add_init_script(WITHOUT_SOCKETS)
    page.route("**/socket.io/**", lambda route: route.abort())
    return follow(hall, page)


def bring_film(hall: Hall, office: Page) -> None:
    """The organiser drops a film on the item's own page."""
    hall.opened_by_staff(office, f"/office/{{id}}/agenda/{items(hall)[SUMMARY]}")
    content = film("libvpx", "webm", seconds=SECONDS, sound="libopus")
    upload: Any = {"name": "phim.webm", "mimeType": "video/webm", "buffer": content}
    office.locator("#slide-files").set_input_files(upload)
    expect(office.locator(".slide-card")).to_have_count(SLIDES + 1, timeout=WAIT_MS)


def check_the_screen_is_where_the_remote_says(hall: Hall, screen: Page) -> float:
    """Wait until the film plays where the stage says it is now; returns that position."""
    apart: list[float] = []
    until = time.monotonic() + WAIT_MS / 1000
    while time.monotonic() < until:
        video = hall.get("/live")["parts"]["stage"]["state"]["video"]
        shown = screen.evaluate("document.querySelector('#video').currentTime - Date.now() / 1000")
        at = float(screen.evaluate("at => Date.parse(at) / 1000", video["at"]))
        apart.append(shown + at - video["position_seconds"])
        if video["state"] == "playing" and abs(apart[-1]) < NEAR_SECONDS:
            return float(screen.evaluate("document.querySelector('#video').currentTime"))
        screen.wait_for_timeout(250)
    raise AssertionError(f"the screen is beside the remote by {apart} s")


def test_six_screens_follow_one_remote_whatever_their_network(
    hall: Hall, open_page: OpenPage, wifi: Wifi
) -> None:
    remote, screen = open_remote(hall, open_page), open_screen(hall, open_page)
    near = follow(hall, open_page(PHONE_SIZES[1]))
    lost = follow(hall, open_page(PHONE_SIZES[0]), through=wifi.url)
    polls = polling_phone(hall, open_page)
    phones = (near, lost, polls)
    for page in phones:
        moment_of(page, PHONE_NUMBER, f"Trang chiếu 1 trên {SLIDES}")
    all_listen(hall, 4, near)  # remote, screen and two phones: the third one polls

    office = open_page(SCREEN_SIZES[0])
    bring_film(hall, office)
    expect(remote.locator(".deck-slide")).to_have_count(SLIDES + 1, timeout=WAIT_MS)
    wifi.cut()
    remote.locator(".deck-slide").last.tap()
    expect(screen.locator("#video")).to_be_visible(timeout=WAIT_MS)
    remote.locator("[data-video=play]").tap()
    screen.wait_for_function(PLAYS, arg=1, timeout=WAIT_MS)
    before = check_the_screen_is_where_the_remote_says(hall, screen)
    for _ in range(3):
        remote.locator("[data-video=later]").tap()
        remote.wait_for_timeout(400)
    screen.wait_for_function(PLAYS, arg=before + 29, timeout=WAIT_MS)
    check_the_screen_is_where_the_remote_says(hall, screen)
    keep_picture(screen, "together-1-film")
    assert screen.evaluate("document.querySelector('#video').muted") is False

    screen.reload()
    screen.wait_for_function(PLAYS, arg=before + 29, timeout=WAIT_MS)
    check_the_screen_is_where_the_remote_says(hall, screen)
    remote.locator("[data-video=pause]").tap()
    expect(remote.locator("[data-video=play]")).to_be_visible(timeout=WAIT_MS)
    screen.wait_for_function("() => document.querySelector('#video').paused", timeout=WAIT_MS)
    stands = hall.get("/live")["parts"]["stage"]["state"]["video"]["position_seconds"]
    screen.wait_for_function(STANDS_AT, arg=stands, timeout=WAIT_MS)
    screen.reload()
    screen.wait_for_function(STANDS_AT, arg=stands, timeout=WAIT_MS)
    bar = remote.locator("[data-video=seek]")
    expect(bar).to_be_visible(timeout=WAIT_MS)
    bar.tap(position={"x": 2, "y": 10})
    screen.wait_for_function(STANDS_AT, arg=0, timeout=WAIT_MS)
    keep_picture(remote, "together-2-seek")

    for page in (near, polls):
        expect(page.locator(".stage-video")).to_have_text("Xem trên màn hình lớn", timeout=WAIT_MS)
    assert moments(lost, PHONE_NUMBER)[-1][1].startswith("Trang chiếu 1 "), "really cut off"
    wifi.restore()
    expect(lost.locator(".stage-video")).to_have_text("Xem trên màn hình lớn", timeout=WAIT_MS)
    for page in phones:
        assert page.locator("video, audio").count() == 0, "sound on the big screen only"
    keep_picture(polls, "together-2-phone")

    office.locator("summary", has_text="Sửa mục").click()
    office.locator("#item-title").fill(RENAMED)
    office.locator("#item-title").press("Enter")
    for page in phones:
        moment_of(page, PHONE_TITLE, RENAMED)
    expect(remote.locator("#item")).to_have_text(RENAMED, timeout=WAIT_MS)
    expect(screen.locator("#item")).to_contain_text(RENAMED, timeout=WAIT_MS)
    assert hall.get("/connections")["connected"] == 4, "the third phone polled all the time"
