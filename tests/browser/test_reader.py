"""The reader on a phone: turning, zooming, finding, marking, and what happens to its document."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES
from tests.browser.stories import Hall, found_hall, keep_picture, write_report
from tests.running import Client, RunningServer

REPORT = "Báo cáo chính trị trình Đại hội"
MOST_BEFORE_THE_PICTURE = 40
"""Elements; the whole reader has more than 500."""
LAST_WORDS = "Lời cuối: tuổi trẻ Đắk Lĩnh vững bước vào nhiệm kỳ mới."
PAGES = 7
ZALO = (
    "Mozilla/5.0 (Linux; Android 9; SM-A105F; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/70.0.3538.110 Mobile Safari/537.36 Zalo android/12100718"
)
FORBID_STORAGE = """
Object.defineProperty(window, "localStorage", { get() { throw new Error("forbidden"); } });
"""
WIDTH_OF_PAGES = "document.getElementById('sheets').getBoundingClientRect().width"
PINCH = """
async ([x, y, from, to]) => {
  const target = document.elementFromPoint(x, y);
  const touch = (id, dx) => new Touch({ identifier: id, target, clientX: x + dx, clientY: y });
  const send = (kind, touches) => target.dispatchEvent(new TouchEvent(kind, {
    touches, changedTouches: touches, bubbles: true, cancelable: true,
  }));
  send("touchstart", [touch(1, -from / 2), touch(2, from / 2)]);
  for (let step = 1; step <= 5; step += 1) {
    const apart = from + ((to - from) * step) / 5;
    send("touchmove", [touch(1, -apart / 2), touch(2, apart / 2)]);
  }
  send("touchend", []);
}
"""


@pytest.fixture(scope="module")
def hall(server: RunningServer, admin: Client) -> Hall:
    hall = found_hall(server, admin, "Đại hội Đoàn tỉnh Đắk Lĩnh lần thứ XII")
    hall.add_session("Phiên thứ nhất (trù bị)")
    return hall


@pytest.fixture(scope="module")
def report(hall: Hall, tmp_path_factory: pytest.TempPathFactory) -> int:
    path = tmp_path_factory.mktemp("report") / "r.pdf"
    write_report(path, REPORT, pages=PAGES, last_words=LAST_WORDS)
    return hall.add_document(path, REPORT)


@pytest.fixture
def reader(hall: Hall, report: int, phone: Callable[[], Page]) -> Page:
    """A guest's phone with the report open."""
    page = phone()
    hall.scanned_by(page, session=hall.sessions[0])
    return open_document(page, hall, report)


def open_document(page: Page, hall: Hall, document: int) -> Page:
    page.goto(hall.page(f"/c/{{id}}/documents/{document}"))
    expect(page.locator(".sheet-picture img").first).to_be_visible()
    # What one can do comes after the picture: keys are heard from here on.
    expect(page.locator("#tools")).to_be_visible(timeout=30_000)
    return page


def is_at(page: Page, number: int) -> None:
    expect(page.locator("#page-number")).to_have_text(re.compile(rf"^{number} / "))


def more(page: Page, choice: str) -> None:
    page.locator("#more-button").click()
    page.locator(choice).click()


def new_delegate(hall: Hall, number: str, name: str) -> str:
    """Enter a delegate; returns where the badge's code leads."""
    made = hall.post("/delegates", {"number": number, "name": name, "delegation": "Đoàn A"})
    return str(hall.server.url + "/b/" + made["badge_url"].rpartition("/")[2])


def until(page: Page, expression: str) -> None:
    """Wait until a JavaScript expression is true; the page's own policy forbids eval in it."""
    deadline = time.monotonic() + 60
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(50)


def width_of_pages(page: Page) -> float:
    return float(page.evaluate(WIDTH_OF_PAGES))


def test_page_by_page_is_remembered_and_turns_by_button_key_and_swipe(reader: Page) -> None:
    more(reader, "#page-mode")
    reader.locator("#more-button").click()
    expect(reader.locator(".sheet:visible")).to_have_count(1)
    reader.locator("#page-after").click()
    is_at(reader, 2)
    reader.keyboard.press("PageDown")
    is_at(reader, 3)
    reader.keyboard.press("ArrowRight")
    is_at(reader, 4)
    reader.keyboard.press("End")
    is_at(reader, int(reader.locator("#page-number").inner_text().split("/")[1]))
    expect(reader.locator("#page-after")).to_be_disabled()
    reader.keyboard.press("Home")
    is_at(reader, 1)
    reader.locator("#main").evaluate(
        """main => {
            const at = { identifier: 1, target: main, clientY: 300 };
            const touch = (x) => new Touch({ ...at, clientX: x });
            const send = (kind, x, touches) => main.dispatchEvent(new TouchEvent(kind, {
                touches, changedTouches: [touch(x)], bubbles: true, cancelable: true,
            }));
            send("touchstart", 300, [touch(300)]);
            send("touchend", 80, []);
        }"""
    )
    is_at(reader, 2)
    keep_picture(reader, "reader-page-by-page")
    reader.reload()
    expect(reader.locator("#turn")).to_be_visible()


