"""A delegation's leader reports an absence on a phone by badge alone; the office decides."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES
from tests.browser.stories import Hall, found_hall, keep_picture
from tests.running import RunningServer

OpenPage = Callable[[tuple[int, int]], Page]
SOON_MS = 45_000
PEOPLE = (
    ("Nguyễn Văn Minh", "Bí thư Tỉnh đoàn", "elected"),
    ("Trần Thị Hoa", "Phó Bí thư Đoàn xã Ninh Phước", "elected"),
    ("Chamaléa Thị Ngọc Bích", "Ủy viên Ban Chấp hành", "ex_officio"),
    ("Lê Thị Dự", "Bí thư Chi đoàn", "alternate"),
)


@pytest.fixture
def hall(server: RunningServer) -> Hall:
    """Minh leads a delegation of four; nobody is there yet."""
    hall = found_hall(server, server.admin(), "Đại hội có trưởng đoàn")
    hall.add_session("Phiên thứ nhất")
    delegation = "Đoàn huyện Ninh Phước"
    for number, (name, position, standing) in enumerate(PEOPLE, start=1):
        facts = {"number": f"{number:03}", "name": name, "position": position}
        facts |= {"standing": standing, "delegation": delegation, "seat": f"A-{number:02}"}
        hall.post("/delegates", facts)
    (unit,) = hall.get("/groupings/delegations")
    body = {"name": delegation, "leader_id": id_of(hall, PEOPLE[0][0])}
    answer = hall.admin.call("PUT", f"{hall.api}/groupings/delegations/{unit['id']}", body)
    assert answer.status < 300, answer
    return hall


def id_of(hall: Hall, name: str) -> int:
    """Return a delegate's id."""
    return next(each["id"] for each in hall.get("/delegates") if each["name"] == name)


def opened_by_leader(hall: Hall, page: Page, language: str = "vi") -> None:
    """Scan a new badge of the leader's and open the board from the phone page."""
    path = f"{hall.api}/delegates/{id_of(hall, PEOPLE[0][0])}/badge"
    badge = hall.admin.call("POST", path).json["badge_url"]
    page.goto(f"{hall.server.url}{urlsplit(badge).path}?lang={language}")
    page.goto(hall.page(f"/c/{{id}}?lang={language}#me"))
    page.locator("a[href$='/delegation']").click()
    expect(page.locator("[data-member]")).to_have_count(len(PEOPLE), timeout=SOON_MS)


def figure(page: Page, name: str):
    return page.locator(f"#board [data-figure={name}]")


def person(page: Page, state: str, name: str):
    return page.locator(f"[data-state={state}] [data-member]", has_text=name)


def let_in(hall: Hall, name: str) -> None:
    delegate_id = id_of(hall, name)
    event = {"key": f"board-event-{delegate_id}", "delegate_id": delegate_id, "method": "name"}
    event |= {"session_id": hall.sessions[0], "at": "2026-11-21T01:00:00Z"}
    hall.post("/check-ins", event)


