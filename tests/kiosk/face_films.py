"""What stands before the camera of the real desk: films made of photographs (FACES_DIR)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from checkin.encoders import load_encoder
from tests.kiosk.fake_server import FakeServer
from tests.kiosk.people import BADGE, LAN, MINH, gallery
from tests.kiosk.running_desk import RunningDesk, running_desk
from tests.kiosk.states import Shown, badge_of, result
from tests.kiosk.videos import (
    before_grey,
    faces_dir,
    masked,
    models_dir,
    swaying,
    template,
    with_code,
    write_pictures,
)

Pictures = Sequence[np.ndarray]
LAN_AT_THE_DOOR, MINH_AT_THE_DOOR = "obama/obama2.jpg", "biden/biden2.jpg"
LAN_AHEAD, LAN_TURNED = "obama/obama3.jpg", "obama/obama1.jpg"
STRANGER = "rose_leslie/img1.jpg"
ENROLLED = ((LAN, "obama/obama.jpg"), (MINH, "biden/biden.jpg"))


def enrolled(*people: tuple[int, str]) -> dict[str, Any]:
    """The gallery with faces: delegates with the photographs they enrolled with."""
    templates, model = [], ""
    for delegate_id, photo in people:
        made, model = template(faces_dir() / photo)
        templates.append({"delegate_id": delegate_id, **made})
    return gallery(templates=templates, engine="onnx", model=model)


@contextmanager
def before_the_camera(
    folder: Path,
    pictures: Pictures,
    *,
    people: Sequence[tuple[int, str]] = ENROLLED,
    head_turn: bool = False,
    seconds: int = 40,
    models: Path | None = None,
) -> Iterator[tuple[RunningDesk, FakeServer]]:
    """Give a desk that sees these pictures again and again, and its server."""
    folder.mkdir(parents=True, exist_ok=True)
    hall = FakeServer(enrolled(*people))
    hall.gallery["head_turn"] = head_turn
    film = write_pictures(folder / "film.mjpeg", pictures, frames=30 * seconds)
    camera = ("--camera", str(film))
    try:
        with running_desk(
            folder / "desk", *camera, server=hall.url, models=models or models_dir()
        ) as desk:
            yield desk, hall
    finally:
        hall.stop()


def somebody(*photos: str, light: float = 1.0, badge: str | None = None) -> list[np.ndarray]:
    """Somebody who moves a little, in some light, perhaps with a badge held up."""
    frames = swaying(*(faces_dir() / photo for photo in photos))
    lit = [np.clip(frame * light, 0, 255).astype(np.uint8) for frame in frames]
    return [with_code(frame, badge_of(badge)) for frame in lit] if badge else lit


def a_picture_on_a_stand() -> list[np.ndarray]:
    """A photograph of Lan that does not move at all."""
    return [before_grey(faces_dir() / LAN_AT_THE_DOOR)]


def turning_both_ways() -> list[np.ndarray]:
    """Lan looks ahead, to one side, ahead, to the other side: photographs of a turned head."""
    ahead, left = somebody(LAN_AHEAD), somebody(LAN_TURNED)
    right = [np.ascontiguousarray(each[:, ::-1]) for each in left]
    return [*ahead * 8, *left * 3, *ahead * 4, *right * 3, *ahead * 4]


def in_a_mask() -> list[np.ndarray]:
    """Lan, who moves a little, with a mask drawn over nose and mouth."""
    finder = load_encoder("onnx", models_dir())
    frames = somebody(LAN_AT_THE_DOOR)
    return [masked(each, finder.faces(each)[0].points, (205, 180, 130)) for each in frames]


def is_asked_to_uncover(state: dict[str, Any]) -> bool:
    """The desk asks for the mask to be taken down; whom it takes them for is the operator's."""
    return state["result"] in ("unsure", "look_again") and state["reason"] == "covered"


def is_asked_to_turn(state: dict[str, Any]) -> bool:
    """The desk asks for a turn of the head."""
    return state["result"] in ("turn_left", "turn_right")


@dataclass(frozen=True)
class FaceState:
    """A state of the desk that a face brings about."""

    name: str
    shown: Shown
    pictures: Callable[[], Pictures]
    faces: int = 1
    head_turn: bool = False


FACE_STATES = (
    FaceState("unsure", result("unsure"), a_picture_on_a_stand),
    FaceState(
        *("two-faces", result("two_faces")),
        lambda: somebody(LAN_AT_THE_DOOR, MINH_AT_THE_DOOR),
        faces=2,
    ),
    FaceState(*("face-dark", result("look_again")), lambda: somebody(LAN_AT_THE_DOOR, light=0.12)),
    FaceState(*("face-bright", result("look_again")), lambda: somebody(LAN_AT_THE_DOOR, light=3.4)),
    FaceState(*("mask", is_asked_to_uncover), in_a_mask),
    FaceState("turn-head", is_asked_to_turn, lambda: somebody(LAN_AT_THE_DOOR), head_turn=True),
    FaceState(
        *("badge-and-face", result("checked_in")),
        lambda: somebody(LAN_AT_THE_DOOR, badge=BADGE),
    ),
    FaceState(
        *("badge-mismatch", result("badge_mismatch")), lambda: somebody(STRANGER, badge=BADGE)
    ),
)
"""Those that docs/screens shows; tests/kiosk/test_face_films.py has more."""
