"""A phone whose network carries little: how it is slowed down, and what it shows all the same."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.hall_moves import SUMMARY, hall_with_slides, items, move, slides
from tests.browser.stories import Hall
from tests.running import Client, RunningServer

PHOTOGRAPH = "Toàn cảnh hội trường"
WITHIN_MS = 45_000
SLIDE = "[data-stage=picture] img[src*='/slides/{id}/']"
LATENCY_MS = 150


def hall_with_a_photograph(server: RunningServer, admin: Client, folder: Path) -> Hall:
    """The hall of a report, with a photograph as its last slide that weighs a lot."""
    hall = hall_with_slides(server, admin, folder)
    file = BytesIO()
    Image.effect_noise((900, 1200), 90).convert("RGB").save(file, "PNG")
    upload = {"file": ("hall.png", file.getvalue())}
    hall.post(f"/agenda/{items(hall)[SUMMARY]}/slides", {"title": PHOTOGRAPH}, files=upload)
    return hall


def small_bytes(hall: Hall, slide_id: int) -> int:
    """Return what the small picture of a slide weighs."""
    deck = hall.get(f"/agenda/{items(hall)[SUMMARY]}/slides")
    address = next(each["image_url_small"] for each in deck if each["id"] == slide_id)
    return len(hall.admin.call("GET", address).content)


def follow(hall: Hall, phone: Callable[[], Page], *, chosen: str = "") -> Page:
    """A phone that follows the hall at its first slide; `chosen` by hand before."""
    move(hall, item_id=items(hall)[SUMMARY], slide_id=slides(hall)[0])
    page = phone()
    hall.scanned_by(page, session=hall.sessions[0])
    if chosen:
        page.locator("[data-stage=form] summary").tap()
        page.locator(f"[name=slide-form][value={chosen}]").check()
    expect(page.locator(SLIDE.format(id=slides(hall)[0]))).to_be_visible(timeout=WITHIN_MS)
    return page


def slow_down(page: Page, bytes_per_second: float) -> None:
    """Let the browser itself carry no more than so much, as a crowded network does."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    limits = {
        "offline": False,
        "latency": LATENCY_MS,
        "downloadThroughput": bytes_per_second,
        "uploadThroughput": bytes_per_second,
    }
    session.send("Network.emulateNetworkConditions", limits)


def check_the_photograph_comes(
    hall: Hall,
    phone: Callable[[], Page],
    *,
    seconds: float,
    chosen: str = "",
    says_first: str = "",
) -> Page:
    """The hall goes to the photograph while the network is poor; the phone must show it in time.

    The small picture needs `seconds`, the clear one at least four times as long.
    """
    photograph = slides(hall)[-1]
    page = follow(hall, phone, chosen=chosen)
    slow_down(page, small_bytes(hall, photograph) / seconds)
    move(hall, slide_id=photograph)
    if says_first:
        words = page.locator("[data-stage=words]")
        expect(words).to_contain_text(says_first, timeout=WITHIN_MS)
    expect(page.locator(SLIDE.format(id=photograph))).to_be_visible(timeout=WITHIN_MS)
    return page
