"""An office's list from the file to the roster and back, as the secretariat does it on screen."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.app.delegates import workbooks
from tests.browser.chromium import SCREEN_SIZES
from tests.browser.stories import Hall, found_hall, wait_until
from tests.running import RunningServer

PATIENCE_MS = 30_000
WORDS = {
    "vi": {"save": "Lưu"},
    "en": {"save": "Save"},
}


@pytest.fixture
def hall(server: RunningServer, admin) -> Hall:
    return found_hall(server, admin, "Đại hội của danh sách")


@pytest.fixture
def page(open_page) -> Page:
    """A laptop's page that must not throw."""
    thrown: list[str] = []
    opened = open_page(SCREEN_SIZES[0])
    opened.on("pageerror", lambda error: thrown.append(str(error)))
    yield opened
    assert thrown == []


def put_right(page: Page, row: int, field: str, text: str, save: str) -> None:
    """Press a cell of a row of the file and type what is right."""
    place = page.locator("#draft-rows tr[data-place]").filter(
        has=page.locator(f"td:first-child:text-is('{row}')")
    )
    place.locator(f"[data-field={field}]").click()
    page.fill("#fix-field", text)
    page.get_by_role("button", name=save, exact=True).click()
    expect(page.locator(".dialog")).to_have_count(0)


def send_list(page: Page, path: Path) -> None:
    page.set_input_files("#import-file", path)
    page.click("#import-form button:not([type])")
    expect(page.locator("#draft-go")).to_be_enabled(timeout=PATIENCE_MS)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_ugly_list_is_put_right_imported_undone_and_imported_again(
    hall: Hall, page: Page, tmp_path: Path, language: str
) -> None:
    words = WORDS[language]
    path = tmp_path / "danh sách ĐB.xlsx"
    path.write_bytes(workbooks.columns_in_disorder())
    hall.opened_by_staff(page, f"/office/{{id}}/delegates?lang={language}")
    send_list(page, path)
    refused = page.locator("[data-verdict=refused]")
    expect(refused).to_contain_text("2")

    put_right(page, 6, "name", "Hoàng Văn Thức", words["save"])
    expect(refused).to_contain_text("1")
    page.reload()  # what was put right is kept on the server
    expect(refused).to_contain_text("1", timeout=PATIENCE_MS)
    put_right(page, 8, "number", "005", words["save"])
    expect(refused).to_have_count(0)

    page.click("#draft-go")
    expect(page.locator("#draft-done")).to_be_visible(timeout=PATIENCE_MS)
    assert len(hall.get("/delegates")) == 6
    page.click("#draft-undo")
    page.wait_for_url("**/delegates", timeout=PATIENCE_MS)
    assert hall.get("/delegates") == []

    page.set_input_files("#import-file", path)
    page.click("#import-form button:not([type])")
    expect(page.locator("#draft-go")).to_be_enabled(timeout=PATIENCE_MS)
    page.click("#draft-go")
    page.locator("#draft-done a").first.click(timeout=PATIENCE_MS)
    expect(page.locator("#roster tbody tr")).to_have_count(4)
    hall.opened_by_staff(page, f"/office/{{id}}/delegates?lang={language}#import")
    send_list(page, path)
    page.click("#draft-go")
    page.locator("#draft-done a").first.click(timeout=PATIENCE_MS)
    expect(page.locator("#roster tbody tr")).to_have_count(4)


def test_a_column_that_nobody_recognised_is_chosen(hall: Hall, page: Page, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Người dự họp;Cột lạ\nTrần Thị Hoa;Đoàn A\n", encoding="utf-8")
    hall.opened_by_staff(page, "/office/{id}/delegates?lang=en")
    page.set_input_files("#import-file", path)
    page.click("#import-form button:not([type])")
    page.select_option("#column-0-0", "name", timeout=PATIENCE_MS)
    page.select_option("#column-0-1", "delegation", timeout=PATIENCE_MS)
    cell = page.locator("#draft-rows [data-field=delegation]")
    expect(cell).to_have_text("Đoàn A", timeout=PATIENCE_MS)


def answered_late(route: Route) -> None:
    """Press what acts on the chosen before the page knows who all are: it must wait for them."""
    expect(route.request.frame.page.locator("#change-chosen")).to_be_disabled()
    route.continue_()


def test_several_are_changed_removed_and_brought_back(hall: Hall, page: Page) -> None:
    for number in range(1, 4):
        facts = {"number": f"00{number}", "name": f"Người {number}", "group": "Tổ 1"}
        hall.post("/delegates", facts)
    hall.opened_by_staff(page, "/office/{id}/delegates?lang=en")
    boxes = page.locator("#roster .mark input")
    boxes.first.check()
    page.route("**/roster/ids?*", answered_late)
    page.locator("#choose-all").click()
    page.click("#change-chosen")
    page.locator(".dialog [name=standing]").select_option("alternate")
    page.locator(".dialog button").first.click()
    expect(page.locator("#roster .col-standing:text-is('Alternate')")).to_have_count(3)

    boxes.first.check()
    page.click("#remove-chosen")
    page.locator(".dialog .button-danger").click()
    expect(page.locator("#roster tbody tr")).to_have_count(2)
    page.locator(".toast-undo button").last.click()
    expect(page.locator("#roster tbody tr")).to_have_count(3, timeout=PATIENCE_MS)


def test_two_entries_of_one_person_become_one(hall: Hall, page: Page) -> None:
    born = {"name": "Trần Thị Hoa", "birth_date": "1990-01-02"}
    hall.post("/delegates", {"number": "001", **born})
    hall.post("/delegates", {"number": "101", **born, "seat": "A-5"})
    hall.opened_by_staff(page, "/office/{id}/delegates/doubles?lang=en")
    page.locator("[data-pair] button").click()
    page.locator(".dialog button").first.click()
    expect(page.locator("[data-pair]")).to_have_count(0, timeout=PATIENCE_MS)
    (kept,) = hall.get("/delegates")
    assert (kept["number"], kept["seat"]) == ("001", "A-5")


def test_a_group_gets_a_leader_and_its_place(hall: Hall, page: Page) -> None:
    for number, group in ((1, "Tổ 1"), (2, "Tổ 2")):
        facts = {"number": f"00{number}", "name": f"Người {number}", "group": group}
        hall.post("/delegates", facts)
    hall.opened_by_staff(page, "/office/{id}/delegates/groups?lang=en")
    groups = page.locator("section[aria-labelledby=groups-heading] .unit-row")
    groups.first.locator("summary").click()
    leader = groups.first.locator("[name=leader_id]")
    expect(leader.locator("option")).to_have_count(2)
    leader.select_option(index=1)
    groups.first.locator("form button").first.click()
    expect(groups.first.locator(".row-note")).to_contain_text("Người 1")
    groups.first.locator("[data-move=down]").click()
    expect(groups.last.locator(".row-note")).to_contain_text("Người 1")
    page.goto(hall.page("/office/{id}/delegates"))  # left before the rows rest
    wait_until(lambda: order_of(hall) == ["Tổ 2", "Tổ 1"])


def order_of(hall: Hall) -> list[str]:
    return [each["name"] for each in hall.get("/groupings/groups")]
