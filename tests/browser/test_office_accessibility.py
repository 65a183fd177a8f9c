"""Every page of the office under axe-core, in both languages, on a phone and on a laptop."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.app.delegates import workbooks
from tests.browser.axe import SERIOUS, UNFOLD, findings
from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES
from tests.browser.stories import Hall, found_hall
from tests.running import RunningServer

PAGES = (
    *("/office", "/office/account", "/office/people", "/office/organisations", "/office/audit"),
    *("/office/who-may-do-what", "/office/{id}", "/office/{id}/documents", "/office/{id}/readers"),
    *("/office/{id}/paper", "/office/{id}/agenda", "/office/{id}/agenda/{item}"),
    *("/office/{id}/delegates", "/office/{id}/delegates/{delegate}"),
    *("/office/{id}/delegates/groups", "/office/{id}/delegates/doubles"),
    *("/office/{id}/delegates/import/{draft}", "/office/{id}/credentials", "/office/{id}/print"),
    *("/office/{id}/devices", "/office/{id}/people", "/office/{id}/safekeeping"),
    *("/office/{id}/safekeeping/audit", "/office/{id}/settings", "/remote/{id}", "/desk/{id}"),
    *("/office/{id}/copies", "/office/{id}/sites"),
)
# Not Playwright's "networkidle": the line to the hall may be a question that is answered late.
AT_REST = """
() => document.readyState === "complete"
  && performance.now() - performance.getEntriesByType("resource")
    .reduce((latest, each) => Math.max(latest, each.responseEnd), 0) > 500
"""
SIZES = (PHONE_SIZES[0], SCREEN_SIZES[0])
OpenPage = Callable[[tuple[int, int]], Page]


@pytest.fixture(scope="module")
def places(server: RunningServer) -> tuple[Hall, dict[str, int]]:
    """A congress with something on every page, and the ids that the addresses hold."""
    hall = found_hall(server, server.admin(), "Đại hội Đoàn tỉnh Sông Lam")
    session = hall.add_session("Phiên thứ nhất (trù bị)")
    item = {"session_id": session, "title": "Khai mạc", "kind": "report", "minutes": 15}
    facts = {"name": "Lê Thị Ánh", "delegation": "Đoàn A", "group": "Tổ 1", "seat": "A-1"}
    upload = {"file": ("danh-sach.xlsx", workbooks.columns_in_disorder())}
    ids = {
        "item": hall.post("/agenda", item)["id"],
        "delegate": hall.post("/delegates", {"number": "1", **facts})["id"],
        "draft": hall.post("/import-drafts", {}, files=upload)["id"],
    }
    hall.post("/delegates", {"number": "2", **facts})
    hall.pair("kiosk")
    hall.post("/sites", {"name": "Điểm cầu Ninh Phước", "place": "UBND huyện"})
    hall.post("/links", {"target": "congress"})
    hall.post("/credentials/adoptions", {"session_id": session})
    return hall, ids


@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_axe_finds_nothing_serious_in_the_office(
    places: tuple[Hall, dict[str, int]], open_page: OpenPage, language: str
) -> None:
    hall, ids = places
    page = open_page(SIZES[0])
    page.emulate_media(reduced_motion="reduce")
    hall.opened_by_staff(page, f"/office?lang={language}")
    wrong: dict[str, object] = {}
    for path in PAGES:
        answer = page.goto(hall.server.url + path.format(id=hall.id, **ids))
        assert answer is not None
        assert answer.status == 200, path
        assert page.locator("html").get_attribute("lang") == language
        page.wait_for_function(AT_REST)
        page.evaluate(UNFOLD)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            for what, where in wrong_on(page).items():
                wrong[f"{path} at {width}: {what}"] = where
    assert wrong == {}, json.dumps(wrong, ensure_ascii=False, indent=1)


def wrong_on(page: Page) -> dict[str, object]:
    """Return the serious findings on the page as it stands, and whether it is too wide."""
    wrong: dict[str, object] = {
        each["id"]: [node["html"][:160] for node in each["nodes"][:3]]
        for each in findings(page)
        if each["impact"] in SERIOUS
    }
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        wrong["wider than the page"] = page.viewport_size
    return wrong
