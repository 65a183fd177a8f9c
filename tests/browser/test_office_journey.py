"""From an empty data folder to printed badges and the adopted report, with nothing but the screen.

A secretary who has never seen the office goes where its pages lead. The test reads results; all
that is done is done by pressing and typing, in both languages.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import zxingcpp
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from tests.app.delegates import workbooks
from tests.browser.chromium import SCREEN_SIZES
from tests.browser.stories import keep_picture
from tests.running import RunningServer, running_server

OpenPage = Callable[[tuple[int, int]], Page]
PATIENCE_MS = 60_000
TITLE = "Đại hội Đoàn tỉnh Thanh Lĩnh lần thứ XII"
REPORT = "Báo cáo thẩm tra tư cách đại biểu"
LISTS = {
    "danh sách lộn xộn.xlsx": (workbooks.columns_in_disorder, {6: "Hoàng Văn Thức"}, 5),
    "mẫu của tỉnh.xlsx": (workbooks.form_with_sections, {}, 5),
    "phông chữ cũ.xlsx": (workbooks.old_letters_sheet_by_sheet, {}, 4),
}
"""Each list of an office: who makes it, names that have to be put right, whom it brings."""
PEOPLE = sum(people for _make, _names, people in LISTS.values())
CAME = ("001", "002", "003")


@pytest.fixture(scope="module")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The server as ./run --empty starts it, with nothing in it."""
    with running_server(tmp_path_factory.mktemp("journey") / "data") as server:
        yield server


@pytest.fixture
def page(open_page: OpenPage) -> Iterator[Page]:
    """The secretary's laptop; no page may throw."""
    thrown: list[str] = []
    opened = open_page(SCREEN_SIZES[0])
    opened.set_default_timeout(PATIENCE_MS)
    opened.on("pageerror", lambda error: thrown.append(str(error)))
    yield opened
    assert thrown == []


@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_from_an_empty_folder_to_badges_and_the_adopted_report(
    empty_server: RunningServer, page: Page, open_page: OpenPage, tmp_path: Path, language: str
) -> None:
    sign_in(page, empty_server, language)
    make_congress(page)
    add_session(page)
    add_item(page)
    for name, (make, names, _people) in LISTS.items():
        path = tmp_path / name
        path.write_bytes(make())
        import_list(page, path, names)
    expect(page.locator("#roster tbody tr")).to_have_count(PEOPLE)
    keep_picture(page, f"journey-roster-{language}")
    print_badges(page)
    check_in(page)
    adopt(page, language)
    open_report(page)
    show_on_the_screen(page)


def go_to(page: Page, section: str) -> None:
    """Press an entry of the office's menu."""
    page.locator(f".menu a[href$='/{section}']").click()
    page.wait_for_url(f"**/{section}")


def sign_in(page: Page, server: RunningServer, language: str) -> None:
    """Come in by the start page, choose the language there, type the first login."""
    page.goto(f"{server.url}/")
    other = page.locator(f"a[hreflang={language}]:not([aria-current])")
    if other.count():
        other.first.click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.locator("a[href='/sign-in']").click()
    expect(page.locator("#name")).to_be_focused()
    page.keyboard.type("admin")
    page.fill("#password", server.admin_password)
    page.press("#password", "Enter")
    page.wait_for_url("**/office")


def make_congress(page: Page) -> None:
    """Make the congress; the fold is open when there is none yet."""
    if not page.locator("#title").is_visible():
        page.locator("#new summary").click()
    today = datetime.now(UTC).date()
    page.fill("#title", TITLE)
    page.fill("#starts", today.isoformat())
    page.fill("#ends", (today + timedelta(days=1)).isoformat())
    page.fill("#venue", "Trung tâm Hội nghị tỉnh")
    page.locator("#new form button").click()
    page.wait_for_url("**/office/*")


def add_session(page: Page) -> None:
    """Follow the first of the next steps; the session is going on now."""
    page.locator(".checklist .is-next a").click()
    page.wait_for_url("**/agenda")
    now = datetime.now(UTC) + timedelta(hours=7)
    page.fill("#session-title-new", "Phiên thứ nhất")
    page.fill("#session-starts-new", f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M}")
    page.fill("#session-ends-new", f"{now + timedelta(hours=4):%Y-%m-%dT%H:%M}")
    page.locator("#add-session form button").click()
    expect(page.locator("section h2", has_text="Phiên thứ nhất")).to_be_visible()