def report(page: Page, name: str, *, instead: str = "") -> None:
    """Report somebody absent with a usual reason, and name who comes instead."""
    person(page, "missing", name).get_by_role("button").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("group").get_by_role("button").first.click()
    if instead:
        dialog.locator("select").select_option(label=instead)
    dialog.locator("button:not([type])").click()
    expect(dialog).to_have_count(0, timeout=SOON_MS)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_report_goes_to_the_office_and_the_decision_comes_back(
    hall: Hall, open_page: OpenPage, language: str
):
    phone, office = open_page(PHONE_SIZES[0]), open_page(SCREEN_SIZES[0])
    opened_by_leader(hall, phone, language)
    let_in(hall, "Nguyễn Văn Minh")
    expect(figure(phone, "present")).to_have_text("1", timeout=SOON_MS)
    expect(person(phone, "present", "Nguyễn Văn Minh")).to_be_visible()

    report(phone, "Trần Thị Hoa", instead="Lê Thị Dự")
    expect(person(phone, "reported", "Trần Thị Hoa")).to_contain_text("Lê Thị Dự", timeout=SOON_MS)
    report(phone, "Chamaléa Thị Ngọc Bích")
    expect(figure(phone, "reported")).to_have_text("2", timeout=SOON_MS)

    hall.opened_by_staff(office, f"/office/{{id}}?lang={language}")
    office.locator("#warnings a[href$='/absences']").click(timeout=SOON_MS)
    cards = office.locator("#waiting > li")
    expect(cards).to_have_count(2)
    expect(cards.first).to_contain_text("Nguyễn Văn Minh")
    cards.first.locator("form > button").first.click()
    expect(cards).to_have_count(1, timeout=SOON_MS)
    decline = office.locator("#waiting details", has=office.locator("input[name=reason]"))
    decline.locator("summary").click()
    decline.locator("input").fill("đồng chí đang trên đường")
    decline.locator("button").click()
    expect(cards).to_have_count(0, timeout=SOON_MS)

    # Three are convened: Dự has Hoa's place, and Hoa none.
    expect(figure(phone, "convened")).to_have_text("3", timeout=SOON_MS)
    expect(person(phone, "replaced", "Trần Thị Hoa").get_by_role("button")).to_have_count(0)
    in_place = person(phone, "missing", "Lê Thị Dự")
    expect(in_place).to_contain_text("Trần Thị Hoa")
    expect(in_place.get_by_role("button")).to_have_count(0)
    keep_picture(phone, f"delegation-replaced-{language}")
    declined = person(phone, "missing", "Chamaléa Thị Ngọc Bích")
    expect(declined).to_contain_text("đồng chí đang trên đường", timeout=SOON_MS)
    numbers = hall.get("/attendance")
    assert (numbers["convened"], numbers["excused"]) == (3, 0)


def test_a_report_can_be_taken_back_and_nothing_is_lost_without_the_network(
    hall: Hall, open_page: OpenPage
):
    phone = open_page(PHONE_SIZES[-1])
    opened_by_leader(hall, phone)
    person(phone, "missing", "Trần Thị Hoa").get_by_role("button").click()
    dialog = phone.get_by_role("dialog")
    dialog.locator("textarea").fill("đưa con đi viện")
    phone.context.set_offline(True)
    dialog.locator("button:not([type])").click()
    expect(dialog.get_by_role("alert")).to_be_visible(timeout=SOON_MS)
    expect(dialog.locator("textarea")).to_have_value("đưa con đi viện")
    phone.context.set_offline(False)
    dialog.locator("button:not([type])").click()
    reported = person(phone, "reported", "Trần Thị Hoa")
    expect(reported).to_contain_text("đưa con đi viện", timeout=SOON_MS)

    reported.get_by_role("button").last.click()
    expect(reported).to_have_count(0, timeout=SOON_MS)
    expect(person(phone, "missing", "Trần Thị Hoa")).to_be_visible()
    assert hall.get("/absences") == []


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", [*PHONE_SIZES, *SCREEN_SIZES])
def test_both_pages_fit_and_can_be_touched(
    hall: Hall, open_page: OpenPage, size: tuple[int, int], language: str
):
    page, office = open_page(size), open_page(size)
    opened_by_leader(hall, page, language)
    report(page, "Trần Thị Hoa", instead="Lê Thị Dự")
    expect(figure(page, "reported")).to_have_text("1", timeout=SOON_MS)
    expect(page.locator(".toast")).to_have_count(0, timeout=SOON_MS)
    person(page, "missing", "Chamaléa Thị Ngọc Bích").get_by_role("button").click()
    keep_picture(page, f"delegation-report-{size[0]}-{language}")
    check_fit(page, "[role=dialog] button, [role=dialog] select")
    page.keyboard.press("Escape")
    check_fit(page, "#board button:visible, #board select")
    assert violations(page) == []
    keep_picture(page, f"delegation-{size[0]}-{language}")

    hall.opened_by_staff(office, f"/office/{{id}}/absences?lang={language}")
    expect(office.locator("#waiting > li")).to_have_count(1)
    check_fit(office, "#waiting button:visible, #waiting summary")
    assert violations(office) == []
    keep_picture(office, f"absences-{size[0]}-{language}")


def check_fit(page: Page, targets: str) -> None:
    """Fail when the page is wider than its window, or a target smaller than a finger."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    boxes = [each.bounding_box() for each in page.locator(targets).all()]
    assert boxes
    assert [box for box in boxes if box is None or box["height"] < 48] == []
