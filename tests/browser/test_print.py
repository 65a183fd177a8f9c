"""Printing, readers and paper as people meet them, in both languages."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.chromium import SCREEN_SIZES
from tests.browser.stories import Hall, found_hall, write_report
from tests.running import Client, RunningServer

OpenPage = Callable[[tuple[int, int]], Page]
WORDS = {
    "vi": {
        "renewed": "không còn mở được gì",
        "unopened": "Ai chưa mở",
        "told": "bằng thẻ đại biểu",
    },
    "en": {"renewed": "open nothing any more", "unopened": "Not opened", "told": "with your badge"},
}


@pytest.fixture
def hall(server: RunningServer, admin: Client, tmp_path: Path) -> Hall:
    """A congress with a session and a report of five pages."""
    hall = found_hall(server, admin, "Đại hội đại biểu lần thứ XII")
    hall.add_session("Phiên thứ nhất (trù bị)")
    hall.add_document(write_report(tmp_path / "a.pdf", "Báo cáo", pages=5), "Báo cáo chính trị")
    return hall


@pytest.fixture
def office(open_page: OpenPage, hall: Hall) -> Iterator[Callable[[str], Page]]:
    """Open a page of the office on a laptop; no page may throw."""
    thrown: list[str] = []

    def open_at(path: str) -> Page:
        page = open_page(SCREEN_SIZES[0])
        page.on("pageerror", lambda error: thrown.append(str(error)))
        hall.opened_by_staff(page, path)
        return page

    yield open_at
    assert thrown == []


def confirm(page: Page, button: str) -> None:
    page.locator(button).click()
    page.locator(".dialog button").first.click()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_code_gets_other_hours_and_is_renewed_with_a_warning(
    office: Callable[[str], Page], phone: Callable[[], Page], hall: Hall, language: str
) -> None:
    link = hall.post("/links", {"target": "session", "id": hall.sessions[0]})
    path = urlsplit(link["url"]).path
    assert hall.admin.call("GET", f"{hall.api}/links/{link['id']}/poster.pdf").status == 200
    page = office(f"/office/{{id}}/documents?lang={language}")
    more = f"#link-{link['id']}"
    page.locator(f"{more} summary").click()
    page.fill(f"#code-closes-{link['id']}", "2020-01-01T08:00")
    page.locator(f"{more} form").first.locator("button").click()
    expect(page.locator("#code-list .row-note")).to_contain_text("01/01/2020")
    visitor = phone()
    closed = visitor.goto(hall.server.url + path)
    assert closed is not None
    assert closed.status == 403
    expect(page.locator(more)).to_have_attribute("open", "")
    confirm(page, f"{more} form[data-api$=renew] button")
    expect(page.locator("#code-list > .notice-bad")).to_contain_text(WORDS[language]["renewed"])
    gone = visitor.goto(hall.server.url + path)
    assert gone is not None
    assert gone.status == 404


@pytest.mark.parametrize("language", ["vi", "en"])
def test_everything_is_printed_from_one_page(
    office: Callable[[str], Page], hall: Hall, language: str
) -> None:
    hall.post("/links", {"target": "session", "id": hall.sessions[0]})
    page = office(f"/office/{{id}}/print?lang={language}")
    page.fill("#network-name", "DAIHOI")
    page.fill("#network-password", "short")
    page.locator("#network button").click()
    expect(page.locator("#network .notice-bad")).to_be_visible()
    expect(page.locator("#network-name")).to_have_value("DAIHOI")
    page.fill("#network-password", "sonlam2027")
    page.locator("#network button").click()
    expect(page.locator("#wifi-shows")).to_be_visible()
    page.locator("#documents form button").click()
    expect(page.locator("#documents a.button")).to_be_visible()
    page.select_option("#tables-form", "tents")
    page.fill("#tables-count", "12")
    page.select_option("#wifi-shows", "letters")
    page.select_option("#poster-wifi", "name")
    for card in ("posters", "tables", "wifi"):
        address = page.locator(f"#{card} form[method=get]").evaluate(
            "form => form.action.split('?')[0] + '?' + new URLSearchParams(new FormData(form))"
        )
        answer = hall.admin.call("GET", address.removeprefix(hall.server.url))
        assert (answer.status, answer.content[:5]) == (200, b"%PDF-"), address
    sheet = page.locator("#documents a.button").get_attribute("href")
    assert sheet is not None
    assert hall.admin.call("GET", sheet).content.startswith(b"%PDF-")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_readers_are_counted_and_a_delegate_is_told(
    office: Callable[[str], Page], phone: Callable[[], Page], hall: Hall, language: str
) -> None:
    badges = [
        hall.post("/delegates", {"number": n, "name": name, "delegation": "Đoàn A"})["badge_url"]
        for n, name in (("001", "Trần Thị Hoa"), ("002", "Nguyễn Văn Minh"))
    ]
    (document,) = hall.get("/documents")
    reader = hall.page(f"/c/{{id}}/documents/{document['id']}")
    delegate, guest = phone(), phone()
    delegate.goto(hall.server.url + urlsplit(badges[1]).path)
    delegate.goto(hall.page(f"/c/{{id}}?lang={language}#me"))
    expect(delegate.locator("[data-view=me]")).to_contain_text(WORDS[language]["told"])
    hall.scanned_by(guest, session=hall.sessions[0])
    for browser in (delegate, guest, guest):
        browser.goto(reader)
    delegate.wait_for_timeout(1500)
    page = office(f"/office/{{id}}/readers?lang={language}")
    cells = page.locator("tbody tr").first.locator("td")
    for _ in range(20):
        if cells.nth(1).inner_text() == "3":
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(cells).to_contain_text(["0", "3", "2", "1 / 2", WORDS[language]["unopened"]])
    assert violations(page) == []
    cells.last.locator("a").click()
    expect(page.locator(".unopened-list li")).to_have_count(1)
    expect(page.locator(".unopened-list")).to_contain_text("Trần Thị Hoa")
    assert violations(page) == []


@pytest.mark.parametrize("language", ["vi", "en"])
def test_paper_that_was_printed_after_all_is_taken_off(
    office: Callable[[str], Page], hall: Hall, language: str
) -> None:
    page = office(f"/office/{{id}}/paper?lang={language}")
    page.fill("#copies", "1000")
    page.fill("#cost", "350")
    page.fill("#minutes", "1.5")
    page.locator("form", has=page.locator("#copies")).locator("button").click()
    thousands = {"vi": ".", "en": ","}[language]
    pages = hall.get("/documents")[0]["pages"]
    saved, cost = pages * 1000, pages * 900 * 350
    told = f"{saved:,}".replace(",", thousands)
    expect(page.locator(".paper-figure")).to_contain_text(told)
    page.fill("#run-sets", "100")
    page.locator("form", has=page.locator("#run-sets")).locator("button").click()
    told = f"{saved - pages * 100:,}".replace(",", thousands)
    expect(page.locator(".paper-figure")).to_contain_text(told)
    expect(page.locator(".facts")).to_contain_text(f"{cost:,} đ".replace(",", thousands))
    assert violations(page) == []
    page.goto(hall.page("/office/{id}"))
    expect(page.locator("#paper")).to_contain_text(told)


@pytest.mark.parametrize("path", ["/print", "/documents"])
def test_no_page_shuts_anybody_out(office: Callable[[str], Page], hall: Hall, path: str) -> None:
    hall.post("/links", {"target": "session", "id": hall.sessions[0]})
    hall.admin.call("PUT", f"{hall.api}/network", {"name": "DAIHOI", "password": "sonlam2027"})
    assert violations(office(f"/office/{{id}}{path}")) == []
