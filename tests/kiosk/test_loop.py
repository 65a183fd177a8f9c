"""What the loop says of what stands before the camera, with a scripted encoder."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from checkin.faces import Bands, Box, Encoding, Face, Frame, Thresholds
from checkin.gallery import Gallery
from checkin.quality import Quality
from kiosk.loop import Loop, Recogniser, Sight
from tests.checkin.inputs import a_face
from tests.kiosk.people import HOA, LAN, MINH

FRAME: Frame = np.full((480, 640, 3), 90, np.uint8)
GOOD = Quality(ok=True, reasons=(), sharpness=1.0)
FRAME_SECONDS = 1 / 30


def one_of(*parts: float) -> Encoding:
    encoding = np.zeros(8, np.float32)
    encoding[: len(parts)] = parts
    return encoding / np.float32(np.linalg.norm(encoding))


LAN_FACE, MINH_FACE, HOA_FACE = one_of(1), one_of(0, 1), one_of(0, 0, 1)
STRANGER, HALF_LAN = one_of(0, 0, 0, 1), one_of(0.45, 0, 0, 0.89)


def face(left: float = 200, size: float = 150) -> Face:
    return Face(Box(left, 100, size, size), np.zeros((5, 2), np.float32), 0.9)


class ScriptedEncoder:
    """Finds the faces that the test put there; they move a little unless they are `still`."""

    engine = "onnx"
    model = "scripted"
    bands = Bands(((200, 0.5),), floor=0.4, ask=0.35, margin=0.1, one_to_one=0.4)

    def __init__(self) -> None:
        self.there: list[tuple[Face, Encoding]] = []
        self.still = False
        self.turn = 0.0
        self.encoded = 0
        self._frames = 0

    def faces(self, frame: Frame) -> list[Face]:
        self._frames += 1
        sway = 0.0 if self.still else 6.0 * (-1) ** self._frames
        return [self._moved(face, sway) for face, _ in self.there]

    def _moved(self, face: Face, sway: float) -> Face:
        box = face.box
        seen = a_face(box.left, box.top, box.width, turn=self.turn, sway=sway)
        return replace(face, points=seen.points)

    def encode(self, frame: Frame, face: Face) -> Encoding:
        self.encoded += 1
        return next(encoding for each, encoding in self.there if each.box == face.box)


class Door:
    """A loop and what stands before it; `look` runs some frames and returns the last sight."""

    def __init__(
        self,
        *,
        confirm_sure: bool = False,
        owner_of: Callable[[str], int | str | None] = lambda _text: None,
    ) -> None:
        self.encoder = ScriptedEncoder()
        self.badge: str | None = None
        self.quality = GOOD
        self.frame = FRAME
        self.now = 100.0
        thresholds = Thresholds(0.5, 0.35, 0.1, 0.4, confirm_sure=confirm_sure)
        gallery = Gallery([LAN, MINH, HOA], [LAN_FACE, MINH_FACE, HOA_FACE])
        self.recogniser = Recogniser(self.encoder, gallery, thresholds)
        self.loop = Loop(
            read_badge=lambda _: self.badge,
            owner_of=owner_of,
            judge=self.judge,
            recogniser=self.recogniser,
        )

    def judge(self, frame: Frame, faces: Sequence[Face]) -> Quality:
        return self.quality

    def stand(self, *encodings: Encoding, left: float = 200, sizes: Sequence[float] = ()) -> None:
        self.encoder.there = [
            (face(left + 200 * place, sizes[place] if sizes else 150), encoding)
            for place, encoding in enumerate(encodings)
        ]

    def look(self, frames: int) -> Sight:
        sight = Sight()
        for _ in range(frames):
            self.now += FRAME_SECONDS
            sight = self.loop.step(self.frame, self.now)
        return sight


def test_nobody() -> None:
    assert Door().look(3) == Sight()


def test_three_frames_that_agree_are_sure() -> None:
    door = Door()
    door.stand(LAN_FACE)
    assert door.look(2).standing == "looking"
    sight = door.look(1)
    assert (sight.standing, sight.delegate_id, sight.visit) == ("sure", LAN, 1)


def test_another_face_after_a_single_frame_is_another_visit() -> None:
    door = Door()
    door.stand(LAN_FACE)
    first = door.look(1).visit
    door.stand(MINH_FACE, left=450)
    assert door.look(1).visit == first + 1


def test_the_box_is_in_fractions_of_the_frame() -> None:
    door = Door()
    door.stand(LAN_FACE, left=320)
    assert door.look(1).box == Box(0.5, 100 / 480, 150 / 640, 150 / 480)


def test_a_stranger_is_unknown_after_a_second_not_before() -> None:
    door = Door()
    door.stand(STRANGER)
    assert door.look(25).standing == "looking"
    sight = door.look(10)
    assert (sight.standing, sight.delegate_id, sight.likeliest) == ("unknown", None, ())


def test_a_half_likeness_is_unsure_and_names_the_likeliest_for_the_operator() -> None:
    door = Door()
    door.stand(HALF_LAN)
    sight = door.look(35)
    assert (sight.standing, sight.delegate_id) == ("unsure", None)
    assert sight.likeliest[0] == LAN
    assert len(sight.likeliest) == 3
    assert not sight.must_confirm


def test_unsure_becomes_sure_when_the_face_comes_nearer_but_sure_stays() -> None:
    door = Door()
    door.stand(HALF_LAN)
    assert door.look(35).standing == "unsure"
    door.stand(LAN_FACE)
    assert door.look(20).standing == "sure"
    door.stand(one_of(0.6, 0, 0, 0.8))
    assert door.look(5).standing == "sure"


def test_an_encoder_that_must_be_confirmed_asks_the_desk() -> None:
    door = Door(confirm_sure=True)
    door.stand(LAN_FACE)
    sight = door.look(40)
    assert (sight.standing, sight.delegate_id, sight.must_confirm) == ("unsure", None, True)
    assert sight.likeliest[0] == LAN


def test_a_second_face_as_large_is_said_and_nobody_is_recognised() -> None:
    door = Door()
    door.stand(LAN_FACE, MINH_FACE)
    assert door.look(10).standing == "looking"
    assert door.look(15).standing == "two_faces"
    assert door.encoder.encoded == 0


def test_smaller_faces_behind_do_not_matter() -> None:
    door = Door()
    door.stand(LAN_FACE, MINH_FACE, sizes=(150, 80))
    sight = door.look(4)
    assert (sight.standing, sight.delegate_id) == ("sure", LAN)


def test_a_poor_face_says_why_after_a_second() -> None:
    door = Door()
    door.quality = Quality(ok=False, reasons=("dark", "blurred"), sharpness=0.1)
    door.stand(LAN_FACE)
    assert door.look(20).standing == "looking"
    sight = door.look(15)
    assert (sight.standing, sight.reason) == ("look_again", "dark")
    assert door.encoder.encoded == 0


def test_one_person_standing_there_is_one_visit_and_the_next_is_another() -> None:
    door = Door()
    door.stand(LAN_FACE)
    assert door.look(90).visit == 1
    door.stand()
    door.look(10)  # a third of a second: turned away
    door.stand(LAN_FACE)
    assert door.look(10).visit == 1
    door.stand()
    assert door.look(30).standing == "nobody"
    door.stand(MINH_FACE)
    sight = door.look(5)
    assert (sight.visit, sight.delegate_id) == (2, MINH)


def test_another_person_stepping_in_without_a_gap_is_another_visit() -> None:
    door = Door()
    door.stand(LAN_FACE)
    assert door.look(30).delegate_id == LAN
    door.stand(MINH_FACE)
    assert door.look(1).delegate_id is None
    sight = door.look(4)
    assert (sight.visit, sight.delegate_id) == (2, MINH)


@pytest.mark.parametrize(("grey", "dark"), [(3, True), (60, False)])
def test_a_picture_in_which_nothing_can_be_found_is_called_dark(*, grey: int, dark: bool) -> None:
    frame = np.full((480, 640, 3), grey, np.uint8)
    loop = Loop(read_badge=lambda _frame: None)
    assert loop.step(frame, 1.0).dark is dark


def test_badges_are_read_with_and_without_faces() -> None:
    door = Door()
    door.badge = "a badge"
    door.stand(LAN_FACE)
    assert door.look(1).badge == "a badge"
    door.loop.recognise_with(None)
    assert door.look(1) == Sight(badge="a badge")


def test_a_new_gallery_starts_anew() -> None:
    door = Door()
    door.stand(LAN_FACE)
    assert door.look(5).standing == "sure"
    gallery = Gallery([MINH, HOA], [MINH_FACE, HOA_FACE])
    door.loop.recognise_with(replace(door.recogniser, gallery=gallery))
    assert door.look(5).standing == "looking"
    assert door.look(35).standing == "unknown"


@pytest.mark.parametrize("frames_per_second", [5, 60])
def test_patience_is_in_seconds_and_frames(frames_per_second: int) -> None:
    door = Door()
    door.stand(STRANGER)
    seen = []
    for _ in range(3 * frames_per_second):
        door.now += 1 / frames_per_second
        seen.append(door.loop.step(FRAME, door.now).standing)
    first = seen.index("unknown") + 1
    assert first >= 6
    assert first / frames_per_second >= 1.0
    assert first / frames_per_second <= 1.6


def test_a_face_that_never_moves_is_unsure_and_the_operator_sees_who_it_seems_to_be() -> None:
    door = Door()
    door.encoder.still = True
    door.stand(LAN_FACE)
    assert door.look(25).standing == "looking"
    sight = door.look(10)
    assert (sight.standing, sight.delegate_id, sight.reason) == ("unsure", None, "not_moving")
    assert sight.likeliest[0] == LAN
    door.encoder.still = False
    assert door.look(5).standing == "sure", "moving is enough"


class Doubter:
    """Stands for networks that take everything for a picture."""

    def score(self, frame: Frame, face: Face) -> float:
        return 0.1


def test_a_face_that_the_networks_doubt_is_unsure_for_as_long_as_it_stays() -> None:
    door = Door()
    door.loop.recognise_with(replace(door.recogniser, liveness=Doubter()))
    door.stand(LAN_FACE)
    sight = door.look(90)
    assert (sight.standing, sight.delegate_id, sight.likeliest[0]) == ("unsure", None, LAN)


def with_head_turn() -> Door:
    door = Door()
    door.loop.recognise_with(replace(door.recogniser, head_turn=True))
    door.stand(LAN_FACE)
    return door


def test_who_is_sure_is_asked_to_turn_first_where_the_organiser_wants_it() -> None:
    door = with_head_turn()
    asked = door.look(5)
    assert asked.standing in ("turn_left", "turn_right")
    assert asked.delegate_id is None
    door.encoder.turn = 0.3 if asked.standing == "turn_left" else -0.3
    before = door.encoder.encoded
    assert door.look(5).standing == asked.standing
    assert door.encoder.encoded == before, "a turned face is compared with nobody"
    door.encoder.turn = 0.0
    assert door.look(2).delegate_id == LAN
    assert door.look(60).standing == "sure", "once is enough"


def test_who_does_not_turn_is_unsure_and_may_still_do_it() -> None:
    door = with_head_turn()
    asked = door.look(5)
    right = 0.3 if asked.standing == "turn_left" else -0.3
    door.encoder.turn = -right
    door.look(30)
    door.encoder.turn = 0.0
    sight = door.look(270)
    assert (sight.standing, sight.delegate_id, sight.reason) == ("unsure", None, "not_turned")
    for turn in (right, 0.0):
        door.encoder.turn = turn
        sight = door.look(5)
    assert sight.delegate_id == LAN


def test_another_face_after_the_turn_is_asked_anew() -> None:
    door = with_head_turn()
    asked = door.look(5)
    door.encoder.turn = 0.3 if asked.standing == "turn_left" else -0.3
    door.look(5)
    door.encoder.turn = 0.0
    door.stand(MINH_FACE)
    sight = door.look(5)
    assert (sight.visit, sight.delegate_id) == (2, None)
    assert sight.standing in ("turn_left", "turn_right")


def test_a_stranger_is_not_asked_to_turn() -> None:
    door = with_head_turn()
    door.stand(STRANGER)
    assert {door.look(1).standing for _ in range(60)} == {"looking", "unknown"}


def in_a_mask() -> Frame:
    """A frame in which what is below the nose of `face()` is blue."""
    frame = np.full((480, 640, 3), (120, 150, 205), np.uint8)
    frame[205:300] = (205, 180, 130)
    return frame


@pytest.mark.parametrize(
    ("who", "standing"), [(STRANGER, "look_again"), (HALF_LAN, "unsure")], ids=["nobody", "half"]
)
def test_a_covered_mouth_is_said_where_the_face_is_not_known(who: Encoding, standing: str) -> None:
    door = Door()
    door.frame = in_a_mask()
    door.stand(who)
    sight = door.look(45)
    assert (sight.standing, sight.reason) == (standing, "covered")


def test_who_is_known_all_the_same_is_not_asked_to_take_the_mask_down() -> None:
    door = Door()
    door.frame = in_a_mask()
    door.stand(LAN_FACE)
    sight = door.look(45)
    assert (sight.standing, sight.delegate_id, sight.reason) == ("sure", LAN, None)


def test_who_takes_the_mask_down_is_looked_at_anew() -> None:
    door = Door()
    door.frame = in_a_mask()
    door.stand(HALF_LAN)
    assert door.look(45).reason == "covered"
    door.frame = FRAME
    door.stand(LAN_FACE)
    sight = door.look(12)
    assert (sight.standing, sight.delegate_id) == ("sure", LAN)


def test_one_odd_frame_says_nothing_of_a_mask() -> None:
    door = Door()
    door.stand(STRANGER)
    for frame in (in_a_mask(), FRAME) * 20:
        door.frame = frame
        sight = door.look(1)
    assert (sight.standing, sight.reason) == ("unknown", None)
