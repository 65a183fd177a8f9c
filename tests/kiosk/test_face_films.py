"""What the camera of the real process makes of faces: each state by a film of photographs."""

import json
import urllib.error
from pathlib import Path

import pytest

from tests.kiosk.face_films import (
    ENROLLED,
    FACE_STATES,
    LAN_AT_THE_DOOR,
    MINH_AT_THE_DOOR,
    STRANGER,
    FaceState,
    a_picture_on_a_stand,
    before_the_camera,
    enrolled,
    is_asked_to_turn,
    somebody,
    turning_both_ways,
)
from tests.kiosk.fake_server import FakeServer
from tests.kiosk.people import BADGE, LAN, gallery
from tests.kiosk.running_desk import RunningDesk, running_desk
from tests.kiosk.sealed_checks import PIN, no_face_can_be_read
from tests.kiosk.states import badge_of, result
from tests.kiosk.videos import all_models_dir, models_dir, write_pictures

pytestmark = [pytest.mark.server, pytest.mark.faces]
REASONS = {"face-dark": "dark", "face-bright": "bright", "unsure": "not_moving", "mask": "covered"}


@pytest.mark.parametrize("state", FACE_STATES, ids=lambda state: state.name)
def test_the_state_comes_about_before_the_camera(state: FaceState, tmp_path: Path) -> None:
    with before_the_camera(tmp_path, state.pictures(), head_turn=state.head_turn) as (desk, _hall):
        shown = desk.wait_for(state.shown)
        assert shown["reason"] == REASONS.get(state.name)
        is_green = state.name == "badge-and-face"
        assert shown["colour"] == ("green" if is_green else "amber")
        assert (shown["pending"] > 0 or shown["delegate_id"] is not None) == is_green


def test_a_badge_with_its_owners_face_is_green_and_says_so(tmp_path: Path) -> None:
    pictures = somebody(LAN_AT_THE_DOOR, badge=BADGE)
    with before_the_camera(tmp_path, pictures, seconds=8) as (desk, hall):
        green = desk.wait_for(result("checked_in"))
        assert (green["delegate_id"], green["face_matches"]) == (LAN, True)
        desk.wait_for(lambda state: state["camera"] == "ended" and state["pending"] == 0)
    assert [body["method"] for body in hall.kept.values()] == ["badge"]


@pytest.mark.parametrize("photo", [STRANGER, MINH_AT_THE_DOOR], ids=["stranger", "delegate"])
def test_a_badge_with_anothers_face_waits_for_the_operator(tmp_path: Path, photo: str) -> None:
    pictures = somebody(photo, badge=BADGE)
    with before_the_camera(tmp_path, pictures, seconds=8) as (desk, hall):
        amber = desk.wait_for(result("badge_mismatch"))
        assert (amber["colour"], amber["delegate_id"]) == ("amber", None)
        desk.wait_for(lambda state: state["camera"] == "ended")
        assert (desk.state()["pending"], len(hall.kept)) == (0, 0)
        desk.post("check-in", {"delegate_id": LAN, "method": amber["confirmed_by"]})
        desk.wait_for(lambda state: state["result"] == "checked_in" and state["pending"] == 0)
    assert [body["method"] for body in hall.kept.values()] == ["badge"]


@pytest.mark.parametrize(
    ("photos", "people"),
    [((), ENROLLED), ((STRANGER,), ENROLLED[1:])],
    ids=["no face in the picture", "no face was given"],
)
def test_a_badge_alone_or_of_somebody_without_a_face_is_green_as_ever(
    tmp_path: Path, photos: tuple[str, ...], people: tuple[tuple[int, str], ...]
) -> None:
    pictures = somebody(*photos, badge=BADGE)
    with before_the_camera(tmp_path, pictures, people=people) as (desk, hall):
        green = desk.wait_for(result("checked_in"))
        assert (green["delegate_id"], green["face_matches"]) == (LAN, False)
        desk.wait_for(lambda state: state["pending"] == 0)
    assert hall.people() == {LAN: 1}


