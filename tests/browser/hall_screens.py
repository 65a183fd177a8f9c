"""Takes the pictures of the hall's other screens: `python -m tests.browser.hall_screens [NAME…]`.

The demo congress, as in `screens`; with names of pictures only those are taken.
"""

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pypdfium2 import PdfDocument

from tests.browser.chromium import launch
from tests.browser.poor_network import slow_down
from tests.browser.screens import (
    ADDRESS,
    BIG,
    LANGUAGES,
    LAPTOP,
    PHONE,
    demo_hall,
    keep,
    keep_picture_of,
    let_people_in,
    opened,
    show_a_slide,
    wait_for_documents,
)
from tests.browser.shared_journey import share
from tests.browser.stories import Hall
from tests.running import running_server

PATIENCE_MS = 60_000
NOTES = {
    "checkin": "Loa bàn đón tiếp nhắc đoàn chưa đến. 13:25 khóa cửa bên trái.",
    "open_vote": "Nhắc đại biểu giơ thẻ; đếm số không đồng ý và ý kiến khác.",
    "slides": "Tắt đèn sân khấu. Phim ở trang 3, mở tiếng.",
}
SITES = (
    ("Điểm cầu Ninh Phước", "Hội trường Ủy ban nhân dân xã Ninh Phước"),
    ("Điểm cầu Thuận Nam", "Trung tâm Văn hóa xã Thuận Nam"),
)
HARDLY_ANYTHING = 900
"""Bytes a second: enough for words, not for pictures."""
Taker = Callable[[Hall, Page, str], Image.Image | None]
Stage = dict[str, Any]


def main() -> None:
    """Start the demo congress, let its day begin, and take the pictures in both languages."""
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data, models = Path(folder) / "data", str(Path(folder) / "none")
        browser = launch(playwright.chromium)
        with running_server(data, demo=True, PUBLIC_URL=ADDRESS, MODELS_DIR=models) as server:
            hall = demo_hall(server)
            wait_for_documents(hall)
            let_people_in(hall)
            show_a_slide(hall)
            begun = present(hall)
            for name, (size, take) in PICTURES.items():
                if not wanted or name in wanted:
                    take_both(hall, browser, name, (size, take), begun)
        browser.close()


def take_both(
    hall: Hall, browser: Browser, name: str, how: tuple[tuple[int, int], Taker], begun: Stage
) -> None:
    """Bring one picture about in each language, each time from the same beginning."""
    size, take = how
    for language in LANGUAGES:
        put_stage(hall, **begun, countdown=None, floor=None)
        with opened(browser, size, language) as page:
            printed = take(hall, page, language)
            if printed is None:
                keep(page, name, language)
            else:
                keep_picture_of(printed, name, language)


def screen(hall: Hall, page: Page, language: str, *, shows: str = "hall") -> None:
    """Open a paired screen for which the office chose a content."""
    device = hall.pair("screen")
    hall.admin.call("PUT", f"{hall.api}/devices/{device['id']}/content", {"shows": shows})
    page.goto(f"{hall.server.url}/d/{device['token']}")
    page.goto(hall.page("/screen/{id}") + f"?lang={language}")


def put_stage(hall: Hall, **stage: Any) -> None:
    """Move the hall."""
    answer = hall.admin.call("PUT", f"{hall.api}/stage", stage)
    assert answer.status == 200, answer


def in_minutes(minutes: float) -> dict[str, str]:
    """Return the countdown that is over after so many minutes."""
    return {"ends_at": (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()}


def take_corridor(hall: Hall, page: Page, language: str) -> None:
    """What is on and what comes, outside the hall."""
    screen(hall, page, language, shows="corridor")
    expect(page.locator("#next-items li").first).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("#clock")).not_to_be_empty(timeout=PATIENCE_MS)


def take_monitor(hall: Hall, page: Page, language: str) -> None:
    """The slide, the next one, the notes and the time, before whoever speaks."""
    put_stage(hall, countdown=in_minutes(7))
    screen(hall, page, language, shows="stage")
    expect(page.locator("#notes")).not_to_be_empty(timeout=PATIENCE_MS)
    expect(page.locator("#next-picture img")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("#countdown")).to_be_visible(timeout=PATIENCE_MS)


