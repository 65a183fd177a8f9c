"""Faces of a congress in the office: a ZIP, its report, and one face under two names."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.app.delegates.photographs import picture, zipped
from tests.browser.axe import SERIOUS, findings
from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES, launch
from tests.browser.stories import Hall, found_hall
from tests.checkin.inputs import people
from tests.kiosk.videos import write_walk_up
from tests.running import RunningServer

OpenPage = Callable[[tuple[int, int]], Page]
WITHIN_MS = 120_000
NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Minh Chí", "Phạm Thu Dung")


@pytest.fixture
def hall(server: RunningServer) -> Hall:
    hall = found_hall(server, server.admin(), "Đại hội Đoàn tỉnh Sông Lam lần thứ XII")
    hall.add_session("Phiên thứ nhất")
    return hall


@pytest.fixture
def ids(hall: Hall) -> list[int]:
    bodies = [{"number": f"{nth:03}", "name": name} for nth, name in enumerate(NAMES, start=1)]
    return [hall.post("/delegates", body)["id"] for body in bodies]


def expect_decent(page: Page) -> None:
    """Nothing hangs over the side, and nothing serious for those who cannot see well."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [each for each in findings(page) if each["impact"] in SERIOUS] == []


@pytest.mark.faces
@pytest.mark.parametrize(
    ("language", "size"), [("vi", PHONE_SIZES[0]), ("en", SCREEN_SIZES[0])], ids=["vi", "en"]
)
def test_a_zip_and_one_face_under_two_names(
    hall: Hall, ids: list[int], open_page: OpenPage, language: str, size: tuple[int, int]
) -> None:
    one, other = list(people().values())[1:3]
    content = zipped(
        **{
            "001.jpg": one[0].read_bytes(),
            "002.jpg": one[1].read_bytes(),
            "003 Le Minh Chi.jpg": other[0].read_bytes(),
            "004.jpg": picture(),
            "999.jpg": picture(),
        }
    )
    page = open_page(size)
    hall.opened_by_staff(page, f"/office/{{id}}/delegates/faces?lang={language}")
    expect_decent(page)
    archive = {"name": "faces.zip", "mimeType": "application/zip", "buffer": content}
    page.locator("#archive").set_input_files(archive)
    page.locator("[name=stated]").check()
    page.locator("form", has=page.locator("#archive")).locator("button").click()
    expect(page.locator("#batch-kept")).to_be_visible(timeout=WITHIN_MS)
    shown = page.locator("#batch-rows [data-verdict]")
    found = [each.get_attribute("data-verdict") for each in shown.all()]
    assert found == ["unusable", "nobody"]
    expect_decent(page)

    page.goto(hall.page("/office/{id}/delegates/faces"))
    until = time.monotonic() + WITHIN_MS / 1000
    while page.locator("#same").count() == 0:  # the worker compares them right after
        assert time.monotonic() < until
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator("#same")).to_contain_text(NAMES[0])
    expect(page.locator("#same")).to_contain_text(NAMES[1])
    expect_decent(page)
    page.goto(hall.page("/office/{id}/delegates/faces/calibration"))
    expect(page.locator("#errors")).to_be_visible(timeout=WITHIN_MS)
    expect(page.locator("#plot svg")).to_be_visible()
    expect(page.locator("#alike .row")).not_to_have_count(0)
    expect_decent(page)
    page.goto(hall.page("/office/{id}/delegates/faces"))
    page.locator(".same-pair form[data-confirm] button").last.click()
    page.locator("[role=dialog] .button:not(.button-plain)").click()
    expect(page.locator("#same")).to_have_count(0, timeout=WITHIN_MS)
    left = [hall.get(f"/delegates/{each}/portraits")["state"] for each in ids]
    assert sorted(left[:2]) == ["none", "ready"]
    assert left[2:] == ["ready", "none"]


