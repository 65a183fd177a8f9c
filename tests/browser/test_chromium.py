"""The browser of the tests shows Vietnamese letters and has a camera."""

from collections.abc import Callable
from io import BytesIO
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES, launch

PAGE = """data:text/html;charset=utf-8,<meta name=viewport content="width=device-width">
<h1>{}</h1>"""


def letters_drawn(page: Page, text: str) -> int:
    """How many columns of the picture hold ink."""
    page.goto(PAGE.format(text))
    picture = np.asarray(Image.open(BytesIO(page.screenshot())).convert("L"))
    return int((picture < 128).any(axis=0).sum())


@pytest.mark.parametrize("size", [*PHONE_SIZES, *SCREEN_SIZES])
def test_a_page_has_the_size_asked_for(
    open_page: Callable[..., Page], size: tuple[int, int]
) -> None:
    page = open_page(size)
    page.goto(PAGE.format("Đại hội"))
    assert page.evaluate("[innerWidth, innerHeight]") == list(size)


def test_two_phones_share_nothing(phone: Callable[[], Page]) -> None:
    first, second = phone(), phone()
    assert first.context != second.context


def test_vietnamese_letters_are_drawn(phone: Callable[[], Page]) -> None:
    page = phone()
    widths = [letters_drawn(page, text) for text in ("", "Ủy", "Ủy viên", "Ủy viên ẳẵặ")]
    assert widths[0] == 0
    assert all(shorter < longer for shorter, longer in pairwise(widths))


def test_the_camera_of_a_local_page_is_there(phone: Callable[[], Page]) -> None:
    page = phone()
    page.route("http://localhost/", lambda route: route.fulfill(body="a page"))
    page.goto("http://localhost/")
    sides = page.evaluate(
        """async () => {
            const stream = await navigator.mediaDevices.getUserMedia({video: true});
            const {width, height} = stream.getVideoTracks()[0].getSettings();
            return [width, height];
        }"""
    )
    assert min(sides) >= 240


def test_the_browser_from_npm_works_as_well(
    chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_CHROMIUM", "npm")
    browser = launch(chromium.browser_type)
    assert letters_drawn(browser.new_page(), "Đại hội") > 40
    browser.close()
