"""A person is invited, sets up the second step and signs another device out, in both languages."""

import re
from collections.abc import Callable, Iterator

import pyotp
import pytest
from playwright.sync_api import Page, expect

from app.clock import now
from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES
from tests.running import Client, RunningServer

OpenPage = Callable[[tuple[int, int]], Page]
PASSWORD = "xoài tím leo núi"
WORDS = {
    "vi": {"judged": "Quá dễ", "here": "Thiết bị này", "on": "Đang bật"},
    "en": {"judged": "Too easy", "here": "This device", "on": "On"},
}


@pytest.fixture
def congress_id(admin: Client) -> int:
    dates = {"starts_on": "2026-11-21", "ends_on": "2026-11-22"}
    made = admin.call("POST", "/api/congresses", {"title": "Đại hội", "venue": "", **dates})
    return int(made.json["id"])


@pytest.fixture
def opened(open_page: OpenPage) -> Iterator[OpenPage]:
    """Open pages; none may throw."""
    thrown: list[str] = []

    def open_one(size: tuple[int, int]) -> Page:
        page = open_page(size)
        page.on("pageerror", lambda error: thrown.append(str(error)))
        return page

    yield open_one
    assert thrown == []


def invite(page: Page, server: RunningServer, admin: Client, congress_id: int) -> str:
    """Make the link as the organiser does; returns its address."""
    page.context.add_cookies(
        [{"name": each.name, "value": each.value or "", "url": server.url} for each in admin.jar]
    )
    page.goto(f"{server.url}/office/{congress_id}/people")
    page.fill("#invite-name", "Trần Thị Hoa")
    page.click("#invite button:not([data-reveal])")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("img.qr-code")).to_be_visible()
    address = dialog.locator(".address-field").input_value()
    page.keyboard.press("Escape")
    expect(page.locator("#people")).to_contain_text("Trần Thị Hoa")
    return address


def accept(page: Page, address: str, name: str, words: dict[str, str]) -> None:
    """Choose a name and, at the second try, a good password."""
    page.goto(address)
    page.fill("#name", name)
    page.fill("#password", "matkhau2026")
    expect(page.locator("#password-strength")).to_contain_text(words["judged"])
    page.click("#accept button:not([data-reveal])")
    expect(page.get_by_role("alert")).to_be_visible()
    page.fill("#password", PASSWORD)
    page.click("#accept button:not([data-reveal])")
    page.wait_for_url(re.compile(r"/office$"))


def set_up(page: Page, server: RunningServer, words: dict[str, str]) -> tuple[str, str]:
    """Set the second step up; returns the secret and a recovery code."""
    page.goto(f"{server.url}/office/account")
    page.fill("#begin-password", PASSWORD)
    page.click("#begin button:not([data-reveal])")
    expect(page.locator("#secret-code")).to_be_visible()
    secret = (page.locator("#secret-text").text_content() or "").replace(" ", "")
    # Good for a minute, whenever the half minute turns; the phone signs in with the one after it.
    page.fill("#code", pyotp.TOTP(secret).at(now()))
    page.click("#confirm button")
    codes = page.locator(".recovery-codes li")
    expect(codes).to_have_count(10)
    code = codes.first.text_content() or ""
    page.get_by_role("dialog").get_by_role("button").last.click()
    expect(page.locator("#second-factor .chip").first).to_have_text(words["on"])
    return secret, code


def sign_in(page: Page, server: RunningServer, name: str, code: str) -> None:
    """Sign in with the password, then with the code that is asked for."""
    page.goto(f"{server.url}/sign-in?next=/office/account")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    expect(page.locator("#code")).to_be_focused()
    page.fill("#code", code)
    page.press("#code", "Enter")
    page.wait_for_url(re.compile(r"\d/office/account$"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_from_the_invitation_to_signing_another_device_out(
    opened: OpenPage, server: RunningServer, admin: Client, congress_id: int, language: str
) -> None:
    words, name = WORDS[language], f"hoa.{language}"
    address = invite(opened(SCREEN_SIZES[0]), server, admin, congress_id)
    laptop = opened(SCREEN_SIZES[0])
    accept(laptop, f"{address}?lang={language}", name, words)
    laptop.goto(f"{server.url}/office/{congress_id}")
    expect(laptop.locator(".menu")).to_be_visible()
    secret, recovery = set_up(laptop, server, words)

    phone, lost = opened(PHONE_SIZES[0]), opened(PHONE_SIZES[0])
    sign_in(phone, server, name, pyotp.TOTP(secret).at(now(), counter_offset=1))
    sign_in(lost, server, name, recovery)

    laptop.reload()
    rows = laptop.locator("#sign-ins li")
    expect(rows).to_have_count(3)
    expect(rows.filter(has_text=words["here"])).to_have_count(1)
    rows.filter(has_not_text=words["here"]).first.get_by_role("button").click()
    expect(rows).to_have_count(2)
    lost.reload()  # the last seen stands first
    lost.wait_for_url("**/sign-in**")

    used = opened(PHONE_SIZES[0])
    used.goto(address)
    expect(used.locator("#accept")).to_have_count(0)