def test_the_place_is_kept(reader: Page, hall: Hall, report: int) -> None:
    reader.locator("#page-button").click()
    reader.locator("#jump-page").fill("5")
    reader.locator("#jump-page").press("Enter")
    is_at(reader, 5)
    expect(reader.locator("#page-spoken")).to_contain_text("5")
    reader.goto("about:blank")
    open_document(reader, hall, report)
    is_at(reader, 5)


def test_two_fingers_zoom_and_the_sharp_picture_comes(reader: Page) -> None:
    before = width_of_pages(reader)
    sharp = []
    reader.on(
        "request", lambda request: sharp.append(request.url) if "w=1440" in request.url else None
    )
    reader.evaluate(PINCH, [200, 300, 100, 220])
    assert width_of_pages(reader) == pytest.approx(before * 2.2, rel=0.05)
    picture = reader.locator(".sheet[data-page='1'] img")
    expect(picture).to_have_js_property("naturalWidth", 1440)
    assert sharp
    main = reader.locator("#main")
    assert main.evaluate("main => main.scrollWidth > main.clientWidth && main.scrollLeft > 0")
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")
    keep_picture(reader, "reader-zoomed")
    reader.evaluate(PINCH, [200, 300, 220, 60])
    assert width_of_pages(reader) == pytest.approx(before, rel=0.02)
    reader.keyboard.press("+")
    until(reader, f"{WIDTH_OF_PAGES} > {before * 1.3}")
    reader.keyboard.press("-")
    until(reader, f"Math.abs({WIDTH_OF_PAGES} - {before}) < {before * 0.02}")


def test_a_phone_gets_the_small_picture_first_and_only_what_it_nears(
    hall: Hall, report: int, phone: Callable[[], Page]
) -> None:
    page = phone()
    hall.scanned_by(page, session=hall.sessions[0])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_document(page, hall, report)
    is_at(page, 1)
    page.wait_for_timeout(1500)
    pictures = [url for url in asked if "/pages/" in url and "w=" in url]
    assert pictures[0].endswith("/pages/1?w=720&v=1")
    assert all("w=720" in url for url in pictures)
    assert len(pictures) == len(set(pictures)) < PAGES
    answer = page.request.get(pictures[0])
    assert "immutable" in answer.headers["cache-control"]


def keep(route: Route, held: list[Route]) -> None:
    """Let a request wait; Playwright takes no built-in function for this."""
    held.append(route)


def wait_for_one(page: Page, held: list[Route]) -> None:
    """Wait until a request was held."""
    deadline = time.monotonic() + 60
    while not held:
        assert time.monotonic() < deadline, "nobody asked for it"
        page.wait_for_timeout(20)


def test_a_first_picture_that_is_slow_holds_nothing_up(
    hall: Hall, report: int, phone: Callable[[], Page]
) -> None:
    page = phone()
    hall.scanned_by(page, session=hall.sessions[0])
    held: list[Route] = []
    page.route(re.compile(r"/pages/1\?w=720"), lambda route: keep(route, held))
    page.goto(hall.page(f"/c/{{id}}/documents/{report}"), wait_until="domcontentloaded")
    expect(page.locator("#tools")).to_be_visible(timeout=30_000)
    wait_for_one(page, held)
    for each in held:
        each.continue_()
    until(page, "document.querySelector('.sheet-picture img').naturalWidth === 720")


def test_until_the_first_picture_the_page_is_little_more_than_it(
    hall: Hall, report: int, phone: Callable[[], Page]
) -> None:
    page = phone()
    hall.scanned_by(page, session=hall.sessions[0])
    held: list[Route] = []
    page.route(re.compile(r"/reader_start-"), lambda route: keep(route, held))
    page.goto(hall.page(f"/c/{{id}}/documents/{report}"), wait_until="commit")
    until(page, "document.querySelector('.sheet-picture img')?.naturalWidth === 720")
    until(page, "document.readyState === 'interactive'")
    wait_for_one(page, held)
    assert page.locator("body *:not(script)").count() < MOST_BEFORE_THE_PICTURE
    for each in held:
        each.continue_()
    expect(page.locator("#tools")).to_be_visible(timeout=30_000)
    assert page.locator("script.later").count() == 0
    expect(page.locator(".skip-link")).to_be_attached()