def take_countdown(hall: Hall, page: Page, language: str) -> None:
    """The time of a break, as large as it can be."""
    item = item_of_kind(hall, "forum", "speech", "ceremony")
    put_stage(hall, item_id=item, slide_id=None, countdown=in_minutes(9.9))
    screen(hall, page, language)
    expect(page.locator("#countdown")).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_timeout(1_000)


def take_floor(hall: Hall, page: Page, language: str) -> None:
    """Who has the floor, over the slide, with the time."""
    speaker = hall.get("/delegates")[3]
    put_stage(hall, floor={"delegate_id": speaker["id"]}, countdown=in_minutes(4.9))
    screen(hall, page, language)
    expect(page.locator("#floor")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("#picture img")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("#countdown")).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_timeout(1_000)


def take_loop(hall: Hall, page: Page, language: str) -> None:
    """While the hall waits: what is still to come, in turn with welcome and pictures."""
    put_stage(hall, item_id=item_of_kind(hall, "break"), slide_id=None)
    screen(hall, page, language)
    agenda = page.locator("#loop .is-shown .loop-agenda, #loop .is-shown.loop-agenda")
    expect(agenda).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_timeout(2_000)


def take_run_sheet(hall: Hall, page: Page, language: str) -> Image.Image:
    """The run sheet as it is printed: the first page, A4."""
    for item in hall.get("/live")["parts"]["agenda"]["state"]["items"]:
        if item["kind"] in NOTES:
            body = {name: item[name] for name in ("title", "kind", "minutes", "speaker")}
            path = f"{hall.api}/agenda/{item['id']}"
            hall.admin.call("PUT", path, {**body, "notes": NOTES[item["kind"]]})
    hall.opened_by_staff(page, f"/office/{{id}}/agenda/run-sheet?lang={language}")
    expect(page.locator(".run-notes").first).not_to_be_empty(timeout=PATIENCE_MS)
    margins: Any = dict.fromkeys(("top", "right", "bottom", "left"), "12mm")
    with PdfDocument(page.pdf(format="A4", margin=margins)) as printed:
        picture: Image.Image = printed[0].render(scale=1.3).to_pil().convert("RGB")
        return picture


def take_item(hall: Hall, page: Page, language: str) -> None:
    """An agenda item's own page: its slides, and where more are dropped."""
    item = present(hall)["item_id"]
    hall.opened_by_staff(page, f"/office/{{id}}/agenda/{item}?lang={language}")
    expect(page.locator("#sources li").first).to_be_visible(timeout=PATIENCE_MS)


def scanned(hall: Hall, page: Page, language: str) -> None:
    """A phone that came by the session's code."""
    hall.scanned_by(page, session=hall.sessions[0])
    page.goto(f"{page.url}?lang={language}")
    expect(page.locator("[data-stage=picture] img")).to_be_visible(timeout=PATIENCE_MS)


def take_shared(hall: Hall, page: Page, language: str) -> None:
    """One tablet for several people: the line that ends the use, on every page."""
    hall.post("/links", {"target": "congress"})
    url = hall.get("/links")[-1]["url"]
    page.goto(hall.server.url + urlsplit(url).path + f"?lang={language}")
    page.goto(hall.page("/c/{id}") + f"?lang={language}#me")
    share(page)
    page.goto(hall.page("/c/{id}") + f"?lang={language}")
    expect(page.locator("#shared-end")).to_be_visible(timeout=PATIENCE_MS)


def take_words_first(hall: Hall, page: Page, language: str) -> None:
    """A phone on a network that carries hardly anything: the words of the slide."""
    scanned(hall, page, language)
    before = present(hall)
    deck = hall.get(f"/agenda/{before['item_id']}/slides")
    slow_down(page, HARDLY_ANYTHING)
    put_stage(hall, slide_id=next(each["id"] for each in deck[8:] if each["kind"] == "page"))
    expect(page.locator("[data-stage=words] p").nth(1)).to_be_visible(timeout=PATIENCE_MS)


