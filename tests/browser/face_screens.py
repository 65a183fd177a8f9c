"""Takes the pictures of check-in by face: `python -m tests.browser.face_screens [FOLDER]`.

The kiosk is the real process with a film for its camera (FACES_DIR); the page is shown a drawing
in the film's place, so that no photograph of a person gets into the pictures. The pages of the
office stand on made-up templates.
"""

import sqlite3
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, Route, sync_playwright

from app import create_app
from app.clock import now
from app.congresses.models import Congress
from app.db import db, writing
from app.delegates.models import Consent, Delegate, FaceTemplate, Portrait
from app.delegates.seals import seal_template
from app.realtime import commit_quietly
from checkin.encoders import load_encoder
from config import Settings
from tests.browser.chromium import SCREEN_SIZES, launch
from tests.browser.desk_screens import save
from tests.browser.screens import LANGUAGES, draw_somebody, opened
from tests.browser.stories import Hall
from tests.checkin.inputs import Population
from tests.factories import make_delegate
from tests.kiosk.face_films import FACE_STATES, FaceState, before_the_camera, enrolled
from tests.kiosk.fake_server import FakeServer
from tests.kiosk.people import LAN
from tests.kiosk.running_desk import running_desk
from tests.kiosk.sealed_checks import PIN
from tests.kiosk.videos import HEIGHT, WIDTH, models_dir
from tests.running import RunningServer, running_server

LAPTOP = SCREEN_SIZES[0]
PEOPLE = 180
TITLE = "Đại hội đại biểu Đoàn tỉnh Sơn Lâm"


def main() -> None:
    """Take every picture in both languages; with names only those."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    wanted = set(sys.argv[2:])
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        for state in FACE_STATES:
            if not wanted or state.name in wanted:
                take_kiosk(state, browser, Path(name), folder)
        if folder is not None and (not wanted or "locked" in wanted):
            take_locked(browser, Path(name), folder)
        if not wanted or "office" in wanted:
            take_office(browser, Path(name), folder)
        browser.close()


def take_kiosk(state: FaceState, browser: Browser, work: Path, folder: Path | None) -> None:
    """Take the kiosk in one state, brought about anew for each language and size."""
    for language in LANGUAGES:
        for size in SCREEN_SIZES if folder else [LAPTOP]:
            place = work / f"{state.name}-{language}-{size[0]}"
            camera = before_the_camera(
                place, state.pictures(), head_turn=state.head_turn, seconds=300
            )
            with ExitStack() as stack:
                page = stack.enter_context(opened(browser, size, language))
                desk, _hall = stack.enter_context(camera)
                desk.wait_for(lambda now: now["face"] is not None)
                drawn(page, state, desk.state()["face"])
                page.goto(f"{desk.url}?language={language}")
                desk.wait_for(state.shown)
                page.wait_for_timeout(700)
                save((page, language, size), f"kiosk-{state.name}", folder)


def drawn(page: Page, state: FaceState, face: dict[str, float] | None) -> None:
    """Show drawings in the place of whoever the camera sees."""
    if state.faces == 2 and face is not None:
        page.route("**/picture*", lambda route: draw_two(route, face))
    else:
        page.route("**/picture*", lambda route: draw_somebody(route, face))


def draw_two(route: Route, face: dict[str, float]) -> None:
    """Answer with two drawn people, one of them where the camera saw the largest face."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "#cfd8e3")
    pen = ImageDraw.Draw(picture)
    width, height, top = face["width"] * WIDTH, face["height"] * HEIGHT, face["top"] * HEIGHT
    apart = 0.5 if face["left"] < 0.4 else -0.5
    for left in (face["left"] * WIDTH, (face["left"] + apart) * WIDTH):
        shoulders = [left - 0.6 * width, top + 1.1 * height, left + 1.6 * width, top + 3 * height]
        pen.ellipse(shoulders, fill="#5b6f8f")
        head = [left - 0.1 * width, top - 0.2 * height, left + 1.1 * width, top + 1.2 * height]
        pen.ellipse(head, fill="#8d9db8")
    file = BytesIO()
    picture.save(file, "JPEG", quality=90)
    route.fulfill(body=file.getvalue(), content_type="image/jpeg")


def take_locked(browser: Browser, work: Path, folder: Path) -> None:
    """Take the desk that was started anew without the server: only for whoever looks at it."""
    models, camera = models_dir(), ("--camera", "browser")
    hall = FakeServer(enrolled((LAN, "obama/obama.jpg")))
    place = work / "locked"
    with running_desk(place, *camera, server=hall.url, models=models) as desk:
        desk.wait_for(lambda state: state["faces"] == "ready")
        desk.post("pin", {"pin": PIN})
        for language in LANGUAGES:
            take_pin(browser, desk.url, language, folder)
    hall.stop()
    with running_desk(place, *camera, server=hall.url, models=models) as desk:
        desk.wait_for(lambda state: state["faces"] == "locked")
        for language in LANGUAGES:
            for size in SCREEN_SIZES:
                with opened(browser, size, language) as page:
                    page.goto(f"{desk.url}?language={language}")
                    page.locator("#unlock").wait_for()
                    page.wait_for_timeout(700)
                    save((page, language, size), "kiosk-pin", folder)