def test_search_lists_hits_and_marks_them_on_the_page(reader: Page) -> None:
    reader.keyboard.press("/")
    expect(reader.locator("#search input")).to_be_focused()
    reader.locator("#search input").fill("tuoi tre dak linh vung buoc")
    expect(reader.locator("#hit-count")).to_contain_text(re.compile(r"1"))
    reader.locator("#hit-all").click()
    rows = reader.locator("#hit-pages .row")
    expect(rows).to_have_count(1)
    assert "đắk lĩnh" in rows.locator("mark").first.inner_text().lower()
    keep_picture(reader, "reader-hits")
    rows.click()
    expect(reader.locator("#hit-list")).to_be_hidden()
    hit = reader.locator(".sheet-text .is-hit")
    expect(hit.first).to_be_in_viewport()
    everywhere = reader.locator("#hit-everywhere").get_attribute("href") or ""
    assert "q=tuoi%20tre" in everywhere
    reader.keyboard.press("Escape")
    expect(reader.locator("#search-panel")).to_be_hidden()
    expect(reader.locator("#search-button")).to_be_focused()
    expect(hit).to_have_count(0)
    reader.goto(reader.url.split("/c/")[0] + everywhere)
    expect(reader.locator("#found mark").first).to_be_visible()


@pytest.mark.parametrize("query", ["ĐẮK LĨNH", "đắk lĩnh", "đa\u0306\u0301k li\u0303nh", "dak lin"])
def test_search_knows_every_spelling(reader: Page, query: str) -> None:
    reader.locator("#search-button").click()
    reader.locator("#search input").fill(query)
    expect(reader.locator(".sheet-text .is-hit").first).to_be_in_viewport()


def test_marks_and_notes_stay_on_a_guests_phone(reader: Page) -> None:
    sent: list[str] = []
    reader.on(
        "request", lambda request: sent.append(request.url) if "/notes" in request.url else None
    )
    reader.locator("#marks-button").click()
    reader.locator("#mark-page").click()
    expect(reader.locator("#mark-page")).to_have_attribute("aria-pressed", "true")
    reader.locator("#note").fill("Hỏi lại số liệu")
    expect(reader.locator("#marks-list li")).to_have_count(1)
    keep_picture(reader, "reader-marks")
    reader.reload()
    reader.locator("#page-button").click()
    reader.locator("#jump-page").fill("4")
    reader.locator("#jump-page").press("Enter")
    is_at(reader, 4)
    reader.locator("#marks-button").click()
    expect(reader.locator("#note")).to_have_value("")
    reader.locator("#marks-list button", has_text="Hỏi lại số liệu").click()
    is_at(reader, 1)
    assert sent == []


def test_notes_follow_the_badge_to_another_phone_and_leave_a_shared_one(
    hall: Hall, report: int, phone: Callable[[], Page]
) -> None:
    minh, hoa = new_delegate(hall, "701", "Nguyễn Văn Minh"), new_delegate(hall, "702", "Trần Hoa")
    shared, other = phone(), phone()
    shared.goto(minh)
    open_document(shared, hall, report)
    shared.locator("#marks-button").click()
    with shared.expect_response(lambda answer: "/notes/1" in answer.url and answer.ok):
        shared.locator("#note").fill("Riêng của Minh")
        shared.locator("#note").blur()
    other.goto(minh)
    open_document(other, hall, report)
    other.locator("#marks-button").click()
    expect(other.locator("#note")).to_have_value("Riêng của Minh")
    shared.goto(hoa)
    open_document(shared, hall, report)
    shared.locator("#marks-button").click()
    expect(shared.locator("#marks-none")).to_be_visible()
    until(shared, "!JSON.stringify(localStorage).includes('Minh')")
    assert "Riêng của Minh" not in shared.content()


