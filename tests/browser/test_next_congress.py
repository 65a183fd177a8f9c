"""A congress that begins with a ready programme, and the next one that begins as its copy."""

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES
from tests.browser.hall_moves import OpenPage
from tests.browser.stories import found_hall, keep_picture
from tests.running import Client, RunningServer

WAIT_MS = 60_000
SESSIONS, ITEMS = 3, 28


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_programme_by_one_press_and_the_next_congress_as_a_copy(
    server: RunningServer, admin: Client, open_page: OpenPage, language: str
) -> None:
    hall = found_hall(server, admin, "Đại hội Đoàn tỉnh Sông Lam lần thứ XIII")
    page = open_page(PHONE_SIZES[0] if language == "vi" else SCREEN_SIZES[0])
    hall.opened_by_staff(page, f"/office/{{id}}/agenda?lang={language}")
    keep_picture(page, f"programmes-{language}")
    page.locator("#programme form[data-api$='/agenda/programme'] button").first.click()
    rows = page.locator(".agenda-row")
    expect(rows).to_have_count(ITEMS, timeout=WAIT_MS)
    titles = rows.locator(".row-title").all_inner_texts()
    keep_picture(page, f"programme-begun-{language}")

    hall.opened_by_staff(page, f"/office/{{id}}/copies?lang={language}")
    page.fill("#title", "Đại hội Đoàn tỉnh Sông Lam lần thứ XIV")
    page.fill("#starts", "2031-10-14")
    page.fill("#ends", "2031-10-15")
    page.locator("#starts").scroll_into_view_if_needed()
    keep_picture(page, f"copy-{language}")
    page.locator("form[data-api$='/copies'] button").click()
    page.wait_for_url("**/agenda")
    expect(rows).to_have_count(ITEMS, timeout=WAIT_MS)
    assert rows.locator(".row-title").all_inner_texts() == titles
    expect(page.locator(".session-heading h2")).to_have_count(SESSIONS)
    expect(page.locator(".session-heading").first).to_contain_text("14/10/2031")
    expect(page.locator(".session-heading").last).to_contain_text("15/10/2031")