def take_pin(browser: Browser, url: str, language: str, folder: Path) -> None:
    """Take the card where a PIN is set, opened."""
    with opened(browser, LAPTOP, language) as page:
        page.goto(f"{url}?language={language}")
        page.locator("#pin summary").click()
        page.wait_for_timeout(500)
        save((page, language, LAPTOP), "kiosk-pin-set", folder)


def take_office(browser: Browser, work: Path, folder: Path | None) -> None:
    """Take the pages about faces of a congress with made-up templates."""
    models = str(models_dir())
    with running_server(work / "office", MODELS_DIR=models) as server:
        hall = a_hall(server)
        make_up(work / "office", hall.id)
        wait_until_counted(work / "office")
        for language in LANGUAGES:
            for size in SCREEN_SIZES if folder else [LAPTOP]:
                with opened(browser, size, language) as page:
                    hall.opened_by_staff(
                        page, f"/office/{{id}}/delegates/faces/calibration?lang={language}"
                    )
                    whole(page, language, size, "office-calibration", folder)
                    page.goto(hall.page("/office/{id}/delegates/faces"))
                    whole(page, language, size, "office-faces", folder)


def a_hall(server: RunningServer) -> Hall:
    """A congress of its own: the demo's documents take minutes."""
    admin = server.admin()
    days = {"starts_on": "2026-12-05", "ends_on": "2026-12-06", "time_zone": "Asia/Ho_Chi_Minh"}
    about = {"title": TITLE, "venue": "Hội trường tỉnh", **days}
    made = admin.call("POST", "/api/congresses", about)
    return Hall(server, admin, made.json["id"], TITLE)


def whole(page: Page, language: str, size: tuple[int, int], name: str, folder: Path | None) -> None:
    """Keep a page down to where it matters."""
    page.set_viewport_size({"width": size[0], "height": 1500})
    page.wait_for_timeout(500)
    save((page, language, size), name, folder)


def make_up(data: Path, congress_id: int) -> None:
    """Give most delegates of a running server a made-up template, two of them one face."""
    app = create_app(
        Settings(
            data_dir=data,
            database_url=f"sqlite:///{data / 'congress.db'}",
            secret_key="nobody signs in by this process, so any will do",
            models_dir=models_dir(),
            public_url="http://127.0.0.1",
        )
    )
    encoder = load_encoder("onnx", models_dir())
    population = Population(2026)
    faces = population.people(PEOPLE)
    faces[1] = faces[0]  # one face under two names
    with app.app_context():
        congress = db.session.get_one(Congress, congress_id)
        people = [make_delegate(congress, f"{n + 1:03}", name_of(n)) for n in range(PEOPLE)]
        with writing():
            for first, last in ((0, PEOPLE), (40, 130)):
                encodings = population.photos(faces)
                for place, person in enumerate(people[first:last], first):
                    keep(person, encodings[place], encoder.model)
            commit_quietly()
        db.session.remove()
        db.engine.dispose()


def name_of(number: int) -> str:
    """Return a made-up name; the first 180 differ."""
    families = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Võ", "Đỗ", "Hồ")
    middles, given = ("Thị", "Văn", "Minh"), ("An", "Bình", "Châu", "Dũng", "Giang", "Hương")
    rest, family = divmod(number, len(families))
    return f"{families[family]} {middles[rest % 3]} {given[rest // 3 % 6]}"


def keep(person: Delegate, encoding: np.ndarray, model: str) -> None:
    """Keep one template as the worker does."""
    consent = Consent(
        delegate_id=person.id, text_version="1", given_how="office", given_at=now(), purpose="face"
    )
    portrait = Portrait(delegate_id=person.id, state="ready", created_at=now())
    db.session.add_all([consent, portrait])
    db.session.flush()
    sealed = seal_template(person, encoding, engine="onnx", model=model)
    names = {"delegate_id": person.id, "portrait_id": portrait.id}
    about = {"engine": "onnx", "model": model, "sealed": sealed, "created_at": now()}
    db.session.add(FaceTemplate(**names, **about))


def wait_until_counted(data: Path) -> None:
    """Wait until the worker has compared the faces: it looks for new ones every minute."""
    until = time.monotonic() + 180
    while True:
        with closing(sqlite3.connect(data / "congress.db")) as database:
            (counted,) = database.execute("SELECT count(*) FROM face_calibration").fetchone()
        if counted:
            return
        assert time.monotonic() < until
        time.sleep(2)


if __name__ == "__main__":
    main()
