"""Two remotes at once, a lost network and a lost answer: the hall is moved once, and as said."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.chromium import PHONE_SIZES
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
from tests.browser.stories import Hall, found_hall, keep_picture
from tests.running import Client, RunningServer

WAIT_MS = 60_000
TARGET_PX = 72
SMALL_TARGETS = """least => [...document.querySelectorAll(
        '.overlay a, .overlay button, .overlay summary,'
        + ' main a, main button, main summary, main input[type=range]')]
    .map(each => [each.textContent.trim(), each.getBoundingClientRect()])
    .filter(([, box]) => box.height > 0 && (box.height < least || box.width < least))
    .map(([text, box]) => `${text} ${Math.round(box.width)}×${Math.round(box.height)}`)"""


@pytest.fixture
def hall(server: RunningServer, admin: Client, tmp_path: Path) -> Hall:
    """The hall stands at the first of four slides."""
    hall = hall_with_slides(server, admin, tmp_path)
    move(hall, item_id=items(hall)[SUMMARY], slide_id=slides(hall)[0])
    return hall


def shown(page: Page, number: int) -> None:
    """Wait until a remote shows this slide of the four as the present one."""
    current = page.locator(f".deck-slide:nth-child({number})")
    expect(current).to_have_attribute("aria-current", "true", timeout=WAIT_MS)
    expect(page.locator(".deck-slide[aria-current]")).to_have_count(1)


def moves(hall: Hall) -> int:
    """How often anything was changed."""
    return int(hall.get("/live")["seq"])


def test_two_remotes_show_the_same_and_the_last_press_counts(
    hall: Hall, open_page: OpenPage
) -> None:
    chair, deputy = open_remote(hall, open_page), open_remote(hall, open_page)
    screen = open_screen(hall, open_page)
    chair.locator("#blank").tap()
    expect(deputy.locator("#blank")).to_have_attribute("aria-pressed", "true", timeout=WAIT_MS)
    expect(screen.locator("#blank")).to_be_visible(timeout=WAIT_MS)
    deputy.locator("#blank").tap()
    expect(chair.locator("#blank")).to_have_attribute("aria-pressed", "false", timeout=WAIT_MS)
    expect(screen.locator("#blank")).to_be_hidden(timeout=WAIT_MS)

    before = moves(hall)
    chair.locator(".deck-slide").nth(2).tap()
    shown(deputy, 3)
    deputy.locator(".deck-slide").nth(1).tap()
    for remote in (chair, deputy):
        shown(remote, 2)
    assert moves(hall) == before + 2


def test_a_remote_without_network_says_so_and_moves_nothing(
    hall: Hall, open_page: OpenPage
) -> None:
    chair, deputy = open_remote(hall, open_page), open_remote(hall, open_page)
    before = moves(hall)
    chair.context.set_offline(True)
    expect(chair.locator("#lost")).to_be_visible(timeout=WAIT_MS)
    expect(chair.locator("#forward")).to_be_disabled()
    keep_picture(chair, "remote-lost")
    deputy.locator(".deck-slide").nth(3).tap()
    shown(deputy, 4)
    chair.context.set_offline(False)
    expect(chair.locator("#lost")).to_be_hidden(timeout=WAIT_MS)
    shown(chair, 4)
    assert moves(hall) == before + 1


def test_a_press_whose_answer_is_lost_is_not_sent_twice(hall: Hall, open_page: OpenPage) -> None:
    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    remote = open_page(PHONE_SIZES[-1])
    remote.add_init_script("delete Navigator.prototype.serviceWorker")
    hall.opened_by_staff(remote, "/remote/{id}")
    before = moves(hall)
    remote.route("**/stage", lose_the_answer, times=1)
    remote.locator("#forward").tap()
    expect(remote.locator("#failure")).to_be_visible(timeout=WAIT_MS)
    shown(remote, 2)
    remote.wait_for_timeout(1_000)  # a double tap is one press
    remote.locator("#forward").tap()
    shown(remote, 3)
    expect(remote.locator("#failure")).to_be_hidden(timeout=WAIT_MS)
    assert moves(hall) == before + 2


def test_every_target_of_the_remote_is_large_enough_for_a_thumb(
    hall: Hall, open_page: OpenPage
) -> None:
    hall.post("/delegates", {"number": "217", "name": "Đặng Thị Hường"})
    move(hall, countdown={"ends_at": "2026-01-01T00:00:00Z"}, floor={"name": "Vũ Khánh"})
    remote = open_page(PHONE_SIZES[0])
    hall.opened_by_staff(remote, "/remote/{id}")
    expect(remote.locator("#countdown")).to_be_visible(timeout=WAIT_MS)
    expect(remote.locator("#floor")).to_be_visible()
    for shown in ("#video-controls", "[data-video=seek]"):
        remote.evaluate("which => (document.querySelector(which).hidden = false)", shown)
    assert remote.evaluate(SMALL_TARGETS, TARGET_PX) == []
    for button in ("#count", "#announce", "#give-floor"):
        remote.locator(button).tap()
        expect(remote.locator(".overlay")).to_be_visible()
        assert remote.evaluate(SMALL_TARGETS, TARGET_PX) == [], button
        remote.keyboard.press("Escape")
        expect(remote.locator(".overlay")).to_have_count(0)
    remote.locator(".item-button").last.tap()
    expect(remote.locator(".overlay")).to_be_visible()
    assert remote.evaluate(SMALL_TARGETS, TARGET_PX) == []


def test_a_congress_without_agenda_says_so_in_plain_words(
    server: RunningServer, admin: Client, open_page: OpenPage
) -> None:
    hall = found_hall(server, admin, "Đại hội chưa có chương trình")
    remote, phone = open_page(PHONE_SIZES[0]), open_page(PHONE_SIZES[0])
    hall.opened_by_staff(remote, "/remote/{id}")
    expect(remote.locator("#no-items")).to_contain_text("Chương trình chưa có mục nào.")
    expect(remote.locator("#forward")).to_be_disabled()
    hall.opened_by_staff(phone, "/c/{id}")
    expect(phone.locator("[data-stage=title]")).to_have_text("Đại hội chưa bắt đầu")
    expect(phone.locator("[data-stage=next]")).to_contain_text("tự chuyển")
    expect(phone.locator("[data-stage=label]")).to_be_hidden()
    session = hall.add_session("Phiên thứ nhất")
    hall.post("/agenda", {"session_id": session, "title": "Khai mạc"})
    expect(remote.locator("#no-items")).to_be_hidden(timeout=WAIT_MS)
    expect(remote.locator(".item-button")).to_have_text("Khai mạc", timeout=WAIT_MS)
