"""From a portrait with consent to a green desk and counters that move in hall and office."""

import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from checkin.encoders import load_encoder
from checkin.errors import VaultError
from checkin.opencv import read_image
from checkin.vault import Vault
from tests.browser.chromium import SCREEN_SIZES
from tests.browser.stories import Hall, found_hall, keep_picture, moment_of, moments, watch
from tests.kiosk.running_desk import RunningDesk, running_desk
from tests.kiosk.sealed_checks import PIN
from tests.kiosk.videos import faces_dir, models_dir, write_walk_up
from tests.running import Client, RunningServer, running_server

pytestmark = [pytest.mark.faces, pytest.mark.server]
LAPTOP, BIG = SCREEN_SIZES
MOVES_WITHIN_MS = 10_000
AN, BINH, CHI, STRANGER = "Nguyễn Văn An", "Trần Thị Bình", "Lê Minh Chí", "rose_leslie/img1.jpg"
PORTRAITS = {AN: "obama/obama.jpg", BINH: "deepface_id00/img1.jpg", CHI: "biden/biden.jpg"}
SEATS = {AN: "A-12", BINH: "B-7", CHI: "C-3"}
ON_SCREEN = "(/\\d+\\/\\d+/.exec(document.querySelector('#attendance').textContent) || [])[0]"
IN_OFFICE = """document.querySelector('[data-figure=present]').textContent + '/'
    + document.querySelector('[data-figure=convened]').textContent"""
OpenPage = Callable[[tuple[int, int]], Page]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server with the face models."""
    faces_dir()
    folder = tmp_path_factory.mktemp("faces") / "data"
    with running_server(folder, MODELS_DIR=str(models_dir())) as server:
        yield server


@pytest.fixture
def hall(server: RunningServer, admin: Client) -> Hall:
    return hall_with_faces(server, admin)


def hall_with_faces(server: RunningServer, admin: Client) -> Hall:
    """A congress of three delegates whose faces are enrolled."""
    hall = hall_of_three(server, admin)
    for name, delegate_id in delegates(hall).items():
        photo = faces_dir() / PORTRAITS[name]
        files = {"images": (photo.name, photo.read_bytes())}
        path = f"{hall.api}/delegates/{delegate_id}/portraits"
        assert admin.call("PUT", path, {"consent": "true"}, files=files).status == 202
    for delegate_id in delegates(hall).values():
        until = time.monotonic() + 200
        while (now := hall.get(f"/delegates/{delegate_id}/portraits"))["state"] != "ready":
            assert time.monotonic() < until, now
            time.sleep(0.1)
    return hall


def hall_of_three(server: RunningServer, admin: Client) -> Hall:
    hall = found_hall(server, admin, "Đại hội Đoàn tỉnh Sông Lam lần thứ XII")
    hall.add_session("Phiên thứ nhất (trù bị)")
    for number, (name, seat) in enumerate(SEATS.items(), 1):
        body = {"number": f"{number:03}", "name": name, "seat": seat, "delegation": "Thành phố"}
        hall.post("/delegates", body)
    return hall


def delegates(hall: Hall) -> dict[str, int]:
    return {each["name"]: each["id"] for each in hall.get("/delegates")}


def events(hall: Hall) -> list[tuple[str, str]]:
    """Who was checked in and how, in order."""
    path = f"/check-ins?session_id={hall.sessions[0]}"
    return [(each["name"], each["method"]) for each in hall.get(path)]


def received_ms(hall: Hall) -> int:
    """When the server took the newest check-in, in ms since 1970."""
    with closing(sqlite3.connect(hall.server.data_dir / "congress.db")) as database:
        (at,) = database.execute(
            "SELECT max(received_at) FROM check_in WHERE congress_id = ?", (hall.id,)
        ).fetchone()
    return round(datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp() * 1000)


def database_bytes(server: RunningServer) -> bytes:
    return b"".join(each.read_bytes() for each in sorted(server.data_dir.glob("congress.db*")))


def open_desk_page(desk: RunningDesk, open_page: OpenPage) -> Page:
    page = open_page(LAPTOP)
    page.goto(desk.url)
    return page


def shows(page: Page, colour: str, *, within_seconds: float = 60) -> None:
    stage = page.locator("#stage")
    expect(stage).to_have_attribute("data-colour", colour, timeout=within_seconds * 1000)


def open_counters(hall: Hall, open_page: OpenPage) -> dict[str, tuple[Page, str]]:
    """The big screen and the office's day, each with the expression of its counter."""
    screen, office = open_page(BIG), open_page(LAPTOP)
    screen.goto(hall.pair("screen")["url"])
    hall.opened_by_staff(office, "/office/{id}")
    pages = {"screen": (screen, ON_SCREEN), "office": (office, IN_OFFICE)}
    for page, counter in pages.values():
        watch(page, counter)
        moment_of(page, counter, "0/3")
    until = time.monotonic() + 60
    while hall.get("/connections")["connected"] < len(pages):
        assert time.monotonic() < until
        time.sleep(0.05)
    return pages


