"""Searching all documents on a phone: the best twenty, and more when one asks."""

from collections.abc import Callable

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE_SIZES
from tests.browser.stories import Hall, found_hall, keep_picture, write_report
from tests.running import RunningServer

REPORT = "Báo cáo tổng hợp"
ASKED = "tuoi tre tinh nha"
PAGES = 45
AT_ONCE = 20
PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def hall(server: RunningServer, tmp_path_factory: pytest.TempPathFactory) -> Hall:
    """A congress with one report of 45 pages, the words on each of them."""
    hall = found_hall(server, server.admin(), "Đại hội Đoàn tỉnh Sông Cầu")
    hall.add_session("Phiên thứ nhất")
    path = tmp_path_factory.mktemp("long") / "report.pdf"
    write_report(path, REPORT, pages=PAGES)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.pages[PAGES:]
        pdf.save(path)
    hall.add_document(path, REPORT)
    return hall


@pytest.fixture
def found(hall: Hall, open_page: Callable[[tuple[int, int]], Page]) -> Page:
    """A guest's small phone that has just searched, over plain HTTP as in most halls.

    There is no service worker then, which would also answer what a test means to break.
    """
    page = open_page(PHONE_SIZES[0])
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    hall.scanned_by(page, session=hall.sessions[0])
    page.locator(".tab-bar a[href='#documents']").tap()
    page.locator("#search input").fill(ASKED)
    expect(page.locator("#found .rows a")).to_have_count(AT_ONCE, timeout=PATIENCE_MS)
    return page


def test_more_is_shown_until_all_is_found(found: Page) -> None:
    rows, button = found.locator("#found .rows a"), found.locator("#found button")
    button.scroll_into_view_if_needed()
    keep_picture(found, "search-1-twenty")
    button.tap()
    expect(rows).to_have_count(2 * AT_ONCE, timeout=PATIENCE_MS)
    expect(rows.nth(AT_ONCE)).to_be_focused()
    expect(rows.nth(AT_ONCE)).to_be_in_viewport()
    keep_picture(found, "search-2-forty")
    button.focus()
    found.keyboard.press("Enter")
    expect(rows).to_have_count(PAGES, timeout=PATIENCE_MS)
    expect(rows.nth(2 * AT_ONCE)).to_be_focused()
    expect(button).to_have_count(0)
    addresses = rows.evaluate_all("found => found.map((each) => each.href)")
    assert len(set(addresses)) == PAGES
    expect(found.locator("#found .quiet").first).to_contain_text(str(PAGES))
    number = int(addresses[-1].rpartition("=")[2])
    rows.last.tap()
    expect(found.locator("#page-number")).to_have_text(f"{number} / {PAGES}", timeout=PATIENCE_MS)
    hit = found.locator(".sheet").nth(number - 1).locator(".sheet-text .is-hit").first
    expect(hit).to_be_in_viewport(timeout=PATIENCE_MS)


def test_more_that_does_not_come_keeps_what_is_there(found: Page) -> None:
    rows, button = found.locator("#found .rows a"), found.locator("#found button")
    found.route("**/search?*skip=*", lambda route: route.abort())
    button.tap()
    expect(found.locator("#found [role=status]")).not_to_be_empty(timeout=PATIENCE_MS)
    expect(rows).to_have_count(AT_ONCE)
    expect(button).to_be_enabled()
    keep_picture(found, "search-3-broken")
    found.unroute_all()
    button.tap()
    expect(rows).to_have_count(2 * AT_ONCE, timeout=PATIENCE_MS)


def test_a_full_last_portion_ends_without_a_doubt(found: Page) -> None:
    """Nobody can know that exactly twenty were all: the offer goes when nothing more comes."""
    found.route("**/search?*skip=*", lambda route: route.fulfill(json=[]))
    button, rows = found.locator("#found button"), found.locator("#found .rows a")
    button.tap()
    expect(button).to_have_count(0, timeout=PATIENCE_MS)
    expect(rows).to_have_count(AT_ONCE)
    expect(rows.last).to_be_focused()
