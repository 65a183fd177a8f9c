"""A substitute at the desk's page: found by name with the place, also without a network."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES
from tests.browser.desk_journey import NAMES, DeskHall, enter
from tests.browser.stories import keep_picture, wait_until
from tests.running import RunningServer

OpenPage = Callable[[tuple[int, int]], Page]
SOON_MS = 45_000
GUEST, REPLACED = "Vũ Văn Khách", NAMES[1]


class PlaceHall(DeskHall):
    """The desk's hall with a guest who can have the place of Bình, seat A-2."""

    def __init__(self, server: RunningServer) -> None:
        super().__init__(server, server.admin())
        self.hall.post("/delegates", {"number": "K09", "name": GUEST, "standing": "guest"})
        people = {each["name"]: each["id"] for each in self.hall.get("/delegates")}
        body = {"delegate_id": people[REPLACED], "session_id": self.session, "reason": "Ốm"}
        absence = self.hall.post("/absences", body)["id"]
        self.path = f"{self.hall.api}/absences/{absence}/substitute"

    def give(self) -> None:
        assert self.hall.admin.call("PUT", self.path, {"number": "K09"}).status == 200

    def take_back(self) -> None:
        assert self.hall.admin.call("DELETE", self.path).status == 204


@pytest.fixture
def place(server: RunningServer) -> PlaceHall:
    return PlaceHall(server)


def found(page: Page, text: str) -> str:
    """Type into the entry anew, and return what the list shows."""
    page.fill("#entry", "")
    page.fill("#entry", text)
    return page.locator("#found").inner_text()


def test_a_place_reaches_an_open_desk_and_holds_without_the_network(
    place: PlaceHall, open_page: OpenPage
) -> None:
    page = place.opened(open_page(SCREEN_SIZES[0]))
    assert REPLACED not in found(page, "khach")
    place.give()
    wait_until(lambda: REPLACED in found(page, "khach"))

    page.context.set_offline(True)
    page.reload()
    wait_until(lambda: REPLACED in found(page, "khach"))
    enter(page, "002", says=REPLACED)
    expect(page.locator("#answer-note")).to_contain_text(GUEST)
    expect(page.locator("#answer")).to_have_class(re.compile("answer-ask"))
    enter(page, "khach", says=GUEST)
    expect(page.locator("#answer-note")).to_contain_text(REPLACED)
    expect(page.locator("#answer-seat")).to_contain_text("A-2")

    page.context.set_offline(False)
    assert place.wait_for_events(2) == [REPLACED, GUEST]
    numbers = place.hall.get("/attendance")
    assert (numbers["convened"], numbers["present"]) == (len(NAMES), 1)
    marks = [each["conflict"] for each in place.hall.get(f"/check-ins?session_id={place.session}")]
    assert marks == ["place_taken", None]

    place.take_back()
    wait_until(lambda: REPLACED not in found(page, "khach"))
    numbers = place.hall.get("/attendance")
    assert (numbers["convened"], numbers["present"]) == (len(NAMES), 1)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", [PHONE_SIZES[0], SCREEN_SIZES[0]])
def test_the_desk_and_the_office_say_who_has_the_place(
    place: PlaceHall, open_page: OpenPage, size: tuple[int, int], language: str
) -> None:
    place.give()
    page, marks = open_page(size), f"{size[0]}-{language}"
    place.hall.opened_by_staff(page, f"/desk/{{id}}?lang={language}")
    found(page, "khach")
    keep_picture(page, f"substitute-found-{marks}")
    page.press("#entry", "Enter")
    expect(page.locator("#answer-name")).to_have_text(GUEST, timeout=SOON_MS)
    expect(page.locator("#answer-note")).to_contain_text(REPLACED, timeout=SOON_MS)
    keep_picture(page, f"substitute-in-{marks}")
    enter(page, "002", says=REPLACED)
    expect(page.locator("#answer-note")).to_contain_text(GUEST, timeout=SOON_MS)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    keep_picture(page, f"substitute-replaced-{marks}")
    page.goto(place.hall.page(f"/office/{{id}}/absences?lang={language}"))
    expect(page.locator("#decided")).to_contain_text(GUEST)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#decided").scroll_into_view_if_needed()
    keep_picture(page, f"substitute-office-{marks}")
