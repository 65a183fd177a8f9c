"""Following the hall over a network that is slow, and choosing by hand what the phone takes."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hall_moves import SUMMARY, all_listen, items, move, slides
from tests.browser.poor_network import (
    PHOTOGRAPH,
    SLIDE,
    WITHIN_MS,
    check_the_photograph_comes,
    follow,
    hall_with_a_photograph,
)
from tests.browser.stories import Hall, keep_picture
from tests.running import RunningServer

LINE = "[data-form-line]"


@pytest.fixture
def hall(server: RunningServer, tmp_path: Path) -> Hall:
    return hall_with_a_photograph(server, server.admin(), tmp_path)


def test_on_a_slow_network_the_picture_is_small_and_the_phone_says_so(
    hall: Hall, phone: Callable[[], Page]
) -> None:
    page = check_the_photograph_comes(hall, phone, seconds=2.5)
    expect(page.locator(SLIDE.format(id=slides(hall)[-1]))).to_have_attribute(
        "src", re.compile(r"w=360&v=\w+")
    )
    expect(page.locator(LINE)).to_have_text(re.compile("^Mạng (rất )?chậm"))
    keep_picture(page, "poor-network-1-small")


def test_where_hardly_anything_comes_the_words_come_first(
    hall: Hall, phone: Callable[[], Page]
) -> None:
    page = check_the_photograph_comes(hall, phone, seconds=20, says_first=PHOTOGRAPH)
    expect(page.locator("[data-stage=words]")).to_be_hidden()
    expect(page.locator(LINE)).to_have_text(re.compile("^Mạng rất chậm"))


def test_what_is_chosen_by_hand_is_remembered(hall: Hall, phone: Callable[[], Page]) -> None:
    page = follow(hall, phone)
    page.locator("[data-stage=form] summary").tap()
    keep_picture(page, "poor-network-3-choice")
    page.locator("[name=slide-form][value=text]").check()
    words = page.locator("[data-stage=words]")
    expect(words).to_contain_text("Kết quả năm thứ 1", timeout=WITHIN_MS)
    page.reload()
    expect(words).to_contain_text("Kết quả năm thứ 1", timeout=WITHIN_MS)
    expect(page.locator("[data-stage=picture] img")).to_have_count(0)
    expect(page.locator(LINE)).to_have_text("Trang chiếu: chỉ chữ")
    keep_picture(page, "poor-network-4-text")
    page.locator("[data-stage=form] summary").tap()
    page.locator("[name=slide-form][value=small]").check()
    picture = page.locator(SLIDE.format(id=slides(hall)[0]))
    expect(picture).to_have_attribute("src", re.compile("w=360"), timeout=WITHIN_MS)
    page.locator("[name=slide-form][value=auto]").check()
    expect(picture).to_have_attribute("src", re.compile("w=720"), timeout=WITHIN_MS)


def test_who_pages_on_alone_stays_there_and_comes_back_by_one_tap(
    hall: Hall, phone: Callable[[], Page]
) -> None:
    shown = slides(hall)
    for slide in shown[:3]:
        move(hall, item_id=items(hall)[SUMMARY], slide_id=slide)
    page = phone()
    hall.scanned_by(page, session=hall.sessions[0])
    all_listen(hall, 1, page)
    number, moved = page.locator("[data-stage=number]"), page.locator("[data-stage=moved]")
    back, before = page.locator("[data-stage=back]"), page.locator("[data-stage=before]")
    expect(before).to_be_enabled(timeout=WITHIN_MS)
    expect(page.locator("[data-stage=after]")).to_be_disabled()
    before.tap()
    expect(number).to_have_text(re.compile("^Trang chiếu 2 "))
    expect(moved).to_be_hidden()

    move(hall, slide_id=shown[3])
    expect(moved).to_have_text("Hội trường đang ở trang 4.", timeout=WITHIN_MS)
    expect(number).to_have_text(re.compile("^Trang chiếu 2 "))
    keep_picture(page, "browse-1-the-hall-moved")

    awards = items(hall)["Khen thưởng"]
    move(hall, item_id=awards)
    expect(moved).to_contain_text("Hội trường đã sang “Khen thưởng”", timeout=WITHIN_MS)
    expect(number).to_have_text(re.compile("^Trang chiếu 2 "))
    before.tap()
    expect(number).to_have_text(re.compile("^Trang chiếu 1 "))
    keep_picture(page, "browse-2-another-item")

    back.tap()
    expect(back).to_be_hidden()
    expect(moved).to_be_hidden()
    expect(page.locator("[data-stage=title]")).to_have_text("Khen thưởng")
    expect(page.locator("[data-stage=frame]")).to_be_hidden()
    move(hall, item_id=items(hall)[SUMMARY], slide_id=shown[0])
    expect(page.locator(SLIDE.format(id=shown[0]))).to_be_visible(timeout=WITHIN_MS)