def take_change(hall: Hall, page: Page, language: str) -> None:
    """What a phone says when the programme changes."""
    skipped = f"{hall.api}/agenda/{item_of_kind(hall, 'speaking')}/skipped"
    hall.admin.call("PUT", skipped, {"skipped": False})
    scanned(hall, page, language)
    expect(page.locator("#agenda li").first).to_be_attached(timeout=PATIENCE_MS)
    answer = hall.admin.call("PUT", skipped, {"skipped": True})
    assert answer.status == 204, answer
    expect(page.locator("#change-notice")).to_be_visible(timeout=PATIENCE_MS)


def take_rehearsal(hall: Hall, page: Page, language: str) -> None:
    """The mark that every page of a rehearsal bears."""
    begins = {"starts_on": datetime.now(UTC).date().isoformat()}
    made = hall.admin.call("POST", f"{hall.api}/rehearsal", begins)
    where = made.json["id"] if made.status == 201 else hall.get("/rehearsal")["id"]
    rehearsal = Hall(hall.server, hall.admin, where, hall.title)
    rehearsal.opened_by_staff(page, f"/remote/{{id}}?lang={language}")
    expect(page.locator(".rehearsal-band")).to_be_visible(timeout=PATIENCE_MS)


def take_sites(hall: Hall, page: Page, language: str) -> None:
    """Where a congress meets in several places, and who is expected at each."""
    sites = remote_sites(hall)
    hall.opened_by_staff(page, f"/office/{{id}}/sites?lang={language}")
    expect(page.locator(".unit-row")).to_have_count(len(sites) + 1, timeout=PATIENCE_MS)


def take_remote_site(hall: Hall, page: Page, language: str) -> None:
    """A screen at a remote site: it follows the main hall and counts its own people."""
    site = remote_sites(hall)[0]
    page.goto(f"{hall.server.url}/d/{hall.pair('screen')['token']}")
    page.goto(hall.page("/screen/{id}") + f"?lang={language}&site={site}")
    expect(page.locator("#picture img")).to_be_visible(timeout=PATIENCE_MS)
    expect(page.locator("#site")).to_have_text(SITES[0][0], timeout=PATIENCE_MS)
    expect(page.locator("#attendance")).to_be_visible(timeout=PATIENCE_MS)


def remote_sites(hall: Hall) -> list[int]:
    """Let three delegations each meet at two remote sites; returns the ids of the sites."""
    there = hall.get("/sites")
    if there:
        return [each["id"] for each in there[1:]]
    delegations = [each["id"] for each in hall.get("/groupings/delegations")]
    return [
        hall.post("/sites", {"name": name, "place": place, "delegation_ids": own})["id"]
        for (name, place), own in zip(SITES, (delegations[2:5], delegations[5:8]), strict=True)
    ]


def item_of_kind(hall: Hall, *kinds: str) -> int:
    """Return an item of one of these kinds that was not there yet."""
    items = hall.get("/live")["parts"]["agenda"]["state"]["items"]
    return int(next(each["id"] for each in items if each["kind"] in kinds))


def present(hall: Hall) -> Stage:
    """Return where the hall stands, to go back there."""
    stage = hall.get("/live")["parts"]["stage"]["state"]
    return {"item_id": stage["item"]["id"], "slide_id": stage["slide"]["id"]}


PICTURES: dict[str, tuple[tuple[int, int], Taker]] = {
    "screen-corridor": (BIG, take_corridor),
    "screen-stage-monitor": (BIG, take_monitor),
    "screen-countdown": (BIG, take_countdown),
    "screen-floor": (BIG, take_floor),
    "screen-loop": (BIG, take_loop),
    "office-run-sheet": (LAPTOP, take_run_sheet),
    "office-item": (LAPTOP, take_item),
    "phone-shared": (PHONE, take_shared),
    "phone-words-first": (PHONE, take_words_first),
    "phone-change": (PHONE, take_change),
    "remote-rehearsal": (PHONE, take_rehearsal),
    "office-sites": (LAPTOP, take_sites),
    "screen-site": (BIG, take_remote_site),
}


if __name__ == "__main__":
    main()
