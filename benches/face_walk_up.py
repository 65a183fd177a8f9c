"""Somebody walks up to the real desk process: seconds from the first frame with the face to green.

Photographs come nearer and move before the camera of a browser, 30 frames a second, between them an
empty hall. Each person is enrolled with another photograph, among a thousand made-up people.
"""

import base64
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benches import Figure, figure
from benches.desk_kiosk import FRAME_SECONDS, RunningKiosk, hall, stream
from benches.desk_load import percentile
from checkin.encoders.onnx import OnnxEncoder
from checkin.evaluate import people_in
from checkin.faces import Encoding
from checkin.opencv import encode_jpeg, read_image
from checkin.portrait import encode_portrait
from tests.kiosk.fake_server import FakeServer
from tests.kiosk.people import delegate, gallery
from tests.kiosk.running_desk import running_desk
from tests.kiosk.videos import approaching

CROWD, WALKS_EACH = 1_000, 2
PATIENCE_SECONDS = 4.0
EMPTY_FRAMES = 40
"""Longer than the desk takes for somebody to have left."""


@dataclass(frozen=True)
class Walk:
    """Somebody who comes: who it is, and the frames as JPEG."""

    delegate_id: int
    frames: Sequence[bytes]


def walk_up_figures(encoder: OnnxEncoder, faces: Path, models: Path) -> list[Figure]:
    """Let everybody with two photographs walk up, without and with the liveness networks."""
    people = [(name, photos) for name, photos in people_in(faces) if len(photos) > 1]
    answer = roster(encoder, [photos[0] for _, photos in people])
    walks = [
        walk
        for turn in range(1, WALKS_EACH + 1)
        for place, (_, photos) in enumerate(people, start=1)
        for photo in photos[turn : turn + 1]
        if (walk := walk_of(encoder, place, photo)) is not None
    ]
    found: list[Figure] = []
    with ExitStack() as stack:
        plain = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for model in models.iterdir():
            if "MiniFASNet" not in model.name:
                (plain / model.name).symlink_to(model.resolve())
        for what, folder in (("walk-up to green", plain), ("with liveness", models)):
            found += figures_of(what, greens(answer, folder, walks), of=len(walks))
    return found


def figures_of(what: str, seconds: list[float], *, of: int) -> list[Figure]:
    """Return median and p95 of those who were known, and how many that were."""
    name = what if what.startswith("walk-up") else f"walk-up to green {what}"
    known = figure(f"{name}: known of {of}", [float(len(seconds))], unit="walk-ups")
    if not seconds:
        return [known]
    return [
        figure(f"{name}, median", [median(seconds)], unit="s", limit="≤ 1.0 s"),
        figure(f"{name}, p95", [percentile(seconds, 95)], unit="s", limit="≤ 1.5 s"),
        known,
    ]


def roster(encoder: OnnxEncoder, photos: Sequence[Path]) -> dict[str, Any]:
    """Return the server's answer: those with photographs first, then made-up people."""
    made = np.random.default_rng(2026).normal(size=(CROWD, 128)).astype(np.float32)
    crowd = made / np.linalg.norm(made, axis=1, keepdims=True)
    real = [encode_portrait(encoder, read_image(photo)).encoding for photo in photos]
    encodings = {nth: each for nth, each in enumerate([*real, *crowd], start=1) if each is not None}
    facts = {"delegation": "", "seat": ""}
    people = [delegate(each, f"Người {each}", number=str(each), **facts) for each in encodings]
    templates = [
        {"delegate_id": each, "encoding": sent(encoding)} for each, encoding in encodings.items()
    ]
    return gallery(
        delegates=people, templates=templates, engine=encoder.engine, model=encoder.model
    )


def sent(encoding: Encoding) -> str:
    """Return an encoding as the server sends it."""
    return base64.b64encode(encoding.astype("<f4").tobytes()).decode()


def walk_of(encoder: OnnxEncoder, delegate_id: int, photo: Path) -> Walk | None:
    """Return the frames of somebody who comes; None where no face is found."""
    picture = read_image(photo)
    faces = encoder.faces(picture)
    if not faces:
        return None
    frames = approaching(picture, faces[0].points, frames=int(PATIENCE_SECONDS / FRAME_SECONDS))
    return Walk(delegate_id, [encode_jpeg(each, 90) for each in frames])


def greens(answer: dict[str, Any], models: Path, walks: Sequence[Walk]) -> list[float]:
    """Return the seconds of those who were known, one after another before one desk."""
    nobody = encode_jpeg(hall(), 85)
    server = FakeServer(answer)
    try:
        with (
            tempfile.TemporaryDirectory() as name,
            running_desk(
                *(Path(name) / "desk", "--camera", "browser"), server=server.url, models=models
            ) as desk,
        ):
            kiosk = RunningKiosk(int(desk.url.rstrip("/").rpartition(":")[2]), desk.process)
            kiosk.wait_for(lambda state: bool(state["faces"] == "ready"))
            found = []
            for walk in walks:
                stream(kiosk, nobody, frames=EMPTY_FRAMES)
                found.append(seconds_to_green(kiosk, walk))
    finally:
        server.stop()
    return [each for each in found if each is not None]


def seconds_to_green(kiosk: RunningKiosk, walk: Walk) -> float | None:
    """Send the frames at their pace until the desk says who came; None when it does not."""
    began = time.monotonic()
    for nth, jpeg in enumerate(walk.frames, start=1):
        kiosk.ask("/picture", jpeg)
        if waited_for(kiosk, walk.delegate_id, until=began + nth * FRAME_SECONDS):
            return time.monotonic() - began
    return None


def waited_for(kiosk: RunningKiosk, delegate_id: int, *, until: float) -> bool:
    """Watch the desk until the next frame is due; True once it says who came."""
    while True:
        state = kiosk.ask("/state")
        if state["result"] in ("checked_in", "already_in") and state["delegate_id"] == delegate_id:
            return True
        if (left := until - time.monotonic()) <= 0:
            return False
        time.sleep(min(0.005, left))