def test_a_portrait_is_enrolled_with_consent_and_kept_where_nobody_reads_it(
    server: RunningServer, admin: Client, open_page: OpenPage
) -> None:
    hall = hall_of_three(server, admin)
    an = delegates(hall)[AN]
    photo = faces_dir() / PORTRAITS[AN]
    office = open_page(LAPTOP)
    hall.opened_by_staff(office, f"/office/{{id}}/delegates/{an}")
    office.locator("#images").set_input_files(photo)
    office.locator("#enrol button").click()
    expect(office.locator("#enrol .notice-bad, #enrol .field-problem").first).to_be_visible()
    assert hall.get(f"/delegates/{an}/portraits")["state"] == "none", "no consent, no enrolment"

    office.locator("#enrol [name=consent]").check()
    office.locator("#enrol button").click()
    expect(office.locator("#face-chip.chip-good")).to_be_visible(timeout=60_000)
    keep_picture(office, "face-1-enrolled")

    with closing(sqlite3.connect(server.data_dir / "congress.db")) as database:
        ((sealed, engine, model),) = database.execute(
            "SELECT sealed, engine, model FROM face_template WHERE delegate_id = ?", (an,)
        ).fetchall()
        images = database.execute(
            "SELECT sealed_image FROM portrait WHERE delegate_id = ?", (an,)
        ).fetchall()
    assert images == [(None,)], "the photograph is gone"
    key = server.data_dir / "keys" / "faces" / str(hall.id) / f"{an}.key"
    bound = {"congress_id": str(hall.id), "delegate_id": str(an), "version": 1}
    bound["model"] = f"{engine}:{model}"
    kept = Vault(server.data_dir / "keys" / "faces").unseal(sealed, **bound)
    encoder = load_encoder("onnx", models_dir())
    picture = read_image(photo)
    own = encoder.encode(picture, encoder.faces(picture)[0])
    assert float(kept @ own / np.linalg.norm(kept) / np.linalg.norm(own)) > 0.9
    on_disk = database_bytes(server)
    assert sealed in on_disk
    for secret in (kept.astype("<f4").tobytes()[:32], own.astype("<f4").tobytes()[:32]):
        assert secret not in on_disk
    for secret in (photo.read_bytes()[2_000:2_064], key.read_bytes()):
        assert secret not in on_disk
    assert key.stat().st_mode & 0o077 == 0
    with pytest.raises(VaultError):
        Vault(server.data_dir / "no-keys").unseal(sealed, **bound)


@pytest.mark.parametrize(
    ("name", "photo"), [(AN, "obama/obama2.jpg"), (BINH, "deepface_id00/img4.jpg")]
)
def test_another_photograph_turns_the_desk_green_and_moves_the_counters(
    hall: Hall, open_page: OpenPage, tmp_path: Path, name: str, photo: str
) -> None:
    counters = open_counters(hall, open_page)
    video = write_walk_up(faces_dir() / photo, tmp_path / "walk.mjpeg", empty=60, frames=210)
    token = hall.pair("kiosk")["token"]
    with running_desk(
        tmp_path / "desk",
        *("--camera", str(video)),
        server=hall.server.url,
        token=token,
        models=models_dir(),
    ) as desk:
        page = open_desk_page(desk, open_page)
        shows(page, "green")
        expect(page.locator("#result-name")).to_have_text(name)
        expect(page.locator("#seat")).to_have_text(SEATS[name])
        keep_picture(page, f"face-2-green-{photo.partition('/')[0]}")
        came = {
            where: moment_of(each, counter, "1/3") for where, (each, counter) in counters.items()
        }
        received = received_ms(hall)
        delays = {where: at - received for where, at in came.items()}
        print("ms from the server's own moment until the counter moved:", delays)
        assert max(delays.values()) <= MOVES_WITHIN_MS
        for where, (each, _) in counters.items():
            keep_picture(each, f"face-3-{where}")
        desk.wait_for(lambda state: state["camera"] == "ended" and state["pending"] == 0)
    assert events(hall) == [(name, "face")]
    for each, counter in counters.values():
        assert [value for _, value in moments(each, counter)] == ["0/3", "1/3"]