def test_a_photograph_that_stands_still_is_not_green_and_the_operator_decides(
    tmp_path: Path,
) -> None:
    with before_the_camera(tmp_path, a_picture_on_a_stand()) as (desk, _hall):
        amber = desk.wait_for(result("unsure"))
        assert amber["likeliest"][0]["id"] == LAN
        desk.post("check-in", {"delegate_id": LAN, "method": amber["confirmed_by"]})
        assert desk.wait_for(result("checked_in"))["delegate_id"] == LAN


def test_the_networks_doubt_a_film_of_a_photograph_where_they_are_installed(
    tmp_path: Path,
) -> None:
    pictures = somebody(LAN_AT_THE_DOOR)
    with before_the_camera(tmp_path, pictures, models=all_models_dir()) as (desk, _hall):
        amber = desk.wait_for(result("unsure"))
        assert (amber["colour"], amber["reason"], amber["pending"]) == ("amber", "not_moving", 0)
        desk.post("scan", {"text": badge_of(BADGE)})
        assert desk.wait_for(result("checked_in"))["delegate_id"] == LAN


def test_who_is_known_turns_the_head_first_where_the_organiser_wants_it(tmp_path: Path) -> None:
    with before_the_camera(tmp_path, turning_both_ways(), head_turn=True) as (desk, _hall):
        asked = desk.wait_for(is_asked_to_turn)
        assert asked["likeliest"] == [], "who it is stays unsaid until it turned"
        assert desk.wait_for(result("checked_in"))["delegate_id"] == LAN


def test_who_is_known_and_does_not_turn_shows_the_badge(tmp_path: Path) -> None:
    with before_the_camera(tmp_path, somebody(LAN_AT_THE_DOOR), head_turn=True) as (desk, _hall):
        amber = desk.wait_for(result("unsure"))
        assert (amber["reason"], amber["pending"]) == ("not_turned", 0)
        desk.post("scan", {"text": badge_of(BADGE)})
        assert desk.wait_for(result("checked_in"))["delegate_id"] == LAN


def test_faces_come_back_by_the_pin_after_a_restart_without_the_server(tmp_path: Path) -> None:
    hall = FakeServer(enrolled(*ENROLLED))
    film = write_pictures(tmp_path / "film.mjpeg", somebody(LAN_AT_THE_DOOR), frames=1800)
    folder, models = tmp_path / "desk", models_dir()
    browser = ("--camera", "browser")
    with running_desk(folder, *browser, server=hall.url, models=models, kill=True) as desk:
        desk.wait_for(lambda state: state["faces"] == "ready")
        assert refused(desk, "pin", "12345") == "pin_too_short"
        desk.post("pin", {"pin": PIN})
        assert desk.state()["pin"] == "kept"
    hall.stop()
    no_face_can_be_read(folder, hall.gallery)
    with running_desk(folder, "--camera", str(film), server=hall.url, models=models) as desk:
        desk.wait_for(lambda state: state["faces"] == "locked" and state["camera"] == "live")
        assert refused(desk, "unlock", "654321") == "pin_wrong"
        assert desk.state()["result"] == "waiting", "nobody is known without the PIN"
        desk.post("unlock", {"pin": PIN})
        green = desk.wait_for(result("checked_in"))
        assert (green["delegate_id"], green["online"], green["pending"]) == (LAN, False, 1)
        hall.gallery, hall.version = gallery(), 2  # meanwhile everybody withdrew
        hall.start()
        desk.wait_for(lambda state: state["faces"] == "no_faces" and state["pending"] == 0)
        assert not (folder / "gallery.sealed").exists()
    assert hall.people() == {LAN: 1}
    hall.stop()


def refused(desk: RunningDesk, path: str, pin: str) -> str:
    with pytest.raises(urllib.error.HTTPError) as error:
        desk.post(path, {"pin": pin})
    with error.value as answer:
        return str(json.load(answer)["code"])
