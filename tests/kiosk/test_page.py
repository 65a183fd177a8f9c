"""The desk's page in a real browser: what the operator's hands do, and what everybody reads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kiosk.wording import WORDING
from tests.browser.chromium import SCREEN_SIZES
from tests.kiosk.fake_server import FakeServer
from tests.kiosk.people import BADGE, HOA, LAN, gallery
from tests.kiosk.running_desk import ROOT, RunningDesk, running_desk

pytestmark = [pytest.mark.browser, pytest.mark.server]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def hall() -> Iterator[FakeServer]:
    hall = FakeServer(gallery())
    yield hall
    hall.stop()


@pytest.fixture
def desk(tmp_path: Path, hall: FakeServer) -> Iterator[RunningDesk]:
    with running_desk(tmp_path / "desk", "--camera", "browser", server=hall.url) as desk:
        desk.wait_for(lambda state: state["online"])
        yield desk


@pytest.fixture(params=SCREEN_SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def page(request: pytest.FixtureRequest, chromium: Browser, desk: RunningDesk) -> Iterator[Page]:
    width, height = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": height}, permissions=["camera"]
    )
    context.set_default_timeout(45_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(desk.url)
    yield page
    context.close()
    assert wrong == []


def test_the_browsers_camera_reaches_the_desk(page: Page, desk: RunningDesk) -> None:
    desk.wait_for(lambda state: state["camera"] == "live")


def test_search_by_one_letter_and_check_in_with_the_keyboard(page: Page, hall: FakeServer) -> None:
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("d")
    expect(page.locator("#found .person")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#result-name")).to_have_text("Đặng Hòa")
    expect(page.locator("#stage")).to_have_attribute("data-colour", "green")
    expect(page.locator("#seat")).to_have_text("B-1")
    expect(page.locator("#search")).to_have_value("")
    assert hall.people() == {HOA: 1}


def test_a_scanner_types_a_badge_wherever_the_focus_is(page: Page, hall: FakeServer) -> None:
    page.keyboard.type(f"https://hall.example/b/{BADGE}")
    page.keyboard.press("Enter")
    expect(page.locator("#result-name")).to_have_text("Nguyễn Thị Hương Lan")
    page.locator("#search").focus()
    page.keyboard.type(BADGE)
    page.keyboard.press("Enter")
    expect(page.locator("#result-title")).to_have_text(WORDING["result_already_in"][0])
    expect(page.locator("#search")).to_have_value("")
    assert hall.people() == {LAN: 2}


def test_a_badge_that_telex_changed_in_the_search_is_said(page: Page, hall: FakeServer) -> None:
    page.locator("#search").fill(f"https://hall.example/b/{BADGE[:-1]}")
    page.keyboard.press("Enter")
    expect(page.locator("#result-title")).to_have_text(WORDING["result_mangled_badge"][0])
    expect(page.locator("#search")).to_have_value("")
    page.locator("#search").fill("https:ươhall")
    page.keyboard.press("Enter")
    expect(page.locator("#search")).to_have_value("")
    assert hall.people() == {}


def test_undo_asks_why(page: Page, desk: RunningDesk, hall: FakeServer) -> None:
    desk.post("check-in", {"delegate_id": HOA, "method": "name"})
    page.locator("#recent button").click()
    page.get_by_role("button", name=WORDING["undo_wrong_person"][0]).click()
    expect(page.locator("#result-title")).to_have_text(WORDING["result_undone"][0])
    expect(page.locator("#recent li")).to_contain_text(WORDING["undone_mark"][0])
    desk.wait_for(lambda state: state["pending"] == 0)
    assert hall.undone == {1: WORDING["undo_wrong_person"][0]}


def test_offline_is_said_calmly_and_nothing_stops(
    page: Page, desk: RunningDesk, hall: FakeServer
) -> None:
    hall.stop()
    desk.post("check-in", {"delegate_id": HOA, "method": "name"})
    expect(page.locator("#link")).to_have_text("Đang chờ gửi: 1")
    expect(page.locator("#notes")).to_contain_text(WORDING["offline_note"][0])
    expect(page.locator("#stage")).to_have_attribute("data-colour", "green")
    hall.start()
    expect(page.locator("#link")).to_have_text(WORDING["online"][0])


def test_english_by_a_button(page: Page) -> None:
    page.get_by_role("link", name="English").click()
    expect(page.locator("#result-title")).to_have_text(WORDING["result_waiting"][1])
    page.get_by_role("link", name="Tiếng Việt").click()
    expect(page.locator("#result-title")).to_have_text(WORDING["result_waiting"][0])


def test_whoever_stops_the_desk_is_told(page: Page, desk: RunningDesk) -> None:
    expect(page.locator("#result-title")).to_have_text(WORDING["result_waiting"][0])
    desk.process.terminate()
    expect(page.locator("#gone")).to_be_visible()


@pytest.mark.parametrize("result", ["waiting", "green", "red"])
def test_contrast_names_and_sizes(page: Page, desk: RunningDesk, result: str) -> None:
    if result == "green":
        desk.post("check-in", {"delegate_id": HOA, "method": "name"})
    if result == "red":
        desk.post("scan", {"text": "no badge"})
    colour = {"waiting": "calm"}.get(result, result)
    expect(page.locator("#stage")).to_have_attribute("data-colour", colour)
    page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")  # fades in
    page.evaluate(AXE.read_text())
    rules = ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"]
    found = page.evaluate("rules => axe.run({runOnly: rules})", rules)
    told = [
        (each["id"], [node["html"][:120] for node in each["nodes"]]) for each in found["violations"]
    ]
    assert told == []
    small = page.evaluate(
        "() => [...document.querySelectorAll('button, a, select, input')]"
        ".filter(each => each.offsetParent && each.offsetHeight < 48).map(each => each.outerHTML)"
    )
    assert small == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
