"""Photographs for badges and the desk, from the setting to the person at the door."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.app.delegates.photographs import picture, zipped
from tests.browser.axe import SERIOUS, findings
from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES
from tests.browser.stories import Hall, found_hall
from tests.running import RunningServer

OpenPage = Callable[[tuple[int, int]], Page]
WITHIN_MS = 60_000
PEOPLE = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Minh Chí")
JPEG = {"name": "an.jpg", "mimeType": "image/jpeg", "buffer": picture()}


@pytest.fixture
def hall(server: RunningServer) -> Hall:
    hall = found_hall(server, server.admin(), "Đại hội Đoàn tỉnh Sông Lam lần thứ XII")
    hall.add_session("Phiên thứ nhất")
    return hall


@pytest.fixture
def ids(hall: Hall) -> list[int]:
    bodies = [{"number": f"{nth:03}", "name": name} for nth, name in enumerate(PEOPLE, start=1)]
    return [hall.post("/delegates", body)["id"] for body in bodies]


def turn_on(page: Page, hall: Hall) -> None:
    """Turn the setting on as an organiser does."""
    hall.opened_by_staff(page, "/office/{id}/settings")
    page.locator("#photos form button").click()
    expect(page.locator("#photos .chip-good")).to_be_visible(timeout=WITHIN_MS)


def keep_one(page: Page, hall: Hall, delegate_id: int) -> None:
    """Choose a photograph, be asked for the consent, tick it and keep the photograph."""
    page.goto(hall.page(f"/office/{{id}}/delegates/{delegate_id}"))
    page.locator("#keep-photo input[type=file]").first.set_input_files(JPEG)
    expect(page.locator("#photo-chosen")).to_contain_text("an.jpg", timeout=WITHIN_MS)
    page.locator("#keep-photo button").click()
    expect(page.locator("#keep-photo [role=alert]")).to_be_visible(timeout=WITHIN_MS)
    page.locator("#keep-photo [name=consent]").check()
    page.locator("#keep-photo button").click()
    expect(page.locator("#photo .chip-good")).to_be_visible(timeout=WITHIN_MS)


def expect_picture(page: Page, selector: str) -> None:
    """A photograph is there, and was really loaded."""
    expect(page.locator(selector)).to_be_visible(timeout=WITHIN_MS)
    expect(page.locator(selector)).to_have_js_property("naturalWidth", 480, timeout=WITHIN_MS)


def test_from_the_setting_to_the_door(hall: Hall, ids: list[int], open_page: OpenPage) -> None:
    page = open_page(SCREEN_SIZES[0])
    turn_on(page, hall)
    keep_one(page, hall, ids[0])
    expect_picture(page, "img.photo-picture")

    page.goto(hall.page("/desk/{id}"))
    page.fill("#entry", "An")
    expect_picture(page, "#found .desk-photo")
    page.press("#entry", "Enter")
    expect(page.locator("#answer")).to_have_class(re.compile("answer-good"), timeout=WITHIN_MS)
    expect_picture(page, "#answer-photo")
    page.fill("#entry", "002")
    page.press("#entry", "Enter")
    expect(page.locator("#answer-name")).to_have_text(PEOPLE[1], timeout=WITHIN_MS)
    expect(page.locator("#answer-photo")).to_be_hidden()
    kept = page.evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async (name) =>"
        " (await (await caches.open(name)).keys()).map((each) => each.url)))).flat()"
    )
    assert not [each for each in kept if "photo.jpg" in each]

    page.goto(hall.page(f"/office/{{id}}/delegates/{ids[0]}"))
    page.locator(f"#photo form[data-api^=DELETE][data-api$='{ids[0]}/photo'] button").click()
    page.locator("#photo form[data-api$=restore] button").click(timeout=WITHIN_MS)
    expect(page.locator("#photo .chip-good")).to_be_visible(timeout=WITHIN_MS)
    page.locator("#photo .button-danger").click()
    page.locator("[role=dialog] .button:not(.button-plain)").click()
    expect(page.locator("#photo .photo-none")).to_be_visible(timeout=WITHIN_MS)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_zip_and_what_became_of_it(
    hall: Hall, ids: list[int], open_page: OpenPage, language: str
) -> None:
    page = open_page(PHONE_SIZES[0])
    turn_on(page, hall)
    page.goto(hall.page(f"/office/{{id}}/delegates/photos?lang={language}"))
    content = zipped(
        **{"001.jpg": picture(), "2.jpg": picture(), "003.jpg": b"broken", "9.jpg": picture()}
    )
    archive = {"name": "photos.zip", "mimeType": "application/zip", "buffer": content}
    page.locator("#archive").set_input_files(archive)
    page.locator("[name=stated]").check()
    page.locator("main form button, .page-middle form button").first.click()
    expect(page.locator("#batch-kept")).to_be_visible(timeout=WITHIN_MS)
    shown = page.locator("#batch-rows [data-verdict]")
    found = [each.get_attribute("data-verdict") for each in shown.all()]
    assert found == ["unreadable", "nobody"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [each for each in findings(page) if each["impact"] in SERIOUS] == []
    kept = [hall.get(f"/delegates/{each}/photo")["version"] != "" for each in ids]
    assert kept == [True, True, False]
