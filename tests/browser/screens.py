"""Takes the pictures of docs/screens from the demo congress: `python -m tests.browser.screens`.

No photograph of a person gets into them: where the desk's camera saw a face (FACES_DIR), the page
is shown a drawing in its place.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright
from pypdfium2 import PdfDocument

from tests.browser.chromium import PHONE_SIZES, SCREEN_SIZES, launch
from tests.browser.stories import ROOT, Hall
from tests.kiosk.running_desk import running_desk
from tests.kiosk.videos import HEIGHT, WIDTH, faces_dir, write_walk_up
from tests.running import RunningServer, running_server

FOLDER = ROOT / "docs" / "screens"
LANGUAGES = ("vi", "en")
PHONE, (LAPTOP, BIG) = PHONE_SIZES[-1], SCREEN_SIZES
WIDEST_PX = 1366
LARGEST_BYTES = 150_000
ADDRESS = "http://192.168.1.10:8000"
PORTRAIT, AT_THE_DOOR = "obama/obama.jpg", "obama/obama2.jpg"
PRESENT = 214
REPORT, DECK = "Báo cáo chính trị", "trình chiếu"
SHOWN_SLIDE = 5


def main() -> None:
    """Start the demo congress, let its day begin, and take every picture in both languages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data, models = Path(folder) / "data", str(Path(folder) / "none")
        browser = launch(playwright.chromium)
        with running_server(data, demo=True, PUBLIC_URL=ADDRESS, MODELS_DIR=models) as server:
            hall = demo_hall(server)
            wait_for_documents(hall)
            let_people_in(hall)
            take_welcome(hall, browser)
            take_the_desk(hall, browser, Path(folder))
            take_the_sheets(hall)
            show_a_slide(hall)
            take_the_rest(hall, browser)
        browser.close()


def demo_hall(server: RunningServer) -> Hall:
    """The demo congress, as its organiser."""
    admin = server.admin()
    (congress,) = admin.call("GET", "/api/congresses").json
    hall = Hall(server, admin, congress["id"], congress["title"])
    hall.sessions = [
        each["id"] for each in hall.get("/live")["parts"]["agenda"]["state"]["sessions"]
    ]
    return hall


def wait_for_documents(hall: Hall) -> None:
    """Wait until the worker has made all pages."""
    until = time.monotonic() + 180
    while any(each["state"] != "ready" for each in hall.get("/documents")):
        assert time.monotonic() < until
        time.sleep(0.5)


def let_people_in(hall: Hall) -> None:
    """Check most of the delegates in, as desks would."""
    for each in hall.get("/delegates")[:PRESENT]:
        at = datetime.now(UTC).isoformat()
        event = {"key": f"screens-{each['id']}", "delegate_id": each["id"], "direction": "in"}
        event |= {"session_id": hall.sessions[0], "method": "badge", "at": at}
        hall.post("/check-ins", event)


def show_a_slide(hall: Hall) -> None:
    """Move the hall to a slide of the report."""
    agenda = hall.get("/live")["parts"]["agenda"]["state"]["items"]
    decks = {each["id"]: hall.get(f"/agenda/{each['id']}/slides") for each in agenda}
    item, deck = next((item, deck) for item, deck in decks.items() if deck)
    stage = {"item_id": item, "slide_id": deck[SHOWN_SLIDE - 1]["id"]}
    for slide in deck[:SHOWN_SLIDE]:
        hall.admin.call("PUT", f"{hall.api}/stage", stage | {"slide_id": slide["id"]})


@contextmanager
def opened(browser: Browser, size: tuple[int, int], language: str) -> Iterator[Page]:
    """Open a page in a browser of its own."""
    is_phone = size in PHONE_SIZES
    locale = {"vi": "vi-VN", "en": "en-GB"}[language]
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=1.5 if is_phone else 1,
        is_mobile=is_phone,
        has_touch=is_phone,
        locale=locale,
        timezone_id="Asia/Ho_Chi_Minh",
    )
    yield context.new_page()
    context.close()


def keep(page: Page, name: str, language: str) -> None:
    """Save what the page shows once its pictures and letters are there."""
    page.evaluate(
        """() => {
            const shown = [...document.images].filter(each => each.offsetParent);
            return Promise.all([document.fonts.ready, ...shown.map(each => each.decode())]);
        }"""
    )
    page.wait_for_timeout(500)
    keep_picture_of(Image.open(BytesIO(page.screenshot())).convert("RGB"), name, language)


def keep_picture_of(picture: Image.Image, name: str, language: str) -> None:
    """Save a picture small enough for the docs."""
    picture.thumbnail((WIDEST_PX, WIDEST_PX), Image.Resampling.LANCZOS)
    path = FOLDER / f"{name}.{language}.webp"
    picture.save(path, quality=82, method=6)
    assert path.stat().st_size <= LARGEST_BYTES, path
    print(path.relative_to(ROOT), path.stat().st_size, file=sys.stderr)


def open_screen(hall: Hall, page: Page, language: str) -> None:
    """Open the big screen, which has no switch for the language on it."""
    token = hall.pair("screen")["token"]
    page.goto(f"{hall.server.url}/d/{token}")
    page.goto(hall.page("/screen/{id}") + f"?lang={language}")
    expect(page.locator("#attendance")).to_be_visible()


def take_welcome(hall: Hall, browser: Browser) -> None:
    """The big screen before anything begins: the title and the code."""
    for language in LANGUAGES:
        with opened(browser, BIG, language) as page:
            open_screen(hall, page, language)
            keep(page, "screen-welcome", language)


