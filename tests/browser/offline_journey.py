"""A delegate's phone that keeps everything, loses the network and the server, and reads on."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Error, Page, expect

from tests.browser.stories import Hall, found_hall, keep_picture, write_report
from tests.running import RunningServer

REPORT, RULES = "Báo cáo chính trị trình Đại hội", "Quy chế làm việc"
PAGES = {REPORT: 8, RULES: 1}
LAST_WORDS = "Lời cuối: đường lối đổi mới đã mở lối cho tuổi trẻ tỉnh nhà."
PATIENCE_MS = 60_000


def hall_with_documents(server: RunningServer, folder: Path) -> Hall:
    """A congress with two documents, the longer one with words that stand once in it."""
    admin = server.admin()
    hall = found_hall(server, admin, "Đại hội Đoàn tỉnh Sông Lam lần thứ XII")
    hall.add_session("Phiên thứ nhất")
    for title, pages in PAGES.items():
        words = LAST_WORDS if title == REPORT else ""
        paper = write_report(folder / f"{pages}.pdf", title, pages=pages, last_words=words)
        hall.add_document(paper, title)
    return hall


def come_in(hall: Hall, phone: Callable[[], Page]) -> Page:
    """Scan the session's code and open the documents."""
    page = phone()
    hall.scanned_by(page, session=hall.sessions[0])
    page.goto(f"{page.url.split('#')[0]}#documents")
    return page


def download_all(page: Page) -> None:
    """Press the one button and wait until everything is on the phone."""
    panel = page.locator("#offline-pack")
    expect(panel.locator("[data-act=start]")).to_be_visible(timeout=PATIENCE_MS)
    expect(panel).to_contain_text(re.compile(r"2 .* MB"))
    keep_picture(page, "offline-1-button")
    panel.locator("[data-act=start]").tap()
    wait_for_all(page)
    keep_picture(page, "offline-2-whole")


def wait_for_all(page: Page, documents: int = 2) -> None:
    """Wait until the panel says that all documents are here."""
    whole = page.locator("#offline-pack .kept-line")
    expect(whole).to_contain_text(f"{documents}/{documents}", timeout=PATIENCE_MS)


@contextmanager
def network_gone(page: Page, server: RunningServer) -> Iterator[None]:
    """Freeze the whole server and take the browser's network away."""
    server.stop()
    page.context.set_offline(True)
    yield
    page.context.set_offline(False)


def visit(page: Page, address: str) -> None:
    """Open an address anew, as after closing the browser; it must open."""
    page.goto("about:blank")
    try:
        page.goto(address)
    except Error as error:
        raise AssertionError(f"{address} does not open: {error.message}") from error


def check_everything_is_readable(page: Page, hall: Hall) -> None:
    """Open each document from the list and see every page with its text; then search."""
    for title, pages in PAGES.items():
        visit(page, hall.page("/c/{id}") + "#documents")
        expect(page.locator("#offline")).to_be_visible()
        page.locator("#documents .row", has_text=title).tap()
        page.wait_for_url("**/documents/*")
        page.reload()
        # The other pages come once the first one stands; PAGES are the fewest that there are.
        expect(page.locator(".sheet").nth(pages - 1)).to_be_attached(timeout=PATIENCE_MS)
        for number in range(1, page.locator(".sheet").count() + 1):
            see_page(page, number)
    check_search(page, hall)


def see_page(page: Page, number: int) -> None:
    """Scroll to a page; its picture and its words must come."""
    sheet = page.locator(f".sheet[data-page='{number}']")
    sheet.evaluate("each => each.scrollIntoView()")
    expect(sheet.locator(".sheet-picture img")).to_be_attached(timeout=PATIENCE_MS)
    expect(sheet.locator(".sheet-text")).to_contain_text(re.compile(r"\w+"), timeout=PATIENCE_MS)
    width = sheet.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)")
    assert width == 720


def check_search(page: Page, hall: Hall) -> None:
    """Find words of the last page without accents, open the hit and see it marked."""
    visit(page, hall.page("/c/{id}") + "#documents")
    page.locator("#search input").fill("duong loi doi moi")
    marks = page.locator("#found mark")
    expect(marks.first).to_be_visible(timeout=PATIENCE_MS)
    assert marks.first.inner_text().lower().startswith("đường")
    keep_picture(page, "offline-3-found")
    page.locator("#found .row").first.tap()
    page.wait_for_url("**#page=*")
    hits = page.locator(".sheet-text .is-hit")
    expect(hits.first).to_be_attached(timeout=PATIENCE_MS)
    expect(hits.first).to_be_in_viewport(timeout=PATIENCE_MS)
    keep_picture(page, "offline-4-hit")


def kept(page: Page) -> list[str]:
    """The names of the caches of documents on this phone."""
    names = page.evaluate("caches.keys()")
    return sorted(name for name in names if "/d" in name)