def add_item(page: Page) -> None:
    """The report has its place in the agenda."""
    page.locator("[id^=item-title-]").fill(REPORT)
    page.locator("[id^=item-kind-]").select_option("report")
    page.locator("details[id^=add-]:not(#add-session) form button").click()
    expect(page.locator(".agenda-row .row-title")).to_have_text([REPORT])


def import_list(page: Page, path: Path, names: dict[int, str]) -> None:
    """Look at a list, put names right where the page says so, take it in."""
    go_to(page, "delegates")
    if not page.locator("#import-file").is_visible():
        page.locator("a[href='#import']").click()
    page.set_input_files("#import-file", path)
    page.locator("#import-form button:not([type])").click()
    expect(page.locator("#draft-go")).to_be_enabled()
    for row, name in names.items():
        cells = page.locator("#draft-rows tr").filter(
            has=page.locator(f"td:first-child:text-is('{row}')")
        )
        cells.locator("[data-field=name]").click()
        expect(page.locator("#fix-field")).to_be_focused()
        page.fill("#fix-field", name)
        page.press("#fix-field", "Enter")
        expect(page.locator(".dialog")).to_have_count(0)
    page.locator("#draft-go").click()
    page.locator("#draft-done a").first.click()
    page.wait_for_url("**/delegates")


def print_badges(page: Page) -> None:
    """Print them all, and read every code as a desk's scanner does."""
    go_to(page, "print")
    content = opened_by(page, "#badges .button", "badges.pdf")
    codes = set()
    with PdfDocument(content) as printed:
        for sheet in printed:
            picture = sheet.render(scale=3).to_pil()
            codes |= {code.text for code in zxingcpp.read_barcodes(picture)}
    assert len(codes) == PEOPLE


def opened_by(page: Page, button: str, name: str) -> bytes:
    """Press a button that opens a file; returns the file that the browser asked for."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.locator(button).first.click()
    found: list[str] = []
    for _ in range(PATIENCE_MS // 100):
        found = [address for address in asked if name in address]
        if found:
            break
        page.wait_for_timeout(100)
    assert found, asked
    answer = page.request.get(found[0])
    assert answer.ok, answer.status
    return answer.body()


def check_in(page: Page) -> None:
    """Three come to the desk, each by another way of typing."""
    page.locator(".menu a").first.click()
    page.locator("a[href^='/desk/']").click()
    entry = page.locator("#entry")
    expect(entry).to_be_focused()
    for count, number in enumerate(CAME, start=1):
        page.keyboard.type(number)
        page.keyboard.press("Enter")
        expect(page.locator("#recent > *")).to_have_count(count)
        expect(entry).to_have_value("")
    expect(page.locator("#present")).to_have_text(str(len(CAME)))
    page.locator(".app-header a[href^='/office/']").click()
    expect(page.locator("[data-figure=present]")).to_have_text(str(len(CAME)))


def adopt(page: Page, language: str) -> None:
    """Record that the congress has adopted the report."""
    go_to(page, "credentials")
    page.locator("form[data-api$=adoptions] button").click()
    page.locator(".dialog button").first.click()
    adopted = page.locator("section[aria-labelledby=adopt-heading] a.row")
    expect(adopted).to_have_count(1)
    adopted.click()
    page.wait_for_url("**report_id=*")
    keep_picture(page, f"journey-report-{language}")


def open_report(page: Page) -> None:
    """Open the report as PDF and for Word."""
    with PdfDocument(opened_by(page, "a[href*='credentials.pdf']", "credentials.pdf")) as report:
        assert len(report) >= 1
    word = opened_by(page, "a[href*='credentials.docx']", "credentials.docx")
    assert "word/document.xml" in ZipFile(BytesIO(word)).namelist()


def show_on_the_screen(page: Page) -> None:
    """Make slides of the report, go to the remote, and show them to the hall."""
    page.locator("form[data-api$='credentials/slides'] button").click()
    expect(page.locator(".toast")).to_be_visible()
    page.locator("a[href^='/remote/']").first.click()
    forward = page.locator("#forward")
    expect(forward).to_be_enabled()
    forward.click()
    expect(page.locator("#item")).to_have_text(REPORT)
    page.locator("#deck .deck-slide").first.click()
    expect(page.locator("#preview img")).to_be_visible()
    screen = page.context.new_page()
    screen.goto(page.url.replace("/remote/", "/screen/"))
    expect(screen.locator("#picture img")).to_be_visible()
    expect(screen.locator("#item")).to_contain_text(REPORT)
    keep_picture(screen, "journey-screen")
    screen.close()
