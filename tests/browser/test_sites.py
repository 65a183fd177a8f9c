"""Two sites: a remote site's screen follows the main hall, and each counts its own people."""

import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import SCREEN_SIZES
from tests.browser.desk_journey import enter, expect_waiting
from tests.browser.hall_moves import (
    SUMMARY,
    WELCOME,
    OpenPage,
    hall_with_slides,
    items,
    move,
    open_remote,
    press,
    slides,
)
from tests.browser.stories import Hall, keep_picture
from tests.running import Client, RunningServer

WAIT_MS = 30_000
MAIN, REMOTE = "Hội trường chính", "Điểm cầu Ninh Phước"
PEOPLE = {"001": "Nguyễn Văn Minh", "002": "Trần Thị Hoa", "003": "Lê Thị Bình"}


@pytest.fixture
def hall(server: RunningServer, tmp_path: Path) -> Hall:
    """Three delegates, of whom the second is expected at the remote site."""
    hall = hall_with_slides(server, server.admin(), tmp_path)
    for number, name in PEOPLE.items():
        facts = {"number": number, "name": name, "standing": "elected", "sex": "female"}
        hall.post("/delegates", facts)
    return hall


def add_remote_site(hall: Hall, page: Page) -> int:
    """Let an organiser add the site on the office's page; returns its id."""
    hall.opened_by_staff(page, "/office/{id}/sites")
    page.locator("#site-name").fill(REMOTE)
    page.locator("#site-place").fill("UBND huyện Ninh Phước")
    page.locator("form.card button").click()
    expect(page.locator(".unit-row")).to_have_count(2, timeout=WAIT_MS)
    return int(hall.get("/sites")[1]["id"])


def open_screen(hall: Hall, open_page: OpenPage, site: int) -> Page:
    """Pair a screen, say where it stands, and open it."""
    device = hall.pair("screen", f"Màn hình {site}")
    place(hall, device["id"], site)
    page = open_page(SCREEN_SIZES[-1])
    page.goto(device["url"])
    return page


def place(hall: Hall, device: int, site: int) -> None:
    answer = hall.admin.call("PUT", f"{hall.api}/devices/{device}/site", {"site_id": site})
    assert answer.status == 204, answer


def come_in(hall: Hall, desk: Client, number: str) -> None:
    """Let somebody come in at a desk."""
    people = hall.get(f"/roster?q={number}")["people"]
    event = {
        "key": f"sites-{number}",
        "delegate_id": people[0]["id"],
        "session_id": hall.sessions[0],
        "method": "name",
        "at": datetime.now(UTC).isoformat(),
    }
    answer = desk.call("POST", f"{hall.api}/check-ins", event)
    assert answer.status == 201, answer


def test_a_remote_site_follows_the_main_hall_and_counts_its_own(
    hall: Hall, open_page: OpenPage
) -> None:
    office = open_page((1366, 768))
    remote_id = add_remote_site(hall, office)
    main_id = int(hall.get("/sites")[0]["id"])
    hall.post(f"/sites/{remote_id}/delegates", {"number": "002"})
    move(hall, item_id=items(hall)[WELCOME])
    here, there = (open_screen(hall, open_page, site) for site in (main_id, remote_id))
    expect(here.locator("#site")).to_have_text(MAIN, timeout=WAIT_MS)
    expect(there.locator("#site")).to_have_text(REMOTE, timeout=WAIT_MS)

    remote = open_remote(hall, open_page)
    press(remote, "#forward")
    for screen in (here, there):
        picture = screen.locator("#picture img")
        address = re.compile(rf"/slides/{slides(hall)[0]}/image")
        expect(picture).to_have_attribute("src", address, timeout=WAIT_MS)
        expect(screen.locator("#item")).to_contain_text(SUMMARY)
    move(hall, floor={"name": "Nguyễn Văn Minh"})
    expect(there.locator("[data-floor=name]")).to_have_text("Nguyễn Văn Minh", timeout=WAIT_MS)

    desk = Client(hall.server.url, hall.pair("kiosk", "Bàn Ninh Phước")["token"])
    place(hall, hall.get("/devices")[-1]["id"], remote_id)
    hall.opened_by_staff(office, "/office/{id}")
    for number in ("002", "003"):
        come_in(hall, desk, number)
    expect(there.locator("#attendance")).to_have_text(re.compile(r"2/2\D+2/3"), timeout=WAIT_MS)
    expect(here.locator("#attendance")).to_have_text(re.compile(r"0/1\D+2/3"), timeout=WAIT_MS)
    rows = office.locator("#sites li")
    expect(rows).to_have_text([f"{MAIN}0 / 1", f"{REMOTE}2 / 2"], timeout=WAIT_MS)
    keep_picture(here, "sites-main-screen")
    keep_picture(there, "sites-remote-screen")
    keep_picture(office, "sites-day")


def present_at(hall: Hall, count: int) -> dict[str, int]:
    """Return how many are present at each site, as soon as so many came."""
    until = time.monotonic() + WAIT_MS / 1000
    while True:
        numbers = hall.get("/attendance")
        if numbers["present"] >= count or time.monotonic() > until:
            return {each["name"]: each["present"] for each in numbers["sites"]}
        time.sleep(0.2)


def test_a_desk_page_opened_by_account_counts_where_it_stood_also_without_a_network(
    hall: Hall, open_page: OpenPage
) -> None:
    hall.post("/sites", {"name": REMOTE})
    page = open_page(SCREEN_SIZES[0])
    hall.opened_by_staff(page, "/desk/{id}")
    sites, stands = page.locator("#site-list button"), page.locator("#site-now")
    expect(sites).to_have_text([MAIN, REMOTE], timeout=WAIT_MS)
    expect(page.locator("#entry")).to_be_hidden()
    sites.last.click()
    expect(stands).to_have_text(REMOTE)
    page.context.set_offline(True)
    enter(page, PEOPLE["001"], says=PEOPLE["001"])
    page.click("#site-change")
    expect(sites.last).to_contain_text("đang chọn")
    sites.first.click()
    expect(stands).to_have_text(MAIN)
    enter(page, PEOPLE["002"], says=PEOPLE["002"])
    expect_waiting(page, 2)
    page.context.set_offline(False)
    assert present_at(hall, 2) == {MAIN: 1, REMOTE: 1}

    page.reload()
    expect(stands).to_have_text(MAIN, timeout=WAIT_MS)
    expect(page.locator("#entry")).to_be_focused(timeout=WAIT_MS)
    expect(page.locator("#site-choice")).to_be_hidden()