def test_a_browser_that_keeps_nothing_says_so_once_and_reads_on(
    hall: Hall, report: int, phone: Callable[[], Page]
) -> None:
    page = phone()
    page.add_init_script(FORBID_STORAGE)
    hall.scanned_by(page, session=hall.sessions[0])
    open_document(page, hall, report)
    expect(page.locator("#forgets")).to_be_hidden()
    page.keyboard.press("b")
    page.keyboard.press("b")
    expect(page.locator("#forgets")).to_be_visible()
    assert page.locator("#forgets").count() == 1
    page.locator("#page-button").click()
    page.locator("#jump-page").fill("3")
    page.locator("#jump-page").press("Enter")
    page.wait_for_url("**#page=3")
    page.reload()
    is_at(page, 3)


def test_large_text_flows_and_keeps_place_and_search(reader: Page) -> None:
    reader.locator("#reading-button").click()
    flowing = reader.locator("#reading")
    expect(flowing.locator("h2", has_text="1. Kết quả năm thứ 1")).to_be_visible()
    expect(flowing.locator("p", has_text="mở rộng mặt trận đoàn kết").first).to_be_visible()
    before = flowing.evaluate("box => parseFloat(getComputedStyle(box).fontSize)")
    reader.keyboard.press("+")
    larger = "parseFloat(getComputedStyle(document.getElementById('reading')).fontSize)"
    until(reader, f"{larger} > {before}")
    reader.locator("#search-button").click()
    reader.locator("#search input").fill("chuyen bien")
    expect(flowing.locator("mark").first).to_have_text(re.compile("chuyển biến", re.IGNORECASE))
    reader.locator("#search-close").click()
    reader.locator("#page-button").click()
    reader.locator("#jump-page").fill("4")
    reader.locator("#jump-page").press("Enter")
    is_at(reader, 4)
    reader.locator("#reading-button").click()
    is_at(reader, 4)


def test_dark_is_remembered(reader: Page) -> None:
    more(reader, "#dark-button")
    expect(reader.locator("html")).to_have_class(re.compile("theme-dark"))
    reader.reload()
    expect(reader.locator("html")).to_have_class(re.compile("theme-dark"))


def test_the_shared_address_is_the_pages_own_and_opens_nothing_new(
    reader: Page, hall: Hall, report: int, phone: Callable[[], Page]
) -> None:
    more(reader, "#share-button")
    address = reader.locator(".dialog input").input_value()
    assert address == hall.page(f"/c/{{id}}/documents/{report}#page=1")
    keep_picture(reader, "reader-share")
    stranger = phone()
    answer = stranger.goto(address)
    assert answer is not None
    assert answer.status == 401
    assert REPORT not in stranger.content()


def test_in_a_chat_program_reading_works_and_downloading_is_explained(
    hall: Hall, report: int, chromium
) -> None:
    width, height = PHONE_SIZES[0]
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        is_mobile=True,
        has_touch=True,
        user_agent=ZALO,
        locale="vi-VN",
        accept_downloads=False,
    )
    try:
        page = context.new_page()
        page.set_default_timeout(45_000)
        hall.scanned_by(page, session=hall.sessions[0])
        open_document(page, hall, report)
        page.locator("#more-button").click()
        expect(page.locator("#print-button")).to_be_hidden()
        page.locator("#download").click()
        expect(page.locator(".dialog input")).to_have_value(re.compile(rf"/documents/{report}"))
        keep_picture(page, "reader-in-chat-program")
        assert len(context.pages) == 1
    finally:
        context.close()


def test_printing_prints_the_page_one_reads(reader: Page) -> None:
    reader.evaluate(
        """() => { window.print = () => {
            window.printed = [...document.querySelectorAll(".prints-one > .is-printed .sheet")]
                .map((sheet) => [sheet.dataset.page, sheet.querySelector("img").naturalWidth]);
        }; }"""
    )
    more(reader, "#print-button")
    until(reader, "window.printed !== undefined")
    assert reader.evaluate("window.printed") == [["1", 1440]]


def test_keys_are_explained_and_focus_comes_back(reader: Page) -> None:
    reader.keyboard.press("?")
    expect(reader.locator(".dialog dt").first).to_be_visible()
    reader.keyboard.press("Escape")
    expect(reader.locator(".dialog")).to_have_count(0)
    reader.locator("#marks-button").focus()
    reader.keyboard.press("Enter")
    expect(reader.locator("#mark-page")).to_be_focused()
    reader.keyboard.press("Escape")
    expect(reader.locator("#marks")).to_be_hidden()
    expect(reader.locator("#marks-button")).to_be_focused()


