"""Minh reads on a tablet: badge, document, mark, note, search; and what is left of it."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.stories import Hall, found_hall, write_report
from tests.running import RunningServer

WITHIN_MS = 45_000
MINH, HOA, NOTE = "Nguyễn Văn Minh", "Trần Thị Hoa", "Hỏi lại số liệu của Minh"
REPORT, SEARCHED = "Báo cáo chính trị", "chuyen bien"
# Everything that scripts of the page can still read in this browser.
LEFT = """async picture => {
    const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
    for (const name of await caches.keys()) {
        found.push(name);
        for (const each of await (await caches.open(name)).keys()) found.push(each.url);
    }
    for (const each of await indexedDB.databases()) found.push(each.name);
    for (const each of await navigator.serviceWorker.getRegistrations()) found.push(each.scope);
    const cached = await fetch(picture, {cache: 'only-if-cached', mode: 'same-origin'})
        .then(answer => answer.ok, () => false);
    if (cached) found.push(picture);
    return found;
}"""

FORGET_THE_PROGRAMME = """() => {
    for (const name of Object.keys(localStorage)) {
        if (name.startsWith('agenda-')) localStorage.removeItem(name);
    }
}"""


def hall_of_two(server: RunningServer, folder: Path) -> Hall:
    """A congress with a report for delegates, and two of them."""
    hall = found_hall(server, server.admin(), "Đại hội dùng chung máy tính bảng")
    hall.add_session("Phiên thứ nhất")
    paper = write_report(folder / "report.pdf", REPORT, pages=2)
    hall.add_document(paper, REPORT, audience="delegates")
    for number, name in (("001", MINH), ("002", HOA)):
        hall.post("/delegates", {"number": number, "name": name, "delegation": "Đoàn A"})
    return hall


def come_to_the_tablet(hall: Hall, phone: Callable[[], Page]) -> Page:
    """A tablet that scanned the hall's code, on the page that offers to share it."""
    page = phone()
    hall.post("/links", {"target": "congress"})
    url = hall.get("/links")[0]["url"]
    page.goto(hall.server.url + urlsplit(url).path)
    page.goto(hall.page("/c/{id}") + "#me")
    return page


def share(page: Page) -> None:
    """Say that several people use it."""
    page.locator("#shared-device summary").tap()
    page.locator("[data-shared=POST]").tap()
    expect(page.locator("#shared-end")).to_be_visible(timeout=WITHIN_MS)


def show_badge(hall: Hall, page: Page, name: str) -> None:
    """Scan a new badge of somebody's."""
    who = next(each["id"] for each in hall.get("/delegates") if each["name"] == name)
    badge = hall.admin.call("POST", f"{hall.api}/delegates/{who}/badge").json["badge_url"]
    page.goto(hall.server.url + urlsplit(badge).path)


def read_as_minh(hall: Hall, page: Page) -> str:
    """Minh shows the badge, reads, marks, writes and searches; returns a picture's address."""
    show_badge(hall, page, MINH)
    page.goto(hall.page("/c/{id}") + "#documents")
    page.locator("#documents .row", has_text=REPORT).tap()
    picture = page.locator(".sheet[data-page='1'] img")
    expect(picture).to_be_visible(timeout=WITHIN_MS)
    address = str(picture.get_attribute("src"))
    page.locator("#marks-button").tap()
    page.locator("#mark-page").tap()
    with page.expect_response(lambda answer: "/notes/1" in answer.url and answer.ok):
        page.locator("#note").fill(NOTE)
        page.locator("#note").blur()
    page.goto(hall.page(f"/c/{{id}}?q={SEARCHED}") + "#documents")
    expect(page.locator("#found mark").first).to_be_visible(timeout=WITHIN_MS)
    return address


def check_nothing_is_left(
    hall: Hall, page: Page, picture: str, *, cookies: tuple[str, ...] = ()
) -> None:
    """Neither storage nor cookie nor page holds anything of Minh's; Minh's picture is refused."""
    assert {each["name"] for each in page.context.cookies()} <= {"congress", *cookies}
    # What the present page itself writes down of the hall's programme is nobody's.
    page.evaluate(FORGET_THE_PROGRAMME)
    left = [each for each in page.evaluate(LEFT, picture) if each not in ("", "{}")]
    mark = page.evaluate("document.body.dataset.sharedUse || null")
    assert [each for each in left if each != f'{{"shared-use":"{mark}"}}'] == []
    assert page.evaluate("url => fetch(url).then(answer => answer.status)", picture) == 404
    page.goto(hall.page("/c/{id}") + "#me")
    assert MINH not in page.content()
    for _ in range(3):
        page.go_back()
        page.wait_for_load_state()
        for trace in (MINH, NOTE):
            assert trace not in page.content()
