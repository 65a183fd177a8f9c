"""The real process: a video of a face, a server that goes and comes back, a restart."""

import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.wording import say
from tests.kiosk.face_films import enrolled
from tests.kiosk.fake_server import FakeServer
from tests.kiosk.people import BADGE, HOA, LAN, MINH, gallery
from tests.kiosk.running_desk import ROOT, running_desk
from tests.kiosk.videos import faces_dir, models_dir, write_walk_up

pytestmark = pytest.mark.server


@pytest.mark.faces
def test_another_photograph_of_an_enrolled_person_is_checked_in_once(tmp_path: Path) -> None:
    hall = FakeServer(enrolled((LAN, "obama/obama.jpg"), (MINH, "biden/biden.jpg")))
    video = write_walk_up(faces_dir() / "obama/obama2.jpg", tmp_path / "walk.mjpeg")
    with running_desk(
        tmp_path / "desk", "--camera", str(video), server=hall.url, models=models_dir()
    ) as desk:
        green = desk.wait_for(lambda state: state["result"] == "checked_in")
        assert (green["delegate_id"], green["colour"]) == (LAN, "green")
        desk.wait_for(lambda state: state["camera"] == "ended" and state["pending"] == 0)
    assert hall.people() == {LAN: 1}
    assert next(iter(hall.kept.values()))["method"] == "face"
    hall.stop()


@pytest.mark.faces
def test_a_stranger_is_unknown_and_never_checked_in(tmp_path: Path) -> None:
    hall = FakeServer(enrolled((LAN, "obama/obama.jpg"), (MINH, "biden/biden.jpg")))
    video = write_walk_up(faces_dir() / "rose_leslie/img1.jpg", tmp_path / "walk.mjpeg")
    with running_desk(
        tmp_path / "desk", "--camera", str(video), server=hall.url, models=models_dir()
    ) as desk:
        unknown = desk.wait_for(lambda state: state["result"] == "unknown")
        assert unknown["delegate_id"] is None
        desk.wait_for(lambda state: state["camera"] == "ended")
        time.sleep(0.5)
        assert desk.state()["pending"] == 0
    assert not hall.kept
    hall.stop()


def test_the_desk_goes_on_without_the_server_and_delivers_once(tmp_path: Path) -> None:
    hall = FakeServer(gallery())
    with running_desk(tmp_path / "desk", "--camera", "browser", server=hall.url) as desk:
        desk.wait_for(lambda state: state["online"])
        hall.stop()
        desk.post("check-in", {"delegate_id": LAN, "method": "name"})
        desk.post("check-in", {"delegate_id": HOA, "method": "name"})
        desk.wait_for(lambda state: (state["result"], state["delegate_id"]) == ("checked_in", HOA))
        desk.wait_for(lambda state: state["pending"] == 2 and not state["online"])
        hall.start()
        desk.wait_for(lambda state: state["pending"] == 0 and state["online"])
    assert hall.people() == {LAN: 1, HOA: 1}
    assert [body["delegate_id"] for body in hall.kept.values()] == [LAN, HOA]
    hall.stop()


def test_badge_and_name_work_at_once_after_a_restart_without_the_server(tmp_path: Path) -> None:
    hall = FakeServer(gallery())
    with running_desk(tmp_path / "desk", "--camera", "browser", server=hall.url, kill=True) as desk:
        desk.wait_for(lambda state: state["online"])
    hall.stop()
    with running_desk(tmp_path / "desk", "--camera", "browser", server=hall.url) as desk:
        assert [each["id"] for each in desk.get("search?q=d")] == [MINH, HOA]
        desk.post("scan", {"text": f"http://hall.example/b/{BADGE}"})
        state = desk.state()
        assert (state["result"], state["delegate_id"]) == ("checked_in", LAN)
        assert (state["online"], state["pending"]) == (False, 1)
        hall.start()
        desk.wait_for(lambda state: state["pending"] == 0)
    assert hall.people() == {LAN: 1}
    hall.stop()


def start(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Start a desk that must not start."""
    environment = {**os.environ, "KIOSK_DATA_DIR": str(folder)}
    environment.pop("KIOSK_TOKEN", None)
    command = [sys.executable, "-m", "kiosk", "--camera", "browser", "--port", "0", *options]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100, check=False
    )


def test_what_hinders_the_start_is_said_in_both_languages(tmp_path: Path) -> None:
    without = start(tmp_path / "new")
    assert without.returncode == 1
    assert without.stderr.strip() == say("start_no_token")
    hall = FakeServer(gallery())
    with running_desk(tmp_path / "desk", "--camera", "browser", server=hall.url) as desk:
        desk.wait_for(lambda state: state["online"])
        second = start(tmp_path / "desk", "--token", "x", "--server", hall.url)
        assert (tmp_path / "desk/roster.json").exists()
    hall.stop()
    assert second.returncode == 1
    assert second.stderr.strip() == say("start_in_use", folder=tmp_path / "desk")


def test_a_desk_that_is_paired_with_another_congress_forgets_the_old_roster(
    tmp_path: Path,
) -> None:
    hall = FakeServer(gallery())
    folder = tmp_path / "desk"
    with running_desk(folder, "--camera", "browser", server=hall.url) as desk:
        desk.wait_for(lambda state: state["online"])
    hall.stop()
    elsewhere = "http://127.0.0.1:9"
    with running_desk(folder, "--camera", "browser", server=elsewhere) as desk:
        desk.post("scan", {"text": BADGE})
        assert desk.state()["result"] == "no_roster"


def test_a_desk_is_paired_by_a_short_code_and_keeps_the_token(tmp_path: Path) -> None:
    hall = FakeServer(gallery())
    hall.codes["CFG234"] = "by-code"
    folder = tmp_path / "desk"
    options = ("--camera", "browser")
    with running_desk(folder, *options, "--code", "CFG234", server=hall.url, token="") as desk:
        desk.wait_for(lambda state: state["online"])
    with running_desk(folder, *options, server=hall.url, token="") as desk:
        desk.wait_for(lambda state: state["online"])
    used = start(tmp_path / "other", "--server", hall.url, "--code", "CFG234")
    hall.stop()
    assert used.stderr.strip() == say("start_code_refused")
    gone = start(tmp_path / "other", "--server", hall.url, "--code", "CFG234")
    assert gone.stderr.strip() == say("start_server_silent", server=hall.url)


def test_in_a_terminal_the_desk_asks_for_address_and_code(tmp_path: Path) -> None:
    hall = FakeServer(gallery())
    hall.codes["CFG234"] = "by-code"
    shown, typed = pty.openpty()
    environment = {**os.environ, "KIOSK_DATA_DIR": str(tmp_path / "desk")}
    environment.pop("KIOSK_TOKEN", None)
    with subprocess.Popen(
        [sys.executable, "-m", "kiosk", "--camera", "browser", "--port", "0"],
        cwd=ROOT,
        env=environment,
        stdin=typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        address = hall.url.removeprefix("http://")
        os.write(shown, f"{address}\nWRONG2\n\nCFG234\n".encode())
        assert process.stdout is not None
        said = ""
        while "ready http://" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        process.terminate()
        _rest, refused = process.communicate(timeout=60)
    os.close(shown)
    os.close(typed)
    hall.stop()
    assert say("start_ask").splitlines()[0] in said
    assert say("start_code_refused").splitlines()[0] in refused