def test_a_new_version_is_offered_and_keeps_the_page(
    hall: Hall, phone: Callable[[], Page], tmp_path: Path
) -> None:
    first = write_report(tmp_path / "1.pdf", "Dự thảo Nghị quyết", pages=4)
    document = hall.add_document(first, "Dự thảo Nghị quyết")
    page = phone()
    hall.scanned_by(page, session=hall.sessions[0])
    open_document(page, hall, document)
    page.locator("#page-button").click()
    page.locator("#jump-page").fill("3")
    page.locator("#jump-page").press("Enter")
    is_at(page, 3)
    second = write_report(tmp_path / "2.pdf", "Dự thảo Nghị quyết", pages=4, last_words="Bản hai.")
    upload = {"file": (second.name, second.read_bytes())}
    path = f"{hall.api}/documents/{document}/file"
    assert hall.admin.call("PUT", path, {}, files=upload).status == 202
    expect(page.locator("#renewed-load")).to_be_in_viewport(timeout=60_000)
    is_at(page, 3)
    keep_picture(page, "reader-new-version")
    page.locator("#renewed-load").click()
    expect(page.locator("#renewed")).to_be_hidden()
    is_at(page, 3)
    facts = page.evaluate("JSON.parse(document.getElementById('document').textContent)")
    assert facts["version"] == 2


def test_a_withdrawn_document_leaves_the_open_reader(
    hall: Hall, phone: Callable[[], Page], tmp_path: Path
) -> None:
    document = hall.add_document(write_report(tmp_path / "1.pdf", "Bản nháp", pages=2), "Bản nháp")
    page = phone()
    hall.scanned_by(page, session=hall.sessions[0])
    open_document(page, hall, document)
    assert hall.admin.call("DELETE", f"{hall.api}/documents/{document}").status == 204
    expect(page.locator("#gone")).to_be_visible()
    expect(page.locator(".sheet")).to_have_count(0)
    expect(page.locator("#tools")).to_be_hidden()
    keep_picture(page, "reader-withdrawn")
    answer = page.reload()
    assert answer is not None
    assert answer.status == 410
    keep_picture(page, "reader-withdrawn-again")


def test_a_scan_says_that_search_cannot_see_it(
    hall: Hall, phone: Callable[[], Page], tmp_path: Path
) -> None:
    picture = tmp_path / "scan.png"
    Image.effect_noise((800, 1100), 40).convert("RGB").save(picture)
    document = hall.add_document(picture, "Bản chụp có dấu đỏ")
    page = phone()
    hall.scanned_by(page, session=hall.sessions[0])
    page.locator(".tab-bar a[href='#documents']").tap()
    page.locator("#search input").fill("dau do")
    expect(page.locator("#found")).to_contain_text("Bản chụp có dấu đỏ")
    open_document(page, hall, document)
    expect(page.locator("#scan")).to_be_visible()
    page.locator("#reading-button").click()
    page.locator("#reading .button").first.click()
    expect(page.locator("#reading")).to_be_hidden()
    keep_picture(page, "reader-scan")


def test_the_list_of_delegates_follows_the_roster(hall: Hall, phone: Callable[[], Page]) -> None:
    new_delegate(hall, "801", "Lê Thị Ánh")
    page = phone()
    hall.scanned_by(page, session=hall.sessions[0])
    page.goto(hall.page("/c/{id}/delegates"))
    names = page.locator("#delegations .row-title")
    expect(names.filter(has_text="Lê Thị Ánh")).to_be_visible()
    new_delegate(hall, "802", "Đỗ Đắc An")
    expect(names.filter(has_text="Đỗ Đắc An")).to_be_visible()
    shown = names.all_inner_texts()
    assert shown.index("Đỗ Đắc An") < shown.index("Lê Thị Ánh")
    page.locator("#filter input").fill("do dac")
    expect(names.filter(visible=True)).to_have_count(1)
    keep_picture(page, "delegate-list")


def test_a_laptop_reads_with_the_keyboard_alone(
    hall: Hall, report: int, open_page: Callable[[tuple[int, int]], Page]
) -> None:
    page = open_page(SCREEN_SIZES[0])
    hall.scanned_by(page, session=hall.sessions[0])
    open_document(page, hall, report)
    for _ in range(3):
        page.keyboard.press("PageDown")
    until(page, "document.getElementById('main').scrollTop > 900")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    is_at(page, 1)
    words = page.locator(".sheet[data-page='1'] .sheet-text")
    expect(words).to_contain_text("Báo")
    order = page.evaluate(
        "[...document.querySelectorAll('.sheet-text')].slice(0, 2).map((each) => each.innerText)"
    )
    assert "Kết quả năm thứ 1" in " ".join(order[0].split())
