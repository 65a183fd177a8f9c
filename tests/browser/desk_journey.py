"""A desk in a browser that loses the network, is closed and opened again, and forgets nobody."""

import re
import time

from playwright.sync_api import Page, expect

from tests.browser.stories import Hall, found_hall
from tests.running import Client, RunningServer

NAMES = ["Nguyễn Văn An", "Trần Thị Bình", "Lê Minh Chí", "Phạm Thị Dung", "Hồ Quang Ân"]
BY_NAME, BY_BADGE = NAMES[:3], NAMES[3:]
WITHIN_MS = 60_000
IS_KEPT = """async (name) => {
    if (!(await caches.has(name))) return false;
    const page = await (await caches.open(name)).match(location.pathname);
    const assets = await (await caches.open("kept-assets")).keys();
    return Boolean(page) && assets.some((each) => each.url.includes("office_desk-"));
}"""


class DeskHall:
    """A congress with a session and five delegates, and the text of each badge's code."""

    def __init__(self, server: RunningServer, admin: Client) -> None:
        self.hall: Hall = found_hall(server, admin, "Đại hội Đoàn tỉnh Sông Lam lần thứ XII")
        self.session = self.hall.add_session("Phiên thứ nhất")
        self.badges: dict[str, str] = {}
        for nth, name in enumerate(NAMES, start=1):
            body = {"number": f"{nth:03}", "name": name, "seat": f"A-{nth}"}
            self.badges[name] = self.hall.post("/delegates", body)["badge_url"]

    def opened(self, page: Page) -> Page:
        """Open the desk and wait until this computer keeps its page."""
        self.hall.opened_by_staff(page, "/desk/{id}")
        until = time.monotonic() + WITHIN_MS / 1000
        while not page.evaluate(IS_KEPT, f"kept-1/desk{self.hall.id}"):
            assert time.monotonic() < until, "this computer does not keep the desk's page"
            page.wait_for_timeout(100)
        return page

    def events(self, session: int | None = None) -> list[str]:
        """The names that the server counted, in the order in which it happened."""
        found = self.hall.get(f"/check-ins?session_id={session or self.session}")
        return [each["name"] for each in found]

    def wait_for_events(self, count: int) -> list[str]:
        """Wait until so many arrived, and a moment longer for any that come twice."""
        until = time.monotonic() + WITHIN_MS / 1000
        while len(self.events()) < count and time.monotonic() < until:
            time.sleep(0.1)
        time.sleep(4)
        return self.events()


def enter(page: Page, text: str, *, says: str) -> None:
    """Type as a person or a scanner does and see the answer."""
    page.fill("#entry", text)
    page.press("#entry", "Enter")
    expect(page.locator("#answer-name")).to_have_text(says, timeout=WITHIN_MS)


def expect_waiting(page: Page, count: int) -> None:
    """The line that is always there says how many wait."""
    ends = re.compile(rf": {count}$")
    expect(page.locator("#pending-count")).to_have_text(ends, timeout=WITHIN_MS)


def enter_everybody(page: Page, desk: DeskHall) -> None:
    """Check three in by name and two by badge; each is green at once."""
    for name in BY_NAME:
        enter(page, name, says=name)
        expect(page.locator("#answer")).to_have_class(re.compile("answer-good"))
    for name in BY_BADGE:
        enter(page, desk.badges[name], says=name)
        expect(page.locator("#answer")).to_have_class(re.compile("answer-good"))


def check_nobody_is_forgotten(page: Page, desk: DeskHall) -> None:
    """Cut the network, check five in, reload, let the network back: each counts once, in order."""
    desk.opened(page)
    page.context.set_offline(True)
    enter_everybody(page, desk)
    expect_waiting(page, 5)
    page.reload()
    expect_waiting(page, 5)
    page.fill("#entry", "binh")
    expect(page.locator("#found .row-title")).to_have_text(["Trần Thị Bình"])
    page.context.set_offline(False)
    assert desk.wait_for_events(5) == NAMES
    expect_waiting(page, 0)