@pytest.mark.faces
@pytest.mark.parametrize(
    ("language", "size"), [("vi", PHONE_SIZES[0]), ("en", PHONE_SIZES[-1])], ids=["vi", "en"]
)
def test_a_delegate_does_it_on_the_own_phone(
    hall: Hall, ids: list[int], open_page: OpenPage, language: str, size: tuple[int, int]
) -> None:
    office, phone = open_page(SCREEN_SIZES[0]), open_page(size)
    hall.opened_by_staff(office, f"/office/{{id}}/delegates/{ids[0]}")
    office.locator("#own-phone button").click()
    office.locator("#show-face-link").click(timeout=WITHIN_MS)
    address = office.locator(".overlay-code .address-field").input_value()

    phone.goto(f"{hall.server.url}/e/{address.rpartition('/')[2]}?lang={language}")
    expect_decent(phone)
    assert hall.get(f"/delegates/{ids[0]}/portraits")["state"] == "none"
    phone.locator("#ask button").click()
    expect(phone.locator("#take")).to_be_visible(timeout=WITHIN_MS)
    one = list(people().values())[1]
    drawn = {"name": "drawn.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    phone.locator("#own-camera").set_input_files(drawn)
    expect(phone.locator("#own-photos img")).to_have_count(1, timeout=WITHIN_MS)
    phone.locator("#own-send button").click()
    expect(phone.locator("#refused")).to_be_visible(timeout=WITHIN_MS)
    expect_decent(phone)

    phone.locator("#own-camera").set_input_files(str(one[0]))
    expect(phone.locator("#own-photos img")).to_have_count(1, timeout=WITHIN_MS)
    phone.locator("#own-files").set_input_files([str(one[1]), str(one[0])])
    expect(phone.locator("#own-photos img")).to_have_count(3, timeout=WITHIN_MS)
    phone.locator("#own-photos button").last.click()
    expect(phone.locator("#own-photos img")).to_have_count(2)
    expect_decent(phone)
    phone.locator("#own-send button").click()
    expect(phone.locator("#ready")).to_be_visible(timeout=WITHIN_MS)
    expect_decent(phone)
    office.reload()
    expect(office.locator("#face-chip")).to_have_class("chip chip-good", timeout=WITHIN_MS)

    phone.locator("#withdraw .button-danger").click()
    phone.locator("[role=dialog] .button:not(.button-plain)").click()
    expect(phone.locator("#ask")).to_be_visible(timeout=WITHIN_MS)
    assert hall.get(f"/delegates/{ids[0]}/portraits")["state"] == "none"


@pytest.mark.faces
@pytest.mark.parametrize("language", ["vi", "en"])
def test_three_photographs_at_the_desk(
    hall: Hall, ids: list[int], chromium: Browser, tmp_path: Path, language: str
) -> None:
    film = write_walk_up(list(people().values())[1][0], tmp_path / "film.mjpeg", empty=0)
    with launch(chromium.browser_type, camera=film) as browser:
        context = browser.new_context(
            viewport={"width": 1366, "height": 768}, permissions=["camera"]
        )
        page = context.new_page()
        hall.opened_by_staff(page, f"/office/{{id}}/delegates/{ids[0]}?lang={language}")
        page.locator("#face-open").click()
        expect(page.locator("#face-problem")).to_be_visible(timeout=WITHIN_MS)
        expect(page.locator("#face-panel")).to_be_hidden()
        page.locator("#enrol [name=consent]").check()
        page.locator("#face-open").click()
        for nth in (1, 2, 3):
            expect(page.locator("#face-step")).to_contain_text(f"{nth}", timeout=WITHIN_MS)
            page.locator("#face-take").click()
            expect(page.locator("#face-photos img")).to_have_count(nth, timeout=WITHIN_MS)
        expect_decent(page)
        page.locator("#face-send").click()
        expect(page.locator("#face-chip")).to_have_class("chip chip-good", timeout=WITHIN_MS)
        found = hall.get(f"/delegates/{ids[0]}/portraits")
        assert (found["state"], found["photos"]) == ("ready", 3)
