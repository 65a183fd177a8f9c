"""The check-in desk in any browser, with and without a network."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
import qrcode
from PIL import Image
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.chromium import SCREEN_SIZES, launch, launch_kept
from tests.browser.desk_journey import (
    NAMES,
    WITHIN_MS,
    DeskHall,
    check_nobody_is_forgotten,
    enter,
    enter_everybody,
    expect_waiting,
)
from tests.browser.stories import keep_picture
from tests.running import Client, RunningServer

OpenPage = Callable[[tuple[int, int]], Page]
NO_DATABASE = "IDBFactory.prototype.open = () => { throw new Error('no database'); };"
LAPTOP = SCREEN_SIZES[0]


@pytest.fixture
def desk(server: RunningServer, admin: Client) -> DeskHall:
    return DeskHall(server, admin)


def test_a_cut_and_a_reload_lose_nobody_and_count_nobody_twice(
    desk: DeskHall, open_page: OpenPage
) -> None:
    check_nobody_is_forgotten(open_page(LAPTOP), desk)


def test_a_browser_without_a_database_keeps_them_all_the_same(
    desk: DeskHall, open_page: OpenPage
) -> None:
    page = open_page(LAPTOP)
    page.add_init_script(NO_DATABASE)
    check_nobody_is_forgotten(page, desk)


def test_the_browser_is_closed_and_opened_without_a_network(
    desk: DeskHall, chromium: Browser, tmp_path: Path
) -> None:
    with launch_kept(chromium.browser_type, tmp_path / "profile") as context:
        page = desk.opened(context.new_page())
        context.set_offline(True)
        enter_everybody(page, desk)
        expect_waiting(page, 5)
    with launch_kept(chromium.browser_type, tmp_path / "profile") as context:
        context.set_offline(True)
        page = context.new_page()
        page.goto(desk.hall.page("/desk/{id}"))
        expect_waiting(page, 5)
        keep_picture(page, "desk-offline")
        context.set_offline(False)
        desk.hall.opened_by_staff(page, "/desk/{id}")
        assert desk.wait_for_events(5) == NAMES


def test_who_has_to_sign_in_again_loses_nothing(desk: DeskHall, open_page: OpenPage) -> None:
    page = desk.opened(open_page(LAPTOP))
    page.context.clear_cookies()
    enter(page, NAMES[0], says=NAMES[0])
    expect_waiting(page, 1)
    expect(page.locator("#pending-note")).to_be_visible()
    desk.hall.opened_by_staff(page, "/desk/{id}")
    assert desk.wait_for_events(1) == NAMES[:1]


def test_a_refused_one_is_set_aside_and_said_and_the_next_ones_go(
    desk: DeskHall, open_page: OpenPage
) -> None:
    second = desk.hall.add_session("Phiên thứ hai", starts_in_hours=4)
    page = desk.opened(open_page(LAPTOP))
    page.context.set_offline(True)
    page.select_option("#session", str(second))
    page.wait_for_url("**session_id=*")
    enter(page, NAMES[0], says=NAMES[0])
    page.select_option("#session", str(desk.session))
    page.wait_for_url(f"**session_id={desk.session}")
    enter(page, NAMES[1], says=NAMES[1])
    expect_waiting(page, 2)
    removed = desk.hall.admin.call("DELETE", f"{desk.hall.api}/sessions/{second}")
    assert removed.status == 204
    page.context.set_offline(False)
    assert desk.wait_for_events(1) == [NAMES[1]]
    expect_waiting(page, 0)
    expect(page.locator("#refused-list .row")).to_have_count(1)
    expect(page.locator("#refused-list .row-title")).to_contain_text(NAMES[0])
    page.reload()
    page.click("#refused-list button")
    expect(page.locator("#refused")).to_be_hidden()


def test_a_check_in_that_still_waits_is_taken_back(desk: DeskHall, open_page: OpenPage) -> None:
    page = desk.opened(open_page(LAPTOP))
    page.context.set_offline(True)
    enter(page, NAMES[0], says=NAMES[0])
    expect(page.locator("#answer")).to_have_class(re.compile("answer-good"))
    page.click("#undo")
    expect(page.locator("#answer-note")).to_have_text("Đã hủy")
    expect(page.locator("#undo")).to_be_hidden()
    expect_waiting(page, 2)
    enter(page, NAMES[1], says=NAMES[1])
    page.reload()
    expect_waiting(page, 3)
    page.context.set_offline(False)
    assert desk.wait_for_events(2) == NAMES[:2]
    expect_waiting(page, 0)
    events = desk.hall.get(f"/check-ins?session_id={desk.session}")
    assert [each["undone"] for each in events] == [True, False]
    enter(page, NAMES[0], says=NAMES[0])
    expect(page.locator("#answer")).to_have_class(re.compile("answer-good"))


def test_a_scanner_types_a_badge_wherever_the_focus_is(desk: DeskHall, open_page: OpenPage) -> None:
    page = desk.opened(open_page(LAPTOP))
    for nth, focus in enumerate(["#session", "[name=direction][value=in]", "#guest-name"], start=1):
        name = NAMES[nth]
        if focus == "#guest-name":
            page.locator("summary").first.click()  # the summary has the focus, not a field
        else:
            page.locator(focus).focus()
        page.keyboard.type(desk.badges[name])
        page.keyboard.press("Enter")
        expect(page.locator("#answer-name")).to_have_text(name, timeout=WITHIN_MS)
    assert page.locator("#session").input_value() == str(desk.session)


def test_a_badge_that_the_vietnamese_keyboard_disturbed_is_said(
    desk: DeskHall, open_page: OpenPage
) -> None:
    page = desk.opened(open_page(LAPTOP))
    whole = desk.badges[NAMES[0]]
    for disturbed in (whole[:-1], whole[:-3] + "ươ" + whole[-1:]):
        enter(page, disturbed, says="Bộ gõ tiếng Việt làm sai mã quét")
    enter(page, whole, says=NAMES[0])
    assert desk.wait_for_events(1) == NAMES[:1]


def test_why_a_badge_is_unknown_is_said(desk: DeskHall, open_page: OpenPage) -> None:
    page = desk.opened(open_page(LAPTOP))
    elsewhere = DeskHall(desk.hall.server, desk.hall.admin)
    old = desk.badges[NAMES[0]]
    number = next(each for each in desk.hall.get("/delegates") if each["name"] == NAMES[0])["id"]
    badge = f"{desk.hall.api}/delegates/{number}/badge"
    enter(page, elsewhere.badges[NAMES[1]], says="Thẻ này thuộc đại hội khác")
    with page.expect_response(lambda each: has_news(each, "badges"), timeout=WITHIN_MS):
        new = desk.hall.admin.call("POST", badge, {}).json["badge_url"]
    enter(page, old, says="Thẻ này đã được thay")
    expect(page.locator("#answer-note")).to_contain_text(NAMES[0])
    enter(page, new, says=NAMES[0])


def test_a_guest_of_one_desk_is_soon_known_at_another(desk: DeskHall, open_page: OpenPage) -> None:
    first, second = desk.opened(open_page(LAPTOP)), desk.opened(open_page(LAPTOP))
    with second.expect_response(lambda each: has_news(each, "people"), timeout=WITHIN_MS):
        first.locator("summary").first.click()
        first.fill("#guest-name", "Võ Thị Khách")
        first.press("#guest-name", "Enter")
    second.fill("#entry", "khach")
    expect(second.locator("#found .row-title")).to_have_text(["Võ Thị Khách"], timeout=WITHIN_MS)
    expect(second.locator("#found .chip")).to_have_count(2)


def has_news(answer: Response, kind: str) -> bool:
    """Tell whether this is an answer that tells a desk of new people, or of new badges."""
    return "/desk-news" in answer.url and answer.status == 200 and answer.json()[kind] != []


def test_the_page_holds_no_badge(desk: DeskHall, open_page: OpenPage) -> None:
    page = desk.opened(open_page(LAPTOP))
    html = page.content()
    tokens = [badge.rpartition("/")[2] for badge in desk.badges.values()]
    assert [token for token in tokens if token in html] == []
    page.context.set_offline(True)
    enter(page, desk.badges[NAMES[0]], says=NAMES[0])
    stored = page.evaluate(
        """name => new Promise((resolve) => {
            indexedDB.open(name).onsuccess = (opened) => {
                const events = opened.target.result.transaction("events").objectStore("events");
                const all = events.getAll();
                all.onsuccess = () => resolve(JSON.stringify(all.result));
            };
        })""",
        f"desk-{desk.hall.id}",
    )
    assert "delegate_id" in stored
    assert [token for token in tokens if token in stored] == []


def test_a_badge_before_the_camera_is_green_once(
    desk: DeskHall, chromium: Browser, tmp_path: Path
) -> None:
    film = write_film(desk.badges[NAMES[3]], tmp_path / "badge.mjpeg")
    with launch(chromium.browser_type, camera=film) as browser:
        page = browser.new_context(locale="vi-VN").new_page()
        fetched: list[str] = []
        page.on("request", lambda request: fetched.append(request.url))
        desk.hall.opened_by_staff(page, "/desk/{id}")
        expect(page.locator("#camera-open")).to_be_visible()
        assert [url for url in fetched if "zxing_reader" in url] == []
        page.click("#camera-open")
        expect(page.locator("#answer-name")).to_have_text(NAMES[3], timeout=60_000)
        expect(page.locator("#answer")).to_have_class(re.compile("answer-good"))
        keep_picture(page, "desk-camera")
        assert desk.wait_for_events(1) == [NAMES[3]]
        assert [url for url in fetched if not url.startswith(desk.hall.server.url)] == []
        page.click("#camera-close")
        expect(page.locator("#camera")).to_be_hidden()


def write_film(text: str, path: Path) -> Path:
    """Write an MJPEG file in which somebody holds a code before the camera."""
    code = qrcode.make(text).get_image().convert("RGB").resize((260, 260))
    with path.open("wb") as film:
        for nth in range(30):
            frame = Image.new("RGB", (640, 480), (120, 118, 110))
            frame.paste(code, (150 + nth * 2, 100))
            jpeg = BytesIO()
            frame.save(jpeg, "JPEG", quality=85)
            film.write(jpeg.getvalue())
    return path


def test_without_https_the_page_says_how_to_get_the_camera(
    desk: DeskHall, open_page: OpenPage
) -> None:
    page = open_page(LAPTOP)
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    desk.hall.opened_by_staff(page, "/desk/{id}")
    expect(page.locator("#camera-secure")).to_contain_text("HTTPS")
    expect(page.locator("#camera-open")).to_be_hidden()
    enter(page, NAMES[0], says=NAMES[0])
