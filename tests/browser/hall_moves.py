"""The hall that is moved, who follows it, and how long that takes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES
from tests.browser.stories import Hall, found_hall, keep_picture, moment_of, watch, write_report
from tests.running import Client, RunningServer

FOLLOWS_WITHIN_MS = 5_000
"""Told, not asked: a phone that hears nothing asks after 7 s. How fast is in ./bench fanout."""
WELCOME, SUMMARY, AWARDS = "Văn nghệ chào mừng", "Tóm tắt báo cáo chính trị", "Khen thưởng"
SLIDES = 4
# What stands there: the item's title, and which slide's picture is decoded and in its place.
PHONE_TITLE = "document.querySelector('[data-stage=title]').textContent"
PHONE_SLIDE = """Number((/slides.(\\d+)/.exec(
    document.querySelector('[data-stage=picture] img').getAttribute('src')) || [])[1])"""
PHONE_NUMBER = "document.querySelector('[data-stage=number]').textContent"
SCREEN_TITLE = """document.querySelector('#card').hidden
    ? document.querySelector('#item').textContent
    : document.querySelector('#card .card-title').textContent"""
SCREEN_SLIDE = """document.querySelector('#picture').hidden ? null : Number((/slides.(\\d+)/.exec(
    document.querySelector('#picture img').getAttribute('src')) || [])[1])"""
OpenPage = Callable[[tuple[int, int]], Page]


def hall_with_slides(server: RunningServer, admin: Client, folder: Path) -> Hall:
    """A session of three items; the report has slides, pages of a PDF."""
    hall = found_hall(server, admin, "Đại hội Đoàn tỉnh Sông Lam lần thứ XII")
    session = hall.add_session("Phiên thứ hai (chính thức)")
    paper = write_report(folder / "slides.pdf", SUMMARY, pages=SLIDES)
    document = hall.add_document(paper, SUMMARY)
    for title, kind in ((WELCOME, "ceremony"), (SUMMARY, "slides"), (AWARDS, "ceremony")):
        body = {"session_id": session, "title": title, "kind": kind, "minutes": 15}
        item = hall.post("/agenda", body)["id"]
        if kind == "slides":
            for page in range(1, SLIDES + 1):
                hall.post(f"/agenda/{item}/slides", {"document_id": document, "page": page})
    return hall


def items(hall: Hall) -> dict[str, int]:
    return {
        each["title"]: each["id"] for each in hall.get("/live")["parts"]["agenda"]["state"]["items"]
    }


def slides(hall: Hall) -> list[int]:
    return [each["id"] for each in hall.get(f"/agenda/{items(hall)[SUMMARY]}/slides")]


def move(hall: Hall, **stage: Any) -> None:
    answer = hall.admin.call("PUT", f"{hall.api}/stage", stage)
    assert answer.status == 200, answer


def open_remote(hall: Hall, open_page: OpenPage) -> Page:
    remote = open_page(PHONE_SIZES[-1])
    hall.opened_by_staff(remote, "/remote/{id}")
    expect(remote.locator("#forward")).to_be_enabled()
    return remote


def open_phone(hall: Hall, phone: Callable[[], Page]) -> Page:
    page = phone()
    hall.scanned_by(page, session=hall.sessions[0])
    watch(page, PHONE_TITLE)
    watch(page, PHONE_SLIDE)
    return page


def open_screen(hall: Hall, open_page: OpenPage) -> Page:
    page = open_page(SCREEN_SIZES[-1])
    page.goto(hall.pair("screen")["url"])
    watch(page, SCREEN_TITLE)
    watch(page, SCREEN_SLIDE)
    return page


def all_listen(hall: Hall, count: int, page: Page) -> None:
    """Wait until so many pages hold a line to the hall."""
    for _ in range(1200):
        if hall.get("/connections")["connected"] == count:
            return
        page.wait_for_timeout(50)
    raise AssertionError(hall.get("/connections"))


def press(remote: Page, name: str) -> int:
    """Press a button of the remote once it takes presses again; returns the moment."""
    remote.wait_for_timeout(1_000)
    remote.evaluate("addEventListener('click', () => (window.__pressed = Date.now()), true)")
    remote.locator(name).tap()
    return int(remote.evaluate("window.__pressed"))


def check_all_follow(hall: Hall, open_page: OpenPage, phone: Callable[[], Page]) -> None:
    """Move item and slide from the remote; two phones and the big screen must show it in time."""
    shown = slides(hall)
    move(hall, item_id=items(hall)[WELCOME])
    remote = open_remote(hall, open_page)
    phones, screen = (
        [open_phone(hall, phone), open_phone(hall, phone)],
        open_screen(hall, open_page),
    )
    all_listen(hall, 4, screen)
    delays: dict[str, list[int]] = {}

    def follows(what: str, pressed: int, value: Any) -> None:
        expressions = {"title": (PHONE_TITLE, SCREEN_TITLE), "slide": (PHONE_SLIDE, SCREEN_SLIDE)}
        of_phone, of_screen = expressions[what]
        for page in phones:
            came = moment_of(page, of_phone, value, since=pressed)
            delays.setdefault(f"phone {what}", []).append(came - pressed)
        came = moment_of(screen, of_screen, value, since=pressed)
        delays.setdefault(f"screen {what}", []).append(came - pressed)

    pressed = press(remote, "#forward")
    follows("title", pressed, SUMMARY)
    follows("slide", pressed, shown[0])
    for slide in shown[1:3]:
        follows("slide", press(remote, "#forward"), slide)
    follows("slide", press(remote, "#back"), shown[1])
    keep_picture(phones[0], "move-the-hall-1-phone")
    keep_picture(screen, "move-the-hall-2-screen")
    keep_picture(remote, "move-the-hall-3-remote")
    remote.locator(".item-button", has_text=AWARDS).tap()
    follows("title", press(remote, ".dialog-actions button:first-child"), AWARDS)

    print("ms from the press until it stands there:", delays)
    assert max(max(each) for each in delays.values()) <= FOLLOWS_WITHIN_MS, delays
