"""One tablet for several delegates: each finds it as if nobody had been there before."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.shared_journey import (
    HOA,
    MINH,
    WITHIN_MS,
    check_nothing_is_left,
    come_to_the_tablet,
    hall_of_two,
    read_as_minh,
    share,
    show_badge,
)
from tests.browser.stories import Hall, keep_picture
from tests.running import RunningServer


@pytest.fixture
def hall(server: RunningServer, tmp_path: Path) -> Hall:
    return hall_of_two(server, tmp_path)


def ended(page: Page) -> None:
    """Wait for the page of the next person: it is another use."""
    expect(page.locator("#shared-end")).to_be_visible(timeout=WITHIN_MS)
    page.wait_for_function("() => !location.search", timeout=WITHIN_MS)


def test_whoever_comes_next_finds_nothing_of_the_one_before(
    hall: Hall, phone: Callable[[], Page]
) -> None:
    page = come_to_the_tablet(hall, phone)
    keep_picture(page, "shared-1-choice")
    share(page)
    picture = read_as_minh(hall, page)
    keep_picture(page, "shared-2-in-use")
    page.locator("#shared-end").tap()
    ended(page)
    keep_picture(page, "shared-3-next-person")
    check_nothing_is_left(hall, page, picture)
    show_badge(hall, page, HOA)
    page.goto(hall.page("/c/{id}") + "#me")
    expect(page.locator(".seat-name")).to_have_text(HOA, timeout=WITHIN_MS)


def test_what_was_kept_before_it_was_shared_goes_too(hall: Hall, phone: Callable[[], Page]) -> None:
    page = come_to_the_tablet(hall, phone)
    picture = read_as_minh(hall, page)
    page.goto(hall.page("/c/{id}") + "#me")
    share(page)
    # The mark of an opened document is the same in every browser, and says nothing of anybody.
    check_nothing_is_left(hall, page, picture, cookies=("read",))


def test_a_tablet_that_nobody_touches_ends_the_use_by_itself(
    hall: Hall, phone: Callable[[], Page]
) -> None:
    page = come_to_the_tablet(hall, phone)
    share(page)
    picture = read_as_minh(hall, page)
    page.clock.install()
    page.goto(hall.page("/c/{id}?q=x") + "#me")
    expect(page.locator(".seat-name")).to_have_text(MINH, timeout=WITHIN_MS)
    page.clock.fast_forward("04:40")
    expect(page.locator("#shared-left")).to_be_visible(timeout=WITHIN_MS)
    keep_picture(page, "shared-4-ends-soon")
    page.clock.fast_forward("00:40")
    ended(page)
    check_nothing_is_left(hall, page, picture)


def test_without_the_network_the_page_is_blank_until_it_has_ended(
    hall: Hall, phone: Callable[[], Page]
) -> None:
    page = come_to_the_tablet(hall, phone)
    share(page)
    picture = read_as_minh(hall, page)
    page.context.set_offline(True)
    page.locator("#shared-end").tap()
    expect(page.locator("main")).to_be_hidden(timeout=WITHIN_MS)
    keep_picture(page, "shared-5-network-away")
    page.context.set_offline(False)
    ended(page)
    check_nothing_is_left(hall, page, picture)