def take_the_sheets(hall: Hall) -> None:
    """What comes out of the printer: cards, tents, documents, Wi-Fi, the credentials report."""
    hall.admin.call("PUT", f"{hall.api}/network", {"name": "DAIHOI", "password": "sonlam2027"})
    hall.admin.call("PUT", f"{hall.api}/paper", {"cost_per_page": 350, "minutes_per_set": 1})
    hall.admin.call("POST", f"{hall.api}/links/missing", {})
    link = hall.get("/links")[0]["id"]
    sheets = {
        "sheet-tables": f"/links/{link}/tables.pdf?tables=4",
        "sheet-tents": f"/links/{link}/tables.pdf?form=tents&tables=2",
        "sheet-documents": "/documents.pdf?",
        "sheet-wifi": "/wifi.pdf?shows=letters",
        "sheet-credentials": "/credentials.pdf?",
    }
    for language in LANGUAGES:
        for name, path in sheets.items():
            answer = hall.admin.call("GET", f"{hall.api}{path}&lang={language}")
            with PdfDocument(answer.content) as printed:
                keep_picture_of(printed[0].render(scale=1.1).to_pil(), name, language)


def take_the_rest(hall: Hall, browser: Browser) -> None:
    """The phone, the office and the big screen while the report is shown."""
    for language in LANGUAGES:
        with opened(browser, PHONE, language) as page:
            take_phone(hall, page, language)
        with opened(browser, LAPTOP, language) as page:
            hall.opened_by_staff(page, f"/office/{{id}}?lang={language}")
            keep(page, "office-day", language)
            page.goto(hall.page("/office/{id}/documents"))
            keep(page, "office-documents", language)
            page.goto(hall.page("/office/{id}/print"))
            keep(page, "office-print", language)
            page.goto(hall.page("/office/{id}/paper"))
            keep(page, "office-paper", language)
            page.goto(hall.page("/remote/{id}"))
            keep(page, "remote", language)
        with opened(browser, BIG, language) as page:
            open_screen(hall, page, language)
            expect(page.locator("#picture img")).to_be_visible()
            keep(page, "screen-slide", language)


def take_phone(hall: Hall, page: Page, language: str) -> None:
    """A delegate's phone: the hall, the documents, a page of the report, a search."""
    hall.scanned_by(page, session=hall.sessions[0])
    page.goto(f"{page.url}?lang={language}")
    expect(page.locator("[data-stage=picture] img")).to_be_visible()
    keep(page, "phone-hall", language)
    page.locator(".tab-bar a[href='#documents']").tap()
    page.locator("#offline-pack").wait_for()
    keep(page, "phone-documents", language)
    page.locator("#search input").fill("chuyen doi so")
    expect(page.locator("#found mark").first).to_be_visible()
    keep(page, "phone-search", language)
    page.locator("#search input").fill("")
    rows = page.locator("#documents .row", has_text=REPORT).filter(has_not_text=DECK)
    rows.first.tap()
    expect(page.locator(".sheet-picture img").first).to_be_visible()
    keep(page, "phone-reader", language)


def take_the_desk(hall: Hall, browser: Browser, folder: Path) -> None:
    """The desk that asks its operator, and the green that follows."""
    *_, absent = hall.get("/delegates")
    files = {"images": ("portrait.jpg", (faces_dir() / PORTRAIT).read_bytes())}
    portraits = f"/delegates/{absent['id']}/portraits"
    hall.admin.call("PUT", hall.api + portraits, {"consent": "true"}, files=files)
    until = time.monotonic() + 60
    while hall.get(portraits)["state"] == "waiting":
        assert time.monotonic() < until
        time.sleep(0.2)
    video = write_walk_up(faces_dir() / AT_THE_DOOR, folder / "walk.mjpeg", empty=90, frames=900)
    for language in LANGUAGES:
        desk_at = running_desk(
            folder / f"desk-{language}",
            *("--camera", str(video)),
            server=hall.server.url,
            token=hall.pair("kiosk")["token"],
        )
        with desk_at as desk, opened(browser, LAPTOP, language) as page:
            page.route("**/picture*", lambda route: draw_somebody(route, desk.state()["face"]))
            page.goto(f"{desk.url}?language={language}")
            stage = page.locator("#stage")
            expect(stage).to_have_attribute("data-result", "confirm", timeout=60_000)
            page.evaluate("document.getElementById('stream').src = '/picture?drawn'")
            keep(page, "kiosk-confirm", language)
            page.locator("#likeliest-list button", has_text=absent["name"]).click()
            expect(stage).to_have_attribute("data-colour", "green")
            keep(page, "kiosk-green", language)
            desk.post("undo", {"key": desk.state()["key"], "reason": "once more, in English"})
            desk.wait_for(lambda state: state["pending"] == 0)


def draw_somebody(route: Route, face: dict[str, Any] | None) -> None:
    """Answer with a drawn person, the head where the camera saw the face."""
    box = face or {"left": 0.4, "top": 0.2, "width": 0.2, "height": 0.3}
    left, top = box["left"] * WIDTH, box["top"] * HEIGHT
    width, height = box["width"] * WIDTH, box["height"] * HEIGHT
    picture = Image.new("RGB", (WIDTH, HEIGHT), "#cfd8e3")
    pen = ImageDraw.Draw(picture)
    shoulders = [left - 1.1 * width, top + 1.2 * height, left + 2.1 * width, top + 4.5 * height]
    pen.ellipse(shoulders, fill="#5b6f8f")
    head = [left - 0.15 * width, top - 0.2 * height, left + 1.15 * width, top + 1.25 * height]
    pen.ellipse(head, fill="#8d9db8")
    file = BytesIO()
    picture.save(file, "JPEG", quality=90)
    route.fulfill(body=file.getvalue(), content_type="image/jpeg")


if __name__ == "__main__":
    main()
