"""The phone's pages under axe-core: no serious finding, in both languages, light and dark."""

import json
from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import SERIOUS, findings
from tests.browser.chromium import PHONE_SIZES
from tests.browser.stories import Hall, found_hall, write_report
from tests.running import RunningServer

Step = Callable[[Page], None]


@pytest.fixture(scope="module")
def hall(server: RunningServer, tmp_path_factory: pytest.TempPathFactory) -> Hall:
    """A congress with an agenda, a report and a delegate."""
    hall = found_hall(server, server.admin(), "Đại hội Đoàn tỉnh Sông Lam")
    session = hall.add_session("Phiên thứ nhất (trù bị)")
    item = {"session_id": session, "title": "Khai mạc", "kind": "speech", "minutes": 15}
    hall.post("/agenda", item)
    hall.post("/delegates", {"number": "1", "name": "Lê Thị Ánh", "delegation": "Đoàn A"})
    path = tmp_path_factory.mktemp("axe") / "r.pdf"
    hall.add_document(write_report(path, "Báo cáo", pages=3), "Báo cáo chính trị")
    return hall


def open_reader(page: Page, hall: Hall) -> None:
    [document] = hall.get("/documents")
    page.goto(hall.page(f"/c/{{id}}/documents/{document['id']}"))
    expect(page.locator(".sheet-text span").first).to_be_attached()


def open_panel(name: str) -> Callable[[Page, Hall], None]:
    def step(page: Page, hall: Hall) -> None:
        open_reader(page, hall)
        page.locator(f"#{name}-button").click()
        expect(page.locator(f"#{name}-button")).to_have_attribute("aria-expanded", "true")

    return step


def open_large(page: Page, hall: Hall) -> None:
    open_reader(page, hall)
    page.locator("#reading-button").click()
    expect(page.locator("#reading p").nth(1)).to_be_visible()


def open_search(page: Page, hall: Hall) -> None:
    open_reader(page, hall)
    page.locator("#search-button").click()
    page.locator("#search input").fill("tuoi tre")
    expect(page.locator("#hit-pages .row").first).to_be_attached()
    page.locator("#hit-all").click()


def open_share(page: Page, hall: Hall) -> None:
    open_panel("more")(page, hall)
    page.locator("#share-button").click()
    expect(page.locator(".dialog")).to_be_visible()


def open_names(page: Page, hall: Hall) -> None:
    page.goto(hall.page("/c/{id}/delegates"))
    expect(page.locator("#delegations .row").first).to_be_visible()


def open_view(name: str) -> Callable[[Page, Hall], None]:
    def step(page: Page, hall: Hall) -> None:
        page.goto(hall.page("/c/{id}") + f"#{name}")
        expect(page.locator(f"[data-view={name}]")).to_be_visible()

    return step


SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Chromium changes the colours of a page with its next frame, not at once.
TWO_FRAMES = "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"
PLACES = {
    "reader": open_reader,
    "contents": open_panel("page"),
    "marks": open_panel("marks"),
    "more": open_panel("more"),
    "large text": open_large,
    "hits": open_search,
    "share": open_share,
    "delegates": open_names,
    "hall": open_view("now"),
    "agenda": open_view("agenda"),
    "documents": open_view("documents"),
    "seat": open_view("me"),
}


@pytest.mark.parametrize("language", ["vi-VN", "en-GB"])
def test_axe_finds_nothing_serious(hall: Hall, chromium: Browser, language: str) -> None:
    width, height = PHONE_SIZES[0]
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        is_mobile=True,
        has_touch=True,
        locale=language,
        reduced_motion="reduce",
    )
    context.set_default_timeout(15_000)
    try:
        page = context.new_page()
        hall.scanned_by(page, session=hall.sessions[0])
        wrong = {}
        for name, open_place in PLACES.items():
            open_place(page, hall)
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                page.evaluate(TWO_FRAMES)
                found = [each for each in findings(page) if each["impact"] in SERIOUS]
                if found:
                    wrong[f"{name}, {scheme}"] = [
                        (
                            each["id"],
                            [
                                (node["html"][:120], node["failureSummary"])
                                for node in each["nodes"][:3]
                            ],
                        )
                        for each in found
                    ]
        assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)
    finally:
        context.close()
