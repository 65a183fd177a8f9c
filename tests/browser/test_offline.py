"""Reading with the network really off: the server is gone and the browser has no line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.offline_journey import (
    REPORT,
    RULES,
    check_everything_is_readable,
    come_in,
    download_all,
    hall_with_documents,
    kept,
    network_gone,
    visit,
    wait_for_all,
)
from tests.browser.stories import Hall, wait_until, write_report
from tests.certificates import make_certificate
from tests.running import RunningServer, running_server

WITHIN_MS = 60_000
SIZE = {"width": 412, "height": 915}


@pytest.fixture
def hall(server: RunningServer, tmp_path: Path) -> Hall:
    return hall_with_documents(server, tmp_path)


def test_everything_is_read_and_searched_without_network_and_server(
    phone: Callable[[], Page], tmp_path: Path
) -> None:
    with running_server(tmp_path / "data") as server:
        hall = hall_with_documents(server, tmp_path)
        page = come_in(hall, phone)
        download_all(page)
        with network_gone(page, server):
            check_everything_is_readable(page, hall)


def test_what_was_opened_is_kept_and_the_rest_says_so(
    hall: Hall, phone: Callable[[], Page]
) -> None:
    page = come_in(hall, phone)
    expect(page.locator("#offline-pack [data-act=start]")).to_be_visible(timeout=WITHIN_MS)
    page.locator("#documents .row", has_text=RULES).tap()
    picture = page.locator(".sheet[data-page='1'] img")
    expect(picture).to_be_visible()
    expect(page.locator(".sheet[data-page='1'] .sheet-text")).to_contain_text("Quy")
    page.context.set_offline(True)
    page.reload()
    expect(picture).to_be_visible()
    visit(page, hall.page("/c/{id}") + "#documents")
    expect(page.locator("#offline")).to_be_visible()
    page.locator("#documents .row", has_text=REPORT).tap()
    expect(page.locator("[data-back]")).to_be_visible()


def test_a_withdrawn_document_is_gone_as_soon_as_the_phone_is_back(
    hall: Hall, phone: Callable[[], Page]
) -> None:
    page = come_in(hall, phone)
    download_all(page)
    assert len(kept(page)) == 2
    documents = {each["title"]: each["id"] for each in hall.get("/documents")}
    page.context.set_offline(True)
    hall.admin.call("DELETE", f"{hall.api}/documents/{documents[RULES]}")
    page.goto(hall.page(f"/c/{{id}}/documents/{documents[RULES]}"))
    expect(page.locator(".sheet").first).to_be_visible()

    page.context.set_offline(False)
    page.goto(hall.page("/c/{id}") + "#documents")
    wait_for_all(page, documents=1)
    assert [f"/d{documents[RULES]}/" in name for name in kept(page)] == [False]
    page.context.set_offline(True)
    page.goto(hall.page(f"/c/{{id}}/documents/{documents[RULES]}"))
    expect(page.locator("[data-back]")).to_be_visible()


def test_a_new_version_takes_the_place_of_the_old_one(
    hall: Hall, phone: Callable[[], Page], tmp_path: Path
) -> None:
    page = come_in(hall, phone)
    download_all(page)
    rules = next(each for each in hall.get("/documents") if each["title"] == RULES)
    paper = write_report(tmp_path / "new.pdf", RULES, pages=1, last_words="Bản sửa đổi")
    upload = {"file": ("new.pdf", paper.read_bytes())}
    hall.admin.call("PUT", f"{hall.api}/documents/{rules['id']}/file", {}, files=upload)

    def versions() -> list[str]:
        return [name for name in kept(page) if f"/d{rules['id']}/" in name]

    second = [f"kept-1/c{hall.id}/d{rules['id']}/v2"]
    wait_until(lambda: versions() == second, seconds=WITHIN_MS / 1000)
    wait_for_all(page)
    assert versions() == second


def test_who_signs_out_leaves_nothing_behind(hall: Hall, phone: Callable[[], Page]) -> None:
    page = come_in(hall, phone)
    download_all(page)
    page.evaluate("fetch('/api/logout', {method: 'POST'}).then(answer => answer.text())")
    assert page.evaluate("caches.keys()") == ["kept-assets"]


def test_removing_forgets_the_documents(hall: Hall, phone: Callable[[], Page]) -> None:
    page = come_in(hall, phone)
    download_all(page)
    page.locator("#offline-pack [data-act=remove]").tap()
    expect(page.locator("#offline-pack [data-act=start]")).to_be_visible()
    assert kept(page) == []


def test_where_the_certificate_is_not_trusted_reading_goes_on(
    chromium: Browser, tmp_path: Path
) -> None:
    certificate = make_certificate(tmp_path)
    told = {"TLS_CERT": str(certificate.cert), "TLS_KEY": str(certificate.key), "TLS_PORT": "0"}
    with running_server(tmp_path / "data", **told) as server:
        hall = hall_with_documents(server, tmp_path)
        context = chromium.new_context(ignore_https_errors=True, viewport=SIZE)
        page = context.new_page()
        hall.scanned_by(page, session=hall.sessions[0], through=secure_address(server))
        page.goto(f"{page.url.split('#')[0]}#documents")
        assert page.evaluate("window.isSecureContext")
        (cookie,) = context.cookies()
        assert cookie["secure"]
        page.locator("#documents .row", has_text=RULES).click()
        expect(page.locator(".sheet[data-page='1'] img")).to_be_visible()
        page.goto(f"{secure_address(server)}/c/{hall.id}#documents")
        expect(page.locator("#documents .row", has_text=RULES)).to_be_visible()
        expect(page.locator("#offline-pack")).to_be_hidden()
        context.close()


def secure_address(server: RunningServer) -> str:
    """Where the server speaks HTTPS, as its terminal says."""
    (line,) = [each for each in server.printed if "https://" in each]
    return f"https://127.0.0.1:{line.rsplit(':', 1)[1].strip()}".rstrip("/")


def test_without_https_nothing_is_offered_and_nothing_breaks(
    hall: Hall, open_page: Callable[[tuple[int, int]], Page]
) -> None:
    page = open_page((412, 915))
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    hall.scanned_by(page, session=hall.sessions[0])
    page.goto(f"{page.url.split('#')[0]}#documents")
    expect(page.locator("#documents .row", has_text=REPORT)).to_be_visible()
    page.wait_for_timeout(500)
    expect(page.locator("#offline-pack")).to_be_hidden()
    assert page.evaluate("navigator.serviceWorker.getRegistrations()") == []