def test_a_stranger_is_unknown_and_never_checked_in(
    hall: Hall, open_page: OpenPage, tmp_path: Path
) -> None:
    video = write_walk_up(faces_dir() / STRANGER, tmp_path / "walk.mjpeg", empty=60, frames=210)
    with running_desk(
        tmp_path / "desk",
        *("--camera", str(video)),
        server=hall.server.url,
        token=hall.pair("kiosk")["token"],
        models=models_dir(),
    ) as desk:
        page = open_desk_page(desk, open_page)
        colour = "document.querySelector('#stage').dataset.colour"
        watch(page, colour)
        expect(page.locator("#stage")).to_have_attribute("data-result", "unknown", timeout=60_000)
        keep_picture(page, "face-4-unknown")
        desk.wait_for(lambda state: state["camera"] == "ended")
        page.wait_for_timeout(1_000)
        assert "green" not in [value for _, value in moments(page, colour)]
        assert desk.state()["pending"] == 0
    assert events(hall) == []


def test_withdrawal_and_revocation_reach_the_desk_within_a_minute(
    hall: Hall, admin: Client, tmp_path: Path
) -> None:
    device = hall.pair("kiosk")
    with running_desk(
        tmp_path / "desk",
        *("--camera", "browser"),
        server=hall.server.url,
        token=device["token"],
        models=models_dir(),
    ) as desk:
        desk.wait_for(lambda state: state["faces"] == "ready")
        desk.post("pin", {"pin": PIN})
        kept, pin = (tmp_path / "desk" / name for name in ("gallery.sealed", "pin.json"))
        assert kept.exists()
        for delegate_id in delegates(hall).values():
            path = f"{hall.api}/delegates/{delegate_id}/portraits"
            assert admin.call("DELETE", path).status == 204
        desk.wait_for(lambda state: state["faces"] == "no_faces", seconds=60)
        assert not kept.exists()
        assert pin.exists()
        assert admin.call("DELETE", f"{hall.api}/devices/{device['id']}").status == 204
        desk.wait_for(lambda state: state["faces"] == "token_refused", seconds=60)
        assert not pin.exists()


def test_with_dlib_the_desk_is_asked_to_confirm(open_page: OpenPage, tmp_path: Path) -> None:
    video = write_walk_up(
        faces_dir() / "obama/obama2.jpg", tmp_path / "walk.mjpeg", empty=60, frames=900
    )
    with running_server(tmp_path / "data", MODELS_DIR=str(tmp_path / "none")) as server:
        hall = hall_with_faces(server, server.admin())
        with running_desk(
            tmp_path / "desk",
            *("--camera", str(video)),
            server=server.url,
            token=hall.pair("kiosk")["token"],
        ) as desk:
            page = open_desk_page(desk, open_page)
            shows(page, "amber")
            expect(page.locator("#stage")).to_have_attribute("data-result", "confirm")
            assert events(hall) == []
            keep_picture(page, "face-5-confirm")
            page.locator("#likeliest-list button", has_text=AN).click()
            shows(page, "green")
            expect(page.locator("#result-name")).to_have_text(AN)
            desk.wait_for(lambda state: state["pending"] == 0)
            assert events(hall) == [(AN, "face")]


def web_process(server: RunningServer) -> int:
    """The process of the server that answers requests."""
    pid = server.supervisor.pid
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    (web,) = [each for each in children if b"wsgi.py" in Path(f"/proc/{each}/cmdline").read_bytes()]
    return int(web)


def test_the_desk_goes_on_without_the_server_and_delivers_once(
    hall: Hall, open_page: OpenPage, tmp_path: Path
) -> None:
    counters = open_counters(hall, open_page)
    video = write_walk_up(
        faces_dir() / "obama/obama3.jpg", tmp_path / "walk.mjpeg", empty=240, frames=420
    )
    web = web_process(hall.server)
    with running_desk(
        tmp_path / "desk",
        *("--camera", str(video)),
        server=hall.server.url,
        token=hall.pair("kiosk")["token"],
        models=models_dir(),
    ) as desk:
        page = open_desk_page(desk, open_page)
        desk.wait_for(lambda state: state["online"] and state["faces"] == "ready")
        os.kill(web, signal.SIGSTOP)
        try:
            shows(page, "green")
            expect(page.locator("#result-name")).to_have_text(AN)
            assert desk.state()["pending"] == 1
            page.locator("#search").fill("binh")
            page.locator("#found .person", has_text=BINH).click()
            expect(page.locator("#result-name")).to_have_text(BINH)
            shows(page, "green")
            desk.wait_for(lambda state: state["pending"] == 2 and not state["online"])
            keep_picture(page, "face-6-server-stopped")
        finally:
            os.kill(web, signal.SIGCONT)
        desk.wait_for(lambda state: state["pending"] == 0 and state["online"])
        for each, counter in counters.values():
            moment_of(each, counter, "2/3")
        desk.wait_for(lambda state: state["camera"] == "ended")
    assert events(hall) == [(AN, "face"), (BINH, "name")]
    assert hall.get(f"/attendance?session_id={hall.sessions[0]}")["present"] == 2
